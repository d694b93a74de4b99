import type { LoweredSchema } from '../../lowered-schema.ts';
import type { JsonObject } from '../json-object.ts';
import type { Check, Nodes, SchemaNode } from '../contract.ts';
import { evaluate, report } from '../evaluate.ts';
import { errorAt, inPlace } from '../report.ts';
import { assertion } from './assertion.ts';
import { memberCheck } from './member-check.ts';

/** All keywords for objects except `unevaluatedProperties`, in the order that Ajv has them. */
export function objectChecks(schema: LoweredSchema, nodes: Nodes): readonly Check<JsonObject>[] {
  const checks: Check<JsonObject>[] = [...countChecks(schema)];
  if (schema.required !== undefined) checks.push(requiredCheck(schema, schema.required));
  if (schema.propertyNames !== undefined) checks.push(namesCheck(schema, nodes.child(schema.propertyNames)));
  const members = memberCheck(schema, nodes);
  if (members !== undefined) checks.push(members);
  if (schema.dependentRequired !== undefined) checks.push(dependentRequiredCheck(schema, schema.dependentRequired));
  if (schema.dependentSchemas !== undefined) checks.push(dependentSchemasCheck(schema.dependentSchemas, nodes));
  const discriminator = schema['x-atg-discriminator'];
  if (discriminator !== undefined) {
    const { propertyName, tags } = discriminator;
    const known = new Set<unknown>(tags);
    const holds = (value: JsonObject): boolean => {
      const tag = has(value, propertyName) ? value[propertyName] : undefined;
      return typeof tag !== 'string' || known.has(tag);
    };
    const message = (): string => `must have a ${propertyName} that is one of ${tags.join(', ')}`;
    checks.push(assertion(schema, 'x-atg-discriminator', holds, message));
  }
  return checks;
}

/** A member that is `undefined` is none: `JSON.stringify` drops it. */
function has(value: JsonObject, name: string): boolean {
  return value[name] !== undefined && Object.hasOwn(value, name);
}

function size(value: JsonObject): number {
  let count = 0;
  for (const name of Object.keys(value)) if (value[name] !== undefined) count++;
  return count;
}

function countChecks(schema: LoweredSchema): readonly Check<JsonObject>[] {
  const { maxProperties: max, minProperties: min } = schema;
  const checks: Check<JsonObject>[] = [];
  if (max !== undefined) {
    const message = (): string => `must NOT have more than ${max} properties`;
    checks.push(assertion(schema, 'maxProperties', (value) => size(value) <= max, message, { limit: max }));
  }
  if (min !== undefined) {
    const message = (): string => `must NOT have fewer than ${min} properties`;
    checks.push(assertion(schema, 'minProperties', (value) => size(value) >= min, message, { limit: min }));
  }
  return checks;
}

function requiredCheck(schema: LoweredSchema, names: readonly string[]): Check<JsonObject> {
  return {
    test(value) {
      for (const name of names) if (!has(value, name)) return false;
      return true;
    },
    report(value, to) {
      for (const name of names) {
        if (has(value, name)) continue;
        errorAt(to, schema, 'required', `must have required property '${name}'`, { missingProperty: name });
      }
    },
  };
}

function namesCheck(schema: LoweredSchema, node: SchemaNode): Check<JsonObject> {
  return {
    test(value, scope) {
      for (const name of Object.keys(value)) {
        if (value[name] !== undefined && !evaluate(node, name, scope, undefined, undefined)) return false;
      }
      return true;
    },
    report(value, to) {
      for (const name of Object.keys(value)) {
        if (value[name] === undefined || evaluate(node, name, to.scope, undefined, undefined)) continue;
        report(node, name, { ...inPlace(to, 'propertyNames'), open: undefined });
        errorAt(to, schema, 'propertyNames', 'property name must be valid', { propertyName: name });
      }
    },
  };
}

function dependentRequiredCheck(
  schema: LoweredSchema,
  dependents: NonNullable<LoweredSchema['dependentRequired']>,
): Check<JsonObject> {
  const entries = Object.entries(dependents);
  return {
    test: (value) =>
      entries.every(([property, names]) => !has(value, property) || names.every((name) => has(value, name))),
    report(value, to) {
      for (const [property, names] of entries) {
        if (!has(value, property)) continue;
        const deps = names.join(', ');
        const message = `must have ${names.length === 1 ? 'property' : 'properties'} ${deps} when property ${property} is present`;
        for (const missingProperty of names) {
          if (has(value, missingProperty)) continue;
          errorAt(to, schema, 'dependentRequired', message, { property, missingProperty, depsCount: names.length, deps }); // prettier-ignore
        }
      }
    },
  };
}

function dependentSchemasCheck(
  dependents: NonNullable<LoweredSchema['dependentSchemas']>,
  nodes: Nodes,
): Check<JsonObject> {
  const entries = Object.entries(dependents).map(([name, schema]) => [name, nodes.child(schema)] as const);
  return {
    test(value, scope, open, seen) {
      let valid = true;
      for (const [name, node] of entries) {
        if (!has(value, name) || evaluate(node, value, scope, open, seen)) continue;
        if (seen?.lenient !== true) return false;
        valid = false;
      }
      return valid;
    },
    report(value, to) {
      for (const [name, node] of entries) {
        if (has(value, name)) report(node, value, inPlace(to, 'dependentSchemas', name));
      }
    },
  };
}
