import type { Location } from '../model/location.ts';
import { pointerTo } from '../model/json.ts';
import type { SchemaRef } from '../model/schema-ref.ts';

/** What a schema, with all that it refers to for the same value, says of the members of an object and the items of a list. */
export interface ObjectShape {
  /** Where references lead to in the end. */
  readonly location: Location;
  /** Whether something says what else an object may have, or cannot be read. */
  readonly open: boolean;
  /** Whether an object is allowed, and no member of it is named. */
  readonly isNameless: boolean;
  names(name: string): boolean;
  /** The schemas of a member. */
  member(name: string): readonly SchemaRef[];
  /** The schemas of an item. */
  items(index: number): readonly SchemaRef[];
}

type Raw = Readonly<Record<string, unknown>>;
type Part = SchemaRef & { readonly schema: Raw };

/** Reads a schema without asking whether a value is valid under it: what one alternative names is named. */
export function objectShape(schema: SchemaRef): ObjectShape {
  const parts: Part[] = [];
  const state = { open: false, location: schema.location };
  collect(schema, parts, state, true);
  const patterns = parts.flatMap((part) => childrenOf(part, 'patternProperties'));
  const properties = parts.flatMap((part) => childrenOf(part, 'properties'));
  return {
    location: state.location,
    open:
      state.open ||
      parts.some(saysMore) ||
      parts.some(hasFreeAlternative) ||
      patterns.some(([pattern]) => regex(pattern) === undefined),
    isNameless: properties.length + patterns.length === 0 && mayBeObject(schema, parts),
    names: (name) =>
      properties.some(([own]) => own === name) || patterns.some(([pattern]) => regex(pattern)?.test(name)),
    member: (name) => [
      ...properties.flatMap(([own, child]) => (own === name ? [child] : [])),
      ...patterns.flatMap(([pattern, child]) => (regex(pattern)?.test(name) === true ? [child] : [])),
      ...parts.flatMap((part) => [...below(part, 'additionalProperties'), ...below(part, 'unevaluatedProperties')]),
    ],
    items: (index) =>
      parts.flatMap((part) => [
        ...below(part, 'items'),
        ...below(part, 'items', index),
        ...below(part, 'prefixItems', index),
        ...below(part, 'additionalItems'),
        ...below(part, 'unevaluatedItems'),
        ...below(part, 'contains'),
      ]),
  };
}

const alternatives = ['anyOf', 'oneOf'] as const;

/** All schemas that apply to the same value, whichever alternative holds. */
function collect(
  schema: SchemaRef,
  parts: Part[],
  state: { open: boolean; location: Location },
  isMain: boolean,
): void {
  if (!isRaw(schema.schema) || parts.some((part) => part.schema === schema.schema)) return;
  const part: Part = { ...schema, schema: schema.schema };
  parts.push(part);
  const raw = part.schema;
  if (Object.hasOwn(raw, '$dynamicRef') || Object.hasOwn(raw, '$recursiveRef')) state.open = true;
  if (typeof raw['$ref'] === 'string') {
    const target = { scope: part.scope, ...part.scope.resolve(raw['$ref'], part.location) };
    if (isMain) state.location = target.location;
    collect(target, parts, state, isMain);
  }
  for (const keyword of ['allOf', 'anyOf', 'oneOf'])
    for (const branch of listed(part, keyword)) collect(branch, parts, state, false);
  for (const keyword of ['if', 'then', 'else'])
    for (const child of below(part, keyword)) collect(child, parts, state, false);
  for (const keyword of ['dependentSchemas', 'dependencies'])
    for (const [, child] of childrenOf(part, keyword)) collect(child, parts, state, false);
  // The type that is named in the value may bring names that nothing here leads to.
  if (isRaw(raw['discriminator']) && !alternatives.some((keyword) => Array.isArray(raw[keyword]))) state.open = true;
}

/** An alternative that says nothing of an object's members; beside `properties` it is a condition on those, such as one more `required`. */
function hasFreeAlternative(part: Part): boolean {
  if (childrenOf(part, 'properties').length > 0) return false;
  return alternatives.some((keyword) => listed(part, keyword).some(isFree));
}

function isFree(branch: SchemaRef): boolean {
  if (branch.schema === true) return true;
  const parts: Part[] = [];
  collect(branch, parts, { open: false, location: branch.location }, false);
  const named = parts.some((part) => namingKeywords.some((keyword) => childrenOf(part, keyword).length > 0));
  return parts.length > 0 && !named && mayBeObject(branch, parts);
}

const namingKeywords = ['properties', 'patternProperties'] as const;

function saysMore({ schema }: Part): boolean {
  return ['additionalProperties', 'unevaluatedProperties', 'propertyNames'].some((keyword) =>
    Object.hasOwn(schema, keyword),
  );
}

function mayBeObject({ schema }: SchemaRef, parts: readonly Part[]): boolean {
  if (typeof schema === 'boolean') return schema;
  return parts.every(({ schema: { type } }) => type === undefined || type === 'object' || includesObject(type));
}

function includesObject(type: unknown): boolean {
  return Array.isArray(type) && type.includes('object');
}

/** The schemas below a keyword that holds them by name. */
function childrenOf(part: Part, keyword: string): readonly (readonly [name: string, schema: SchemaRef])[] {
  const children = part.schema[keyword];
  if (!isRaw(children)) return [];
  return Object.entries(children).map(([name, schema]) => [name, child(part, schema, keyword, name)] as const);
}

/** The schemas of a keyword that holds a list of them. */
function listed(part: Part, keyword: string): readonly SchemaRef[] {
  const branches = part.schema[keyword];
  return Array.isArray(branches) ? branches.map((branch: unknown, index) => child(part, branch, keyword, index)) : [];
}

/** The schema of a keyword that holds one, or the one at a place of its list. */
function below(part: Part, keyword: string, index?: number): readonly SchemaRef[] {
  const value = part.schema[keyword];
  if (index === undefined) return isRaw(value) ? [child(part, value, keyword)] : [];
  const item: unknown = Array.isArray(value) ? value[index] : undefined;
  return item === undefined ? [] : [child(part, item, keyword, index)];
}

function child({ location, scope }: Part, schema: unknown, ...tokens: readonly (string | number)[]): SchemaRef {
  const at = { ...location, pointer: pointerTo(location.pointer, ...tokens) };
  return { schema, location: at, scope: scope.scopeAt?.(at) ?? scope };
}

function isRaw(value: unknown): value is Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function regex(pattern: string): RegExp | undefined {
  try {
    return new RegExp(pattern, 'u');
  } catch {
    return undefined;
  }
}
