import { closest } from '../../runtime/errors.ts';
import { byteSize } from './byte-size.ts';
import { below, invalidSetting, shown, type Place } from './place.ts';
import { lastOf, type KnownNames, type Reader } from './reader.ts';

/** A text that is not empty. */
export function text(type = 'string'): Reader<string> {
  const fromValue = (value: unknown, place: Place): string => {
    if (typeof value !== 'string' || value.trim() === '') {
      throw invalidSetting(
        place,
        `Expected a text that is not empty, received ${shown(value)}.`,
        'Give it a value, or leave it out.',
      );
    }
    return value;
  };
  return { type, fromTexts: (texts, place) => fromValue(lastOf(texts), place), fromValue };
}

/** One of a fixed set of words. */
export function choice<const C extends string>(choices: readonly C[]): Reader<C> {
  const fromValue = (value: unknown, place: Place): C => memberOf(value, choices, place);
  return {
    type: choices.map((one) => `"${one}"`).join(' | '),
    choices,
    fromTexts: (texts, place) => fromValue(lastOf(texts), place),
    fromValue,
  };
}

/** Words of a fixed set, separated by commas on the command line; each once, in the set's order. */
export function choices<const C extends string>(all: readonly C[], noun: string): Reader<readonly C[]> {
  return setReader(() => all, noun, all.map((one) => `"${one}"`).join(' | '), all);
}

/** Checks by their ids; `default` stands for those that run where none is named. */
export function knownChecks(): Reader<readonly string[]> {
  const reader = setReader((names) => [...names.checks, 'default'], 'check', 'string', undefined);
  const expanded = (picked: readonly string[], names: KnownNames): readonly string[] => {
    const isPicked = (id: string): boolean =>
      picked.includes(id) || (picked.includes('default') && names.optInChecks?.includes(id) !== true);
    return names.checks.filter(isPicked);
  };
  return {
    ...reader,
    fromTexts: (texts, place, names) => expanded(reader.fromTexts(texts, place, names), names),
    fromValue: (value, place, names) => expanded(reader.fromValue(value, place, names), names),
  };
}

/** Words as they come: each time a flag is given adds one; an environment variable holds several, separated by commas. */
export function words(): Reader<readonly string[]> {
  return {
    type: 'string[]',
    fromTexts: (texts, place) => listOfTexts(place.kind === 'env' ? splitList(lastOf(texts)) : texts, place),
    fromValue: listOfTexts,
  };
}

/** A whole number in a range, both ends included. */
export function integer(min: number, max = Number.MAX_SAFE_INTEGER): Reader<number> {
  const range = max === Number.MAX_SAFE_INTEGER ? `of ${min} or more` : `from ${min} to ${max}`;
  return numberReader(
    `integer ${range}`,
    `a whole number ${range}`,
    (n) => Number.isInteger(n) && n >= min && n <= max,
  );
}

/** A percentage: more than 0, up to 100. */
export function percent(): Reader<number> {
  return numberReader('percent', 'a number above 0, up to 100', (n) => n > 0 && n <= 100);
}

/** Seconds, more than none; no more than a timer can wait. */
export function seconds(): Reader<number> {
  const max = 2_147_483;
  return numberReader('seconds', `a number of seconds above 0, up to ${max}`, (n) => n > 0 && n <= max);
}

/** Bytes, as a number or with a unit. */
export function bytes(): Reader<number> {
  const fromValue = (value: unknown, place: Place): number => {
    const size = typeof value === 'number' || typeof value === 'string' ? byteSize(value) : undefined;
    if (size === undefined) {
      throw invalidSetting(
        place,
        `Expected a size in bytes, received ${shown(value)}.`,
        'Write a whole number above 0, or one with a unit: 512KB, 10MB, 1GB.',
      );
    }
    return size;
  };
  return { type: 'bytes', fromTexts: (texts, place) => fromValue(lastOf(texts), place), fromValue };
}

/** Yes or no: a flag without a value; `true`, `1`, `yes`, `on` and their opposites in the environment. */
export function yesOrNo(): Reader<boolean> {
  return {
    type: 'boolean',
    fromTexts: (texts, place) => {
      const given = lastOf(texts).toLowerCase();
      if (['true', '1', 'yes', 'on'].includes(given)) return true;
      if (['false', '0', 'no', 'off', ''].includes(given)) return false;
      throw invalidSetting(place, `Expected true or false, received ${shown(given)}.`, 'Use true or false.');
    },
    fromValue: (value, place) => {
      if (typeof value === 'boolean') return value;
      throw invalidSetting(
        place,
        `Expected true or false, received ${shown(value)}.`,
        'Use true or false, without quotes.',
      );
    },
  };
}

/** The member that was named, or an error with the nearest one and all of them. */
export function memberOf<C extends string>(value: unknown, all: readonly C[], place: Place, noun = 'value'): C {
  const found = all.find((one) => one === value);
  if (found !== undefined) return found;
  const near = typeof value === 'string' ? closest(value, all) : undefined;
  const valid = `Valid: ${all.join(', ')}.`;
  throw invalidSetting(
    place,
    `Unknown ${noun} ${shown(value)}.`,
    near === undefined ? valid : `Did you mean "${near}"? ${valid}`,
  );
}

/** The parts of a comma-separated text, trimmed, none of them empty. */
export function splitList(list: string): readonly string[] {
  return list
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

export function setReader<C extends string>(
  all: (names: KnownNames) => readonly C[],
  noun: string,
  type: string,
  fixed: readonly C[] | undefined,
): Reader<readonly C[]> {
  const pick = (
    given: readonly unknown[],
    place: Place,
    names: KnownNames,
    at: (index: number) => Place,
  ): readonly C[] => {
    const known = all(names);
    if (given.length === 0)
      throw invalidSetting(place, 'The list is empty.', `Name at least one of: ${known.join(', ')}.`);
    const picked = new Set(given.map((one, index) => memberOf(one, known, at(index), noun)));
    return known.filter((one) => picked.has(one));
  };
  return {
    type: fixed === undefined ? `${type}[]` : `(${type})[]`,
    ...(fixed === undefined ? {} : { choices: fixed }),
    fromTexts: (texts, place, names) => pick(texts.flatMap(splitList), place, names, () => place),
    fromValue: (value, place, names) => pick(arrayOf(value, place), place, names, (index) => below(place, index)),
  };
}

function numberReader(type: string, expected: string, valid: (n: number) => boolean): Reader<number> {
  const check = (n: number, given: unknown, place: Place): number => {
    if (valid(n)) return n;
    throw invalidSetting(place, `Expected ${expected}, received ${shown(given)}.`, `Give ${expected}.`);
  };
  return {
    type,
    fromTexts: (texts, place) => {
      const given = lastOf(texts).trim();
      return check(/^-?\d+(\.\d+)?$/.test(given) ? Number(given) : Number.NaN, given, place);
    },
    fromValue: (value, place) => check(typeof value === 'number' ? value : Number.NaN, value, place),
  };
}

/** The value as an array, or the error that says it is none. */
export function arrayOf(value: unknown, place: Place): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw invalidSetting(place, `Expected a list, received ${shown(value)}.`, `Write a list: [${shown(value)}].`);
}

function listOfTexts(value: unknown, place: Place): readonly string[] {
  return arrayOf(value, place).map((one, index) =>
    text().fromValue(one, below(place, index), { checks: [], reporters: [] }),
  );
}
