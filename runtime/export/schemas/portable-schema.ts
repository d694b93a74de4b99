import type { JsonValue } from '../../model/json.ts';
import { compilePattern } from '../../schema/compile-pattern.ts';
import type { LoweredSchema, RefHandle } from '../../schema/lowered-schema.ts';

/** A schema of JSON Schema 2020-12, as it stands in a file. */
export type PortableSchema = boolean | { readonly [keyword: string]: JsonValue };

/** Gives the `$ref` under which the target of a reference is found. */
export type ReferTo = (target: LoweredSchema) => string;

const single = ['items', 'contains', 'additionalProperties', 'propertyNames', 'not', 'if', 'then', 'else'] as const;
const many = ['allOf', 'anyOf', 'oneOf', 'prefixItems'] as const;
const named = ['properties', 'patternProperties', 'dependentSchemas'] as const;
const unevaluated = ['unevaluatedProperties', 'unevaluatedItems'] as const;
const plain = [
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'minLength',
  'maxLength',
  'required',
  'minProperties',
  'maxProperties',
  'dependentRequired',
  'minContains',
  'maxContains',
  'minItems',
  'maxItems',
] as const;

/** The formats whose verdict is more than a guess; those that a suite judges. */
const judgedFormats: ReadonlySet<string> = new Set(['date', 'date-time', 'uuid', 'ipv4', 'ipv6']);

/**
 * A lowered schema in the plain vocabulary, for a validator that knows nothing of ours. What validators are known to read differently (dynamic references,
 * expressions of other dialects, formats beyond the well-known) is left open: a suite must not blame a server for it.
 */
export function portableSchema(schema: LoweredSchema, referTo: ReferTo): PortableSchema {
  if (schema['x-atg-false'] === true) return false;
  if (schema['x-atg-hidden'] === true) return true;
  const inner = (one: LoweredSchema | false): PortableSchema => one !== false && portableSchema(one, referTo);
  const result: Record<string, JsonValue> = {};
  const reference = schema['x-atg-ref'];
  if (reference !== undefined && isStatic(reference)) result['$ref'] = referTo(reference());
  if (schema.type !== undefined) result['type'] = schema.type.length === 1 ? (schema.type[0] ?? null) : schema.type;
  if (schema.enum !== undefined) result['enum'] = schema.enum as readonly JsonValue[];
  if (schema.const !== undefined) result['const'] = schema.const as JsonValue;
  for (const keyword of plain) {
    const value = schema[keyword];
    if (value !== undefined) result[keyword] = value;
  }
  if (schema.pattern !== undefined && isPortable(schema.pattern)) result['pattern'] = schema.pattern;
  if (schema.format !== undefined && judgedFormats.has(schema.format)) result['format'] = schema.format;
  if (schema['x-atg-multiple-of'] !== undefined) result['multipleOf'] = schema['x-atg-multiple-of'];
  if (schema['x-atg-unique-items'] === true) result['uniqueItems'] = true;
  for (const keyword of single) {
    const value = schema[keyword];
    if (value !== undefined) result[keyword] = inner(value);
  }
  for (const keyword of many) {
    const value = schema[keyword];
    if (value !== undefined) result[keyword] = value.map(inner);
  }
  for (const keyword of named) addNamed(result, keyword, schema[keyword], inner);
  // It sees what a reference evaluates; where one is left out, it would see too little.
  if (reference === undefined || isStatic(reference)) {
    for (const keyword of unevaluated) {
      const value = schema[keyword];
      if (value !== undefined) result[keyword] = inner(value);
    }
  }
  addTags(result, schema);
  return result;
}

function isStatic(handle: RefHandle): boolean {
  return handle.dynamic === undefined && handle.resolves();
}

function addNamed(
  result: Record<string, JsonValue>,
  keyword: string,
  schemas: Readonly<Record<string, LoweredSchema>> | undefined,
  inner: (one: LoweredSchema) => PortableSchema,
): void {
  if (schemas === undefined) return;
  const entries = Object.entries(schemas)
    .filter(([name]) => keyword !== 'patternProperties' || isPortable(name))
    .map(([name, one]) => [name, inner(one)] as const);
  // What an expression would have let through must not be refused for lack of it.
  if (entries.length < Object.keys(schemas).length) delete result['additionalProperties'];
  if (entries.length > 0) result[keyword] = Object.fromEntries(entries);
}

/** The tag of a discriminator: no other text, where it is a text. */
function addTags(result: Record<string, JsonValue>, schema: LoweredSchema): void {
  const discriminator = schema['x-atg-discriminator'];
  if (discriminator === undefined) return;
  const { propertyName, tags } = discriminator;
  const tag = { properties: { [propertyName]: { anyOf: [{ enum: tags }, { not: { type: 'string' } }] } } };
  const others = result['allOf'];
  result['allOf'] = [...(Array.isArray(others) ? (others as readonly JsonValue[]) : []), tag];
}

function isPortable(source: string): boolean {
  try {
    const { flags, doubtful, unsupported } = compilePattern(source);
    return flags === 'u' && !doubtful && unsupported === undefined;
  } catch {
    return false;
  }
}
