import { pointerTo } from '../model/json.ts';
import type { Dialect, SchemaRef } from '../model/schema-ref.ts';

type JsonType = 'null' | 'boolean' | 'integer' | 'number' | 'string' | 'array' | 'object';

type SchemaObject = Readonly<Record<string, unknown>>;

/** What a schema says of the look of its values, as far as text needs it: not their validity. Looked up lazily, along `$ref`s and combinators. */
export interface ValueShape {
  /** The types that a value may have; `undefined` where any. */
  readonly types: ReadonlySet<JsonType> | undefined;
  /** The values that `enum` and `const` name. */
  readonly members: readonly unknown[];
  readonly formats: readonly string[];
  /** Texts stand for decimal numbers: by `format`, or by a `pattern` of digits with a sign or a decimal point. */
  readonly isDecimal: boolean;
  /** The value is bytes: `format: binary`, or a `contentMediaType` without an encoding into text. */
  readonly isBinary: boolean;
  /** Where the schema stands that a chain of `$ref`s ends at. */
  readonly pointer: string;
  /** What stands for the value where it is missing; also where it stands beside a `$ref` that it should not stand beside. */
  readonly default: { readonly value: unknown } | undefined;
  /** The first value of an annotation such as `xml`. */
  annotation(keyword: string): unknown;
  /** The names that `properties` declares. */
  readonly declared: ReadonlySet<string>;
  property(name: string): ValueShape;
  readonly items: ValueShape;
  item(index: number): ValueShape;
}

/** A schema whose reference and combinators have been followed. */
interface Fragment {
  readonly schema: SchemaObject;
  readonly ref: SchemaRef;
}

const allTypes: readonly string[] = ['null', 'boolean', 'integer', 'number', 'string', 'array', 'object'];

/** Before 2019-09 what stands beside a `$ref` is ignored. */
const refStandsAlone: ReadonlySet<Dialect> = new Set<Dialect>([
  'draft-04',
  'draft-06',
  'draft-07',
  'openapi-2.0',
  'openapi-3.0',
]);

/** The shape of a schema's values; anything where there is no schema. */
export function valueShape(schema: SchemaRef | undefined): ValueShape {
  return shapeOf(schema === undefined ? [] : [schema]);
}

function shapeOf(refs: readonly SchemaRef[]): ValueShape {
  const properties = new Map<string, ValueShape>();
  const fragments = lazily(() => {
    const seen = new Set<unknown>();
    return refs.flatMap((ref) => fragmentsOf(ref, seen));
  });
  const formats = lazily(() =>
    fragments().flatMap(({ schema }) => (typeof schema['format'] === 'string' ? [schema['format']] : [])),
  );
  const decimal = lazily(() => fragments().some(({ schema }) => isDecimal(schema)));
  const types = lazily(() => unite(refs.map((ref) => typesOf(ref, new Map())).filter((set) => set !== undefined)));
  const members = lazily(() => fragments().flatMap(({ schema }) => membersOf(schema)));
  const declared = lazily(
    () => new Set(fragments().flatMap(({ schema }) => Object.keys(record(schema['properties']) ?? {}))),
  );
  const preset = lazily(() =>
    defaultOf([...refs.map(({ schema }) => record(schema)), ...fragments().map(({ schema }) => schema)]),
  );
  const hasPrefix = lazily(() => fragments().some((fragment) => prefixSchemas(fragment, 0).length > 0));
  const items = lazily(() =>
    shapeOf(fragments().flatMap(({ schema, ref }) => subschemas(schema['items'], ref, 'items'))),
  );
  return {
    get types() {
      return types();
    },
    get members() {
      return members();
    },
    get formats() {
      return formats();
    },
    get isDecimal() {
      return decimal();
    },
    get isBinary() {
      return fragments().some(({ schema }) => isBinary(schema));
    },
    get pointer() {
      return fragments().at(0)?.ref.location.pointer ?? '';
    },
    get declared() {
      return declared();
    },
    get default() {
      return preset();
    },
    get items() {
      return items();
    },
    annotation(keyword) {
      return fragments().find(({ schema }) => schema[keyword] !== undefined)?.schema[keyword];
    },
    property(name) {
      let shape = properties.get(name);
      if (shape === undefined) {
        shape = shapeOf(fragments().flatMap((fragment) => propertySchemas(fragment, name)));
        properties.set(name, shape);
      }
      return shape;
    },
    item(index) {
      if (!hasPrefix()) return items();
      const own = fragments().flatMap((fragment) => prefixSchemas(fragment, index));
      return own.length === 0 ? items() : shapeOf(own);
    },
  };
}

function propertySchemas({ schema, ref }: Fragment, name: string): readonly SchemaRef[] {
  const properties = record(schema['properties']);
  if (properties !== undefined && Object.hasOwn(properties, name))
    return [child(ref, properties[name], 'properties', name)];
  return record(schema['additionalProperties']) === undefined
    ? []
    : [child(ref, schema['additionalProperties'], 'additionalProperties')];
}

function prefixSchemas({ schema, ref }: Fragment, index: number): readonly SchemaRef[] {
  for (const keyword of ['prefixItems', 'items']) {
    const list = schema[keyword];
    if (Array.isArray(list) && index < list.length) return [child(ref, list[index], keyword, index)];
  }
  return [];
}

function subschemas(value: unknown, ref: SchemaRef, keyword: string): readonly SchemaRef[] {
  return record(value) === undefined ? [] : [child(ref, value, keyword)];
}

/** The schema itself and all that it combines, each once, with its `$ref` followed. */
function fragmentsOf(ref: SchemaRef, seen: Set<unknown>): readonly Fragment[] {
  const schema = record(ref.schema);
  if (schema === undefined || seen.has(schema)) return [];
  seen.add(schema);
  const found: Fragment[] = [];
  const target = follow(ref, schema);
  if (target !== undefined) found.push(...fragmentsOf(target, seen));
  if (target !== undefined && refStandsAlone.has(ref.scope.dialect)) return found;
  found.push({ schema, ref });
  for (const keyword of ['allOf', 'anyOf', 'oneOf']) {
    for (const branch of branches(ref, schema, keyword)) found.push(...fragmentsOf(branch, seen));
  }
  return found;
}

type Types = ReadonlySet<JsonType> | undefined;

/** The types that all parts of a schema permit together; `undefined` where none of them says. A schema that leads back to itself adds nothing. */
function typesOf(ref: SchemaRef, known: Map<unknown, Types>): Types {
  const schema = record(ref.schema);
  if (schema === undefined) return undefined;
  if (known.has(schema)) return known.get(schema);
  known.set(schema, undefined);
  const target = follow(ref, schema);
  let types = target === undefined ? undefined : typesOf(target, known);
  if (target !== undefined && refStandsAlone.has(ref.scope.dialect)) return types;
  types = intersect(ownTypes(schema), types);
  for (const part of branches(ref, schema, 'allOf')) types = intersect(types, typesOf(part, known));
  for (const keyword of ['anyOf', 'oneOf']) {
    const alternatives = branches(ref, schema, keyword).map((branch) => typesOf(branch, known));
    if (alternatives.length > 0 && alternatives.every((set) => set !== undefined)) {
      types = intersect(types, unite(alternatives));
    }
  }
  known.set(schema, types);
  return types;
}

function ownTypes(schema: SchemaObject): ReadonlySet<JsonType> | undefined {
  const type = schema['type'];
  const named = (Array.isArray(type) ? type : [type]).filter((name): name is JsonType => allTypes.includes(name));
  if (named.length > 0) return new Set<JsonType>(schema['nullable'] === true ? [...named, 'null'] : named);
  const members = membersOf(schema);
  return members.length > 0 ? new Set(members.map(typeOf)) : undefined;
}

function membersOf(schema: SchemaObject): readonly unknown[] {
  if (Array.isArray(schema['enum'])) return schema['enum'];
  return Object.hasOwn(schema, 'const') ? [schema['const']] : [];
}

function defaultOf(schemas: readonly (SchemaObject | undefined)[]): { readonly value: unknown } | undefined {
  const holder = schemas.find((schema) => schema !== undefined && Object.hasOwn(schema, 'default'));
  return holder === undefined ? undefined : { value: holder['default'] };
}

const decimalFormats: ReadonlySet<unknown> = new Set([
  'decimal',
  'decimal128',
  'big-decimal',
  'bigdecimal',
  'bigint',
  'number',
  'numeric',
  'integer',
  'double',
  'float',
  'int32',
  'int64',
]);

/** Nothing but digits, signs, a decimal point and an exponent, and what regular expressions are made of. */
const numericPattern = /^(?:\\[d.+-]|0-9|[\d^$?*+(){}[\]|,:!.-]|e|E)*$/;

/** A decimal point anywhere, or a sign at the start. */
const decimalMark = /\\\.|\[[^\]]*\.|^\^?[(?:]*(?:-|\[[+-]+\])/;

/** A pattern of digits alone is mostly a code, whose leading zeros count. */
function isDecimal(schema: SchemaObject): boolean {
  if (schema['type'] === 'number' || schema['type'] === 'integer') return false;
  if (decimalFormats.has(schema['format'])) return true;
  const pattern = schema['pattern'];
  if (typeof pattern !== 'string' || !numericPattern.test(pattern)) return false;
  return /\\d|0-9/.test(pattern) && decimalMark.test(pattern);
}

function isBinary(schema: SchemaObject): boolean {
  if (schema['format'] === 'binary' || schema['type'] === 'file') return true;
  return typeof schema['contentMediaType'] === 'string' && schema['contentEncoding'] === undefined;
}

/** Whether a value of this type may stand there. */
export function mayBe({ types }: ValueShape, type: JsonType): boolean {
  return types === undefined || types.has(type);
}

/** The JSON type of a value; `integer` for a number without a fraction. */
function typeOf(value: unknown): JsonType {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'boolean' || typeof value === 'string') return typeof value as 'boolean' | 'string';
  if (typeof value === 'bigint') return 'integer';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return 'object';
}

function follow(ref: SchemaRef, schema: SchemaObject): SchemaRef | undefined {
  const target = schema['$ref'];
  return typeof target === 'string' ? { ...ref.scope.resolve(target, ref.location), scope: ref.scope } : undefined;
}

function branches(ref: SchemaRef, schema: SchemaObject, keyword: string): readonly SchemaRef[] {
  const list = schema[keyword];
  return Array.isArray(list) ? list.map((branch: unknown, index) => child(ref, branch, keyword, index)) : [];
}

function child(ref: SchemaRef, schema: unknown, ...tokens: readonly (string | number)[]): SchemaRef {
  const { file, pointer } = ref.location;
  return { schema, scope: ref.scope, location: { file, pointer: pointerTo(pointer, ...tokens) } };
}

/** `integer` is part of `number`. */
function intersect(
  a: ReadonlySet<JsonType> | undefined,
  b: ReadonlySet<JsonType> | undefined,
): ReadonlySet<JsonType> | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  const common = new Set<JsonType>();
  for (const type of a) if (b.has(type) || (type === 'integer' && b.has('number'))) common.add(type);
  if (a.has('number') && b.has('integer')) common.add('integer');
  return common;
}

function unite(sets: readonly ReadonlySet<JsonType>[]): ReadonlySet<JsonType> | undefined {
  return sets.length === 0 ? undefined : new Set(sets.flatMap((set) => [...set]));
}

function record(value: unknown): SchemaObject | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as SchemaObject) : undefined;
}

function lazily<T>(compute: () => T): () => T {
  let state: { readonly value: T } | undefined;
  return () => (state ??= { value: compute() }).value;
}
