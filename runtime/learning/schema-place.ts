import { pointerTo } from '../model/json.ts';
import type { SchemaRef } from '../model/schema-ref.ts';
import { resolveChain } from '../schema/resolve-target.ts';
import type { FieldPath } from './contract.ts';

type SchemaObject = Readonly<Record<string, unknown>>;

/** A schema that applies to a value, its reference followed. */
export interface PlacedSchema {
  readonly schema: SchemaObject;
  readonly ref: SchemaRef;
  /** Beneath `anyOf` or `oneOf`: it need not hold of every value. */
  readonly alternative: boolean;
}

/** What a document says of one place of a value. */
export interface SchemaPlace {
  /** The schemas of the value at the place, the outermost first; none where it is not declared. */
  readonly schemas: readonly PlacedSchema[];
  /** The schemas of the object around it; for a property that is declared, those that declare it. */
  readonly holders: readonly PlacedSchema[];
  /** The properties that the value's schemas declare. */
  readonly names: readonly string[];
}

/** Finds what a schema says of the place that a path leads to. Parts whose references lead nowhere say nothing. */
export function schemaPlace(root: SchemaRef, path: FieldPath): SchemaPlace {
  let schemas = spread(root, false, new Set());
  let holders: readonly PlacedSchema[] = [];
  for (const token of path) {
    const around = schemas;
    const inner = around.flatMap((holder) => childrenOf(holder, token).map((child) => ({ holder, child })));
    const declaring = inner.filter(({ child }) => child.isDeclared);
    const used = declaring.length > 0 ? declaring : inner;
    const seen = new Set<unknown>();
    schemas = used.flatMap(({ holder, child }) => spread(child.ref, holder.alternative, seen));
    holders = declaring.length > 0 ? declaring.map(({ holder }) => holder) : around;
  }
  return { schemas, holders, names: [...new Set(schemas.flatMap(({ schema }) => Object.keys(propertiesOf(schema))))] };
}

/** The schema itself and all that it combines, each once. */
function spread(ref: SchemaRef, alternative: boolean, seen: Set<unknown>): readonly PlacedSchema[] {
  const { schema } = ref;
  if (!isObject(schema) || seen.has(schema)) return [];
  seen.add(schema);
  const target = followed(ref, schema);
  if (target !== undefined) return spread(target, alternative, seen);
  return [
    { schema, ref, alternative },
    ...branches(ref, schema, 'allOf').flatMap((branch) => spread(branch, alternative, seen)),
    ...['anyOf', 'oneOf'].flatMap((keyword) =>
      branches(ref, schema, keyword).flatMap((branch) => spread(branch, true, seen)),
    ),
  ];
}

function followed(ref: SchemaRef, schema: SchemaObject): SchemaRef | undefined {
  const target = schema['$ref'];
  if (typeof target !== 'string') return undefined;
  try {
    return resolveChain(target, ref.location, ref.scope);
  } catch {
    return undefined; // nothing is there: the operation's own problem says so
  }
}

interface Child {
  readonly ref: SchemaRef;
  readonly isDeclared: boolean;
}

function childrenOf({ schema, ref }: PlacedSchema, token: string | number): readonly Child[] {
  if (typeof token === 'number') {
    const { items, prefixItems } = schema;
    const listed: unknown = Array.isArray(prefixItems) ? prefixItems : items;
    if (Array.isArray(listed) && token < listed.length)
      return [{ ref: inner(ref, listed[token], listed === items ? 'items' : 'prefixItems', token), isDeclared: true }];
    return isObject(items) ? [{ ref: inner(ref, items, 'items'), isDeclared: true }] : [];
  }
  const properties = propertiesOf(schema);
  if (Object.hasOwn(properties, token))
    return [{ ref: inner(ref, properties[token], 'properties', token), isDeclared: true }];
  const { additionalProperties } = schema;
  return isObject(additionalProperties)
    ? [{ ref: inner(ref, additionalProperties, 'additionalProperties'), isDeclared: false }]
    : [];
}

function branches(ref: SchemaRef, schema: SchemaObject, keyword: string): readonly SchemaRef[] {
  const list = schema[keyword];
  return Array.isArray(list) ? list.map((branch: unknown, index) => inner(ref, branch, keyword, index)) : [];
}

function inner(ref: SchemaRef, schema: unknown, ...tokens: readonly (string | number)[]): SchemaRef {
  const { file, pointer } = ref.location;
  return { schema, scope: ref.scope, location: { file, pointer: pointerTo(pointer, ...tokens) } };
}

function propertiesOf(schema: SchemaObject): SchemaObject {
  return isObject(schema['properties']) ? schema['properties'] : {};
}

function isObject(value: unknown): value is SchemaObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
