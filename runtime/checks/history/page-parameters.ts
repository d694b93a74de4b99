import type { Operation, Parameter } from '../../model/operation.ts';
import type { SchemaRef } from '../../model/schema-ref.ts';

/** A query parameter with a whole number, and what the document says of it. */
interface NumberParameter {
  readonly name: string;
  readonly minimum: number | undefined;
  readonly maximum: number | undefined;
  readonly default: number | undefined;
}

/** How the pages of a list are asked for, as far as the names of its parameters tell. */
export interface PageParameters {
  /** How many items a page has at most. */
  readonly limit: NumberParameter | undefined;
  /** Where a page begins: at which item, or as which page. */
  readonly position: (NumberParameter & { readonly counts: 'items' | 'pages' }) | undefined;
  /** Takes what the answer calls the next page. */
  readonly cursor: string | undefined;
  /** Its name may mean something else, too; absent where it is clear. */
  readonly isLikelyCursor?: true;
}

const sureLimit = /^\$?(?:limit|per[-_]?page|page[-_]?size|max[-_]?results|results[-_]?per[-_]?page)$/iu;
/** So called beside a parameter for the position alone. */
const likelyLimit = /^\$?(?:size|top|take)$/iu;
const itemPosition = /^\$?(?:offset|skip)$/iu;
const pagePosition = /^(?:page|page[-_]?(?:number|no|index))$/iu;
const cursorName = /^(?:cursor|page[-_]?token|next[-_]?token|continuation[-_]?token|next[-_]?cursor)$/iu;
/** So called may also be the time from which on: only what answers say of the next page tells. */
const likelyCursor = /^(?:after|starting[-_]?after|start[-_]?after)$/iu;

/** Finds the parameters for pages; `undefined` where there are none. */
export function pageParameters({ parameters }: Operation): PageParameters | undefined {
  const query = parameters.filter((one) => one.in === 'query' && one.serialization.kind === 'style');
  const named = (name: RegExp): NumberParameter | undefined =>
    query.filter((one) => name.test(one.name)).flatMap((one) => numberParameter(one) ?? [])[0];
  const [items, pages] = [named(itemPosition), named(pagePosition)];
  const position =
    items !== undefined ? ({ ...items, counts: 'items' } as const) : pages && ({ ...pages, counts: 'pages' } as const);
  const sureCursor = query.find(({ name }) => cursorName.test(name))?.name;
  const cursor = sureCursor ?? query.find((one) => likelyCursor.test(one.name) && takesAnyKey(one))?.name;
  const limit = named(sureLimit) ?? (position === undefined && cursor === undefined ? undefined : named(likelyLimit));
  return limit === undefined && position === undefined && cursor === undefined
    ? undefined
    : { limit, position, cursor, ...(cursor === sureCursor ? {} : { isLikelyCursor: true }) };
}

/** Whether a parameter takes numbers or text without a form of its own, as keys of things have. */
function takesAnyKey({ schema }: Parameter): boolean {
  const raw = schema === undefined ? {} : rawOf(schema, maxReferences);
  if (raw === undefined || ['enum', 'const', 'allOf', 'anyOf', 'oneOf', 'not'].some((one) => one in raw)) return false;
  const { type, format } = raw;
  if (typeof format === 'string' && /date|time|duration/iu.test(format)) return false;
  const types = Array.isArray(type) ? type : [type];
  return types.some((one) => one === undefined || one === 'integer' || one === 'number' || one === 'string');
}

/** `undefined` for what takes no whole number, or only some. */
function numberParameter({ name, schema }: Parameter): NumberParameter | undefined {
  const raw = schema === undefined ? {} : rawOf(schema, maxReferences);
  if (raw === undefined || ['enum', 'const', 'multipleOf', 'allOf', 'anyOf', 'oneOf', 'not'].some((one) => one in raw))
    return undefined;
  const { type } = raw;
  const types = Array.isArray(type) ? type : [type];
  if (!types.some((one) => one === undefined || one === 'integer' || one === 'number')) return undefined;
  return {
    name,
    minimum: wholeNumber(raw['minimum']) ?? above(raw['exclusiveMinimum'], 1),
    maximum: wholeNumber(raw['maximum']) ?? above(raw['exclusiveMaximum'], -1),
    default: wholeNumber(raw['default']),
  };
}

const maxReferences = 5;

function rawOf({ schema, scope, location }: SchemaRef, left: number): Readonly<Record<string, unknown>> | undefined {
  if (typeof schema !== 'object' || schema === null || left === 0) return undefined;
  const raw = schema as Readonly<Record<string, unknown>>;
  const reference = raw['$ref'];
  return typeof reference === 'string' ? rawOf({ scope, ...scope.resolve(reference, location) }, left - 1) : raw;
}

function wholeNumber(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined;
}

function above(value: unknown, by: number): number | undefined {
  const number = wholeNumber(value);
  return number === undefined ? undefined : number + by;
}
