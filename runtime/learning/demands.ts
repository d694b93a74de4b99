import type { JsonValue } from '../model/json.ts';
import type { Demand, JsonType, LimitKeyword } from './contract.ts';

type Scalar = string | number | boolean | null;

export const required: Demand = { keyword: 'required' };
export const unknown: Demand = { keyword: 'unknown' };
export const notNull: Demand = { keyword: 'notNull' };
export const uniqueItems: Demand = { keyword: 'uniqueItems' };
/** A text that is not only blanks. */
export const notBlank: Demand = { keyword: 'pattern', pattern: '\\S' };

/** What frameworks call required: there, not null, and no empty text or list. */
export const filled: readonly Demand[] = [required, notNull, notBlank, limit('minItems', 1)];

export function type(...types: readonly JsonType[]): Demand {
  return { keyword: 'type', types: [...new Set(types)] };
}

export function format(...formats: readonly string[]): Demand {
  return { keyword: 'format', formats };
}

/** A date or a date with a time, which many frameworks read by one rule. */
export const anyDate: Demand = format('date-time', 'date');

export function limit(keyword: LimitKeyword, value: number): Demand {
  return { keyword, limit: value };
}

/** A bound by one word for numbers, texts and lists: which it is, the refused value decides. */
export function atLeast(value: number): readonly Demand[] {
  return [limit('minimum', value), limit('minLength', value), limit('minItems', value)];
}

/** As `atLeast`, for the upper end. */
export function atMost(value: number): readonly Demand[] {
  return [limit('maximum', value), limit('maxLength', value), limit('maxItems', value)];
}

export function oneOf(members: readonly Scalar[]): Demand {
  // Members that are there twice make no valid schema.
  return { keyword: 'enum', members: [...new Set(members)] };
}

/** The members as a server lists them; nothing where they are no list, or some are lists or objects, as references to other fields are. */
export function oneOfList(members: JsonValue | undefined): readonly Demand[] {
  if (!Array.isArray(members) || members.length === 0) return [];
  const scalars = members.filter((member: unknown): member is Scalar => typeof member !== 'object' || member === null);
  return scalars.length === members.length ? [oneOf(scalars)] : [];
}

/**
 * The members of a list that was written without quotes; nothing where one of them may be no text, since a number and its text look alike.
 */
export function oneOfTexts(list: string, separator: string): readonly Demand[] {
  const members = list.split(separator).map((member) => member.trim());
  const sure = members.every(
    (member) => member !== '' && !/^(?:-?\d.*|true|false|null|undefined|.*\.{3})$/u.test(member),
  );
  return sure ? [oneOf(members)] : [];
}

export function pattern(source: string): Demand {
  return { keyword: 'pattern', pattern: source };
}

/** The expression of `/source/flags`; nothing where flags change what it matches. */
export function patternOfLiteral(literal: string): readonly Demand[] {
  const match = /^\/(.+)\/([a-z]*)$/su.exec(literal);
  return match?.[1] !== undefined && /^[dguv]*$/u.test(match[2] ?? '') ? [pattern(match[1])] : [];
}
