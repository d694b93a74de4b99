import type { Pattern } from '../../compile-pattern.ts';
import { compilePattern } from '../../compile-pattern.ts';
import type { LoweredSchema } from '../../lowered-schema.ts';
import type { JsonObject } from '../json-object.ts';
import type { Check, Nodes, Reporting, SchemaNode } from '../contract.ts';
import { evaluate, report } from '../evaluate.ts';
import type { Evaluated } from '../evaluated.ts';
import { addName } from '../evaluated.ts';
import { errorAt, inChild } from '../report.ts';

interface PatternMember {
  readonly source: string;
  readonly pattern: Pattern;
  readonly node: SchemaNode;
}

/** What one schema says of the members of an object. */
interface Members {
  readonly schema: LoweredSchema;
  /** The schema that `properties` has for a name. */
  named(name: string): SchemaNode | undefined;
  readonly patterns: readonly PatternMember[];
  /** `additionalProperties`; `undefined` where absent. */
  readonly rest: SchemaNode | false | undefined;
}

/** `properties`, `patternProperties` and `additionalProperties`: one walk through the members of a value. */
export function memberCheck(schema: LoweredSchema, nodes: Nodes): Check<JsonObject> | undefined {
  const { properties, patternProperties, additionalProperties } = schema;
  if ((properties ?? patternProperties ?? additionalProperties) === undefined) return undefined;
  const members: Members = {
    schema,
    named: namedNodes(properties, nodes),
    patterns: Object.entries(patternProperties ?? {}).map(([source, child]) => ({
      source,
      pattern: compilePattern(source),
      node: nodes.child(child),
    })),
    rest: additionalProperties && nodes.child(additionalProperties),
  };
  return {
    test(value, scope, _open, seen) {
      if (seen !== undefined) note(members, value, seen);
      const { named, patterns, rest } = members;
      for (const name of Object.keys(value)) {
        const member = value[name];
        if (member === undefined) continue;
        const node = named(name);
        let known = node !== undefined;
        if (node !== undefined && !evaluate(node, member, scope, undefined, undefined)) return false;
        for (const { pattern, node: matched } of patterns) {
          if (!pattern.test(name)) continue;
          known = true;
          if (!evaluate(matched, member, scope, undefined, undefined)) return false;
        }
        if (known || rest === undefined) continue;
        if (rest === false || !evaluate(rest, member, scope, undefined, undefined)) return false;
      }
      return true;
    },
    report: (value, to) => reportMembers(members, value, to),
  };
}

/** Nodes are made when a value first has the property: most objects of a document have many that no value has. */
function namedNodes(properties: LoweredSchema['properties'], nodes: Nodes): Members['named'] {
  if (properties === undefined) return () => undefined;
  const known = new Map<string, SchemaNode>();
  return (name) => {
    const node = known.get(name);
    if (node !== undefined) return node;
    const child = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (child === undefined) return undefined;
    const made = nodes.child(child);
    known.set(name, made);
    return made;
  };
}

function note({ named, patterns, rest }: Members, value: JsonObject, seen: Evaluated): void {
  if (rest !== undefined) {
    seen.allNames = true;
    return;
  }
  for (const name of Object.keys(value)) {
    if (named(name) !== undefined || patterns.some(({ pattern }) => pattern.test(name))) addName(seen, name);
  }
}

function reportMembers(members: Members, value: JsonObject, to: Reporting): void {
  const { schema, named, patterns, rest } = members;
  const names = Object.keys(value).filter((name) => value[name] !== undefined);
  for (const name of rest === undefined ? [] : names) {
    if (named(name) !== undefined || patterns.some(({ pattern }) => pattern.test(name))) continue;
    if (rest) report(rest, value[name], inChild(to, name, 'additionalProperties'));
    else {
      const params = { additionalProperty: name };
      errorAt(to, schema, 'additionalProperties', 'must NOT have additional properties', params);
    }
  }
  for (const name of Object.keys(schema.properties ?? {})) {
    const node = named(name);
    if (node === undefined || !Object.hasOwn(value, name) || value[name] === undefined) continue;
    report(node, value[name], inChild(to, name, 'properties', name));
  }
  for (const { source, pattern, node } of patterns) {
    for (const name of names) {
      if (pattern.test(name)) report(node, value[name], inChild(to, name, 'patternProperties', source));
    }
  }
}
