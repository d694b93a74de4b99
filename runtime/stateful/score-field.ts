import type { FieldType } from './entity.ts';
import { nameWords, nounOf } from './name-words.ts';

/** What is asked of a field: to be the value of a parameter that names a thing. */
export interface Wanted {
  /** Names that the value goes by, in words: of the parameter, of the foreign key. */
  readonly names: readonly (readonly string[])[];
  /** Of the thing. */
  readonly noun: string;
  /** Which of the parameters that together name the thing. */
  readonly position: number;
  /** The value names something else that the thing's path goes through: the owner of a repo. */
  readonly isOfAnother: boolean;
  /** It is the member of that name, which things are looked up by, and nothing else. */
  readonly isMember?: boolean;
  readonly type: FieldType;
}

/** Last words of names that say what sort of name it is. */
const idWords: ReadonlySet<string> = new Set(
  'id ids uuid guid uid key identifier slug number name code ref handle login tag sha hash path token email urn isbn sku fingerprint username'.split(
    ' ',
  ),
);

/** What a thing is called by where nothing says which of its fields is meant, the likeliest first. */
const usualNames: readonly (readonly [field: string, score: number])[] = [
  ['id', 0.8],
  ['uuid', 0.75],
  ['guid', 0.75],
  ['slug', 0.72],
  ['login', 0.7],
  ['key', 0.65],
  ['name', 0.65],
  ['username', 0.65],
  ['code', 0.6],
  ['gid', 0.75],
  ['sid', 0.7],
  ['number', 0.55],
];

const plainIds: ReadonlySet<string> = new Set(['id', 'ids', 'identifier', 'uid', 'uuid', 'guid', 'ref', 'key']);

/** `gid`, `sid` and their like say what sort of id it is. */
const ids = /^[a-z]?ids?$/u;

function isIdWord(word: string): boolean {
  return idWords.has(word) || ids.test(word);
}

function isPlain(word: string): boolean {
  return plainIds.has(word) || ids.test(word);
}

/** How likely a field of a thing is what its parameter wants, from 0 to 1. */
export function scoreField(wanted: Wanted, field: string, type: FieldType): number {
  const words = nameWords(field);
  const byName = wanted.names.reduce((best, name) => Math.max(best, scoreName(name, wanted, words)), 0);
  return byName === 0 ? 0 : byName * typeFit(wanted.type, type);
}

function scoreName(parameter: readonly string[], { noun, isMember = false }: Wanted, field: readonly string[]): number {
  const text = field.join(' ');
  // A thing may hold what it is called after, or what it is in: a namespace has a namespace.
  if (text === parameter.join(' ')) return text === noun ? 0.9 : 1;
  const last = parameter.at(-1) ?? '';
  const sort = isIdWord(last) ? last : undefined;
  // `{petId}` and `uuid`, `{plan_slug}` and `slug`.
  if (sort !== undefined && text === sort) return 0.97;
  if (isMember) return 0;
  const isPlainId = sort !== undefined && isPlain(sort);
  if (isPlainId && text === 'id') return 0.95;
  // `{id}` and `userId` in a user.
  if (isPlainId && isPlain(field.at(-1) ?? '') && isNoun(field.slice(0, -1), noun)) return 0.9;
  if (isPlainId && (text === 'uuid' || text === 'guid')) return 0.85;
  if (sort !== undefined && !isPlainId && text === 'id') return 0.3;
  if (sort === 'username' && (text === 'login' || text === 'name')) return text === 'login' ? 0.9 : 0.6;
  if (isPlainId) return usualScore(text) * 0.5;
  if (sort !== undefined) return 0;
  // `{user}`, `{org}`: the parameter is called as the thing is.
  return usualScore(text);
}

function usualScore(text: string): number {
  return usualNames.find(([name]) => name === text)?.[1] ?? 0;
}

function isNoun(words: readonly string[], noun: string): boolean {
  const text = nounOf(words);
  return text !== '' && (text === noun || noun.endsWith(` ${text}`));
}

/** A name without the word at its end that says what sort of name it is; `undefined` where it has none, or nothing else. */
export function withoutIdWord(words: readonly string[]): readonly string[] | undefined {
  return words.length > 1 && isIdWord(words.at(-1) ?? '') ? words.slice(0, -1) : undefined;
}

const scalars = ['string', 'integer', 'number'];

/** How well a value of one type serves for another; 0 where it cannot. */
export function typeFit(wanted: FieldType, given: FieldType): number {
  if (given.types !== undefined && !scalars.some((type) => given.types?.has(type) === true)) return 0;
  if (wanted.types === undefined || given.types === undefined) return 0.95;
  const same = scalars.some((type) => wanted.types?.has(type) === true && given.types?.has(type) === true);
  if (same) return wanted.format === 'uuid' && given.format !== 'uuid' ? 0.8 : 1;
  // In a path and a query a number is a text as well; a text is rarely a number.
  if (wanted.types.has('string')) return 0.85;
  if (given.types.has('number') || given.types.has('integer')) return 0.8;
  // Many documents call every property a string: what comes may be digits all the same.
  return given.format === undefined ? 0.5 : 0.1;
}
