import { isSameJson } from '../schema/canonical-json.ts';
import { compilePattern } from '../schema/compile-pattern.ts';
import { isMultipleOf } from '../schema/exact-decimal.ts';
import { hasFormat } from '../schema/formats.ts';
import type { Demand, JsonType, LimitKeyword } from './contract.ts';

/**
 * Whether a value surely breaks a demand; `undefined` is a value that is absent. `asText`: it is written as text on the wire, in a parameter or a form, where `'5'`
 * and `5` are the same.
 */
export function isBroken(demand: Demand, value: unknown, asText: boolean): boolean {
  if (demand.keyword === 'required') return value === undefined;
  if (demand.keyword === 'unknown') return value !== undefined;
  if (demand.keyword === 'notNull') return value === null;
  if (value === undefined) return false;
  switch (demand.keyword) {
    case 'type':
      return !demand.types.some((type) => (asText ? mayReadAs(type, value) : typeTests[type](value)));
    case 'format':
      return typeof value === 'string' && !demand.formats.some((format) => hasFormat(format, value));
    case 'enum':
      return !demand.members.some(
        (member) => isSameJson(member, value) || (asText && textOf(member) === textOf(value)),
      );
    case 'pattern':
      return breaksPattern(demand.pattern, asText ? textOf(value) : value);
    case 'additionalProperties':
      return typeTests.object(value) && Object.keys(value as object).some((name) => !demand.declared.includes(name));
    case 'uniqueItems':
      return (
        Array.isArray(value) &&
        value.some((item, index) => value.slice(0, index).some((other) => isSameJson(item, other)))
      );
    case 'minimum':
    case 'maximum':
    case 'exclusiveMinimum':
    case 'exclusiveMaximum':
    case 'multipleOf':
    case 'minLength':
    case 'maxLength':
    case 'minItems':
    case 'maxItems':
      return breaksLimit(demand.keyword, demand.limit, value, asText);
  }
}

const typeTests: Readonly<Record<JsonType, (value: unknown) => boolean>> = {
  null: (value) => value === null,
  boolean: (value) => typeof value === 'boolean',
  integer: (value) => typeof value === 'bigint' || Number.isInteger(value),
  number: (value) => typeof value === 'number' || typeof value === 'bigint',
  string: (value) => typeof value === 'string',
  array: (value) => Array.isArray(value),
  object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
};

/** Whether a value that was sent is of a kind; nothing is of any kind where nothing was sent. */
export function isOfKind(kind: JsonType | 'scalar', value: unknown): boolean {
  return kind === 'scalar' ? typeof value !== 'object' || value === null : typeTests[kind](value);
}

/** Whether some reader of texts takes the value for one of the type. */
function mayReadAs(type: JsonType, value: unknown): boolean {
  const text = textOf(value);
  if (text === undefined) return typeTests[type](value) || type === 'string';
  if (type === 'integer') return Number.isInteger(numberOf(value, true));
  if (type === 'number') return numberOf(value, true) !== undefined;
  if (type === 'boolean') return /^(?:true|false|on|off|yes|no|[01tfyn])$/iu.test(text);
  return true;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;
}

function numberOf(value: unknown, asText: boolean): number | undefined {
  if (typeof value === 'number') return value;
  if (!asText || typeof value !== 'string' || value.trim() === '') return undefined;
  const number = Number(value);
  return Number.isFinite(number) ? number : undefined;
}

function breaksPattern(source: string, value: unknown): boolean {
  if (typeof value !== 'string') return false;
  try {
    return compilePattern(source).decide(value) === false;
  } catch {
    return false; // no regular expression in any dialect: nothing is known of it
  }
}

function breaksLimit(keyword: LimitKeyword, limit: number, value: unknown, asText: boolean): boolean {
  const size = sizeFor(keyword, value, asText);
  if (size === undefined || !isLimit(keyword, limit)) return false;
  switch (keyword) {
    case 'minimum':
    case 'minLength':
    case 'minItems':
      return size < limit;
    case 'maximum':
    case 'maxLength':
    case 'maxItems':
      return size > limit;
    case 'exclusiveMinimum':
      return size <= limit;
    case 'exclusiveMaximum':
      return size >= limit;
    case 'multipleOf':
      return !isMultipleOf(size, limit);
  }
}

/** Whether a number can be the keyword's: a length or count is a natural number, a divisor positive. */
function isLimit(keyword: LimitKeyword, limit: number): boolean {
  if (/Length$|Items$/u.test(keyword)) return Number.isSafeInteger(limit) && limit >= 0;
  return Number.isFinite(limit) && (keyword !== 'multipleOf' || limit > 0);
}

/** What a limit is compared with: a number, a length in code points (JSON Schema validation §6.3), or a count of items. */
function sizeFor(keyword: LimitKeyword, value: unknown, asText: boolean): number | undefined {
  if (keyword.endsWith('Items')) return Array.isArray(value) ? value.length : undefined;
  if (!keyword.endsWith('Length')) return numberOf(value, asText);
  const text = asText ? textOf(value) : value;
  return typeof text === 'string' ? Array.from(text).length : undefined;
}
