import type { LoweredSchema } from '../../lowered-schema.ts';
import type { Discriminator } from '../../keywords/discriminator-keyword.ts';
import type { JsonObject } from '../json-object.ts';
import type { Check, Nodes, SchemaNode } from '../contract.ts';
import { evaluate, report } from '../evaluate.ts';
import { errorAt, inPlace } from '../report.ts';
import { memberCheck } from './member-check.ts';

/** All keywords for objects except `unevaluatedProperties`, in the order that Ajv has them. */
export function objectChecks(schema: LoweredSchema, nodes: Nodes): readonly Check<JsonObject>[] {
  const { maxProperties: max, minProperties: min } = schema;
  const checks: Check<JsonObject>[] = [];
  if (max !== undefined) checks.push({ keyword: 'maxProperties', test: (value) => size(value) <= max });
  if (min !== undefined) checks.push({ keyword: 'minProperties', test: (value) => size(value) >= min });
  if (schema.required !== undefined) checks.push(requiredCheck(schema, schema.required));
  if (schema.propertyNames !== undefined) checks.push(namesCheck(schema, nodes.child(schema.propertyNames)));
  const members = memberCheck(schema, nodes);
  if (members !== undefined) checks.push(members);
  if (schema.dependentRequired !== undefined) checks.push(dependentRequiredCheck(schema, schema.dependentRequired));
  if (schema.dependentSchemas !== undefined) checks.push(dependentSchemasCheck(schema.dependentSchemas, nodes));
  const discriminator = schema['x-atg-discriminator'];
  if (discriminator !== undefined) checks.push(discriminatorCheck(discriminator));
  return checks;
}

/** A discriminator's value must be a key of its mapping or the name of a branch (OpenAPI 3.1 §4.8.25). */
function discriminatorCheck({ propertyName, tags }: Discriminator): Check<JsonObject> {
  const known = new Set<unknown>(tags);
  return {
    keyword: 'x-atg-discriminator',
    test(value) {
      const tag = has(value, propertyName) ? value[propertyName] : undefined;
      return typeof tag !== 'string' || known.has(tag);
    },
  };
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
