import type { Groups } from './legacy-escapes.ts';
import { groupsOf, legacyEscape } from './legacy-escapes.ts';
import type { CharSet, PatternNode } from './pattern-node.ts';

const DIGITS: readonly (readonly [number, number])[] = [[0x30, 0x39]];
const WORD: readonly (readonly [number, number])[] = [
  [0x30, 0x39],
  [0x41, 0x5a],
  [0x5f, 0x5f],
  [0x61, 0x7a],
];
const SPACE: readonly (readonly [number, number])[] = [
  [0x09, 0x0d],
  [0x20, 0x20],
  [0xa0, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
];
const LINE_ENDS: readonly (readonly [number, number])[] = [
  [0x0a, 0x0a],
  [0x0d, 0x0d],
  [0x2028, 0x2029],
];
const CONTROL_ESCAPES: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, f: 12, v: 11, 0: 0 };

interface Cursor {
  readonly chars: readonly string[];
  readonly unicode: boolean;
  readonly all: Groups;
  /** The names of groups by their numbers. */
  readonly names: Map<string, string>;
  at: number;
  groups: number;
}

/** A regular expression that is known to compile with the given flag, as a tree. */
export function parsePattern(source: string, unicode: boolean): PatternNode {
  return parseChoice({
    chars: unicode ? Array.from(source) : source.split(''),
    unicode,
    all: groupsOf(source),
    names: new Map(),
    at: 0,
    groups: 0,
  });
}

function parseChoice(cursor: Cursor): PatternNode {
  const options: PatternNode[] = [parseSequence(cursor)];
  while (cursor.chars[cursor.at] === '|') {
    cursor.at++;
    options.push(parseSequence(cursor));
  }
  return options.length === 1 && options[0] !== undefined ? options[0] : { kind: 'choice', options };
}

function parseSequence(cursor: Cursor): PatternNode {
  const items: PatternNode[] = [];
  for (let next = cursor.chars[cursor.at]; next !== undefined && next !== '|' && next !== ')';) {
    items.push(parseQuantifier(cursor, parseAtom(cursor)));
    next = cursor.chars[cursor.at];
  }
  return items.length === 1 && items[0] !== undefined ? items[0] : { kind: 'sequence', items };
}

function parseQuantifier(cursor: Cursor, item: PatternNode): PatternNode {
  const bounds = quantifierBounds(cursor);
  if (bounds === undefined) return item;
  if (cursor.chars[cursor.at] === '?') cursor.at++; // laziness changes what is captured, never what matches
  return { kind: 'repeat', item, min: bounds[0], max: bounds[1] };
}

function quantifierBounds(cursor: Cursor): readonly [number, number] | undefined {
  const next = cursor.chars[cursor.at];
  if (next === '*' || next === '+' || next === '?') {
    cursor.at++;
    return [next === '+' ? 1 : 0, next === '?' ? 1 : Number.POSITIVE_INFINITY];
  }
  if (next !== '{') return undefined;
  const close = cursor.chars.indexOf('}', cursor.at);
  if (close === -1) return undefined;
  const found = /^(\d+)(,(\d*))?$/.exec(cursor.chars.slice(cursor.at + 1, close).join(''));
  if (found === null) return undefined; // a literal brace, where there is no `u` flag
  cursor.at = close + 1;
  const min = Number(found[1]);
  return [min, found[2] === undefined ? min : found[3] === '' ? Number.POSITIVE_INFINITY : Number(found[3])];
}

function parseAtom(cursor: Cursor): PatternNode {
  const char = cursor.chars[cursor.at++] ?? '';
  switch (char) {
    case '^':
      return { kind: 'start' };
    case '$':
      return { kind: 'end' };
    case '.':
      return { kind: 'chars', set: { negated: true, ranges: LINE_ENDS, properties: [] } };
    case '(':
      return parseGroup(cursor);
    case '[':
      return { kind: 'chars', set: parseClass(cursor) };
    case '\\':
      return parseEscape(cursor);
    default:
      return single(char.codePointAt(0) ?? 0);
  }
}

function single(codePoint: number): PatternNode {
  return { kind: 'chars', set: { negated: false, ranges: [[codePoint, codePoint]], properties: [] } };
}

function parseGroup(cursor: Cursor): PatternNode {
  const rest = cursor.chars.slice(cursor.at, cursor.at + 3).join('');
  const close = <T>(node: T): T => {
    cursor.at++; // the closing parenthesis
    return node;
  };
  if (rest.startsWith('?:')) {
    cursor.at += 2;
    return close(parseChoice(cursor));
  }
  if (rest.startsWith('?=') || rest.startsWith('?!')) {
    cursor.at += 2;
    return close({ kind: 'look', behind: false, negated: rest[1] === '!', item: parseChoice(cursor) });
  }
  if (rest === '?<=' || rest === '?<!') {
    cursor.at += 3;
    return close({ kind: 'look', behind: true, negated: rest[2] === '!', item: parseChoice(cursor) });
  }
  let name = String(++cursor.groups);
  if (rest.startsWith('?<')) {
    const end = cursor.chars.indexOf('>', cursor.at);
    name = cursor.chars.slice(cursor.at + 2, end).join('');
    cursor.names.set(String(cursor.groups), name);
    cursor.at = end + 1;
  }
  return close({ kind: 'group', item: parseChoice(cursor), name });
}

function parseEscape(cursor: Cursor): PatternNode {
  const char = cursor.chars[cursor.at] ?? '';
  if (char === 'b' || char === 'B') {
    cursor.at++;
    return { kind: 'boundary', negated: char === 'B' };
  }
  if (char === 'k' && (cursor.unicode || cursor.all.named)) {
    const end = cursor.chars.indexOf('>', cursor.at);
    const name = cursor.chars.slice(cursor.at + 2, end).join('');
    cursor.at = end + 1;
    return { kind: 'backreference', name };
  }
  const digits = /^[1-9]\d*/.exec(cursor.chars.slice(cursor.at, cursor.at + 10).join(''))?.[0];
  if (digits !== undefined && (cursor.unicode || Number(digits) <= cursor.all.count)) {
    cursor.at += digits.length;
    return { kind: 'backreference', name: cursor.names.get(digits) ?? digits };
  }
  return { kind: 'chars', set: escapeSet(cursor, false) };
}

/** The set of one escape, the cursor behind its backslash. */
function escapeSet(cursor: Cursor, inClass: boolean): CharSet {
  const legacy = cursor.unicode
    ? undefined
    : legacyEscape(cursor.chars.slice(cursor.at, cursor.at + 3).join(''), inClass);
  if (legacy !== undefined) {
    cursor.at += legacy[1];
    return { negated: false, ranges: [[legacy[0], legacy[0]]], properties: [] };
  }
  const char = cursor.chars[cursor.at++] ?? '\\';
  switch (char) {
    case 'd':
    case 'D':
      return { negated: char === 'D', ranges: DIGITS, properties: [] };
    case 'w':
    case 'W':
      return { negated: char === 'W', ranges: WORD, properties: [] };
    case 's':
    case 'S':
      return { negated: char === 'S', ranges: SPACE, properties: [] };
    case 'p':
    case 'P':
      if (cursor.unicode) return propertySet(cursor, char);
      break;
    default:
  }
  const codePoint = escapedCodePoint(cursor, char);
  return { negated: false, ranges: [[codePoint, codePoint]], properties: [] };
}

function propertySet(cursor: Cursor, letter: 'p' | 'P'): CharSet {
  const end = cursor.chars.indexOf('}', cursor.at);
  const name = cursor.chars.slice(cursor.at, end + 1).join('');
  cursor.at = end + 1;
  return { negated: false, ranges: [], properties: [new RegExp(`^\\${letter}${name}$`, 'u')] };
}

function escapedCodePoint(cursor: Cursor, char: string): number {
  const control = CONTROL_ESCAPES[char];
  if (control !== undefined) return control;
  const rest = cursor.chars.slice(cursor.at, cursor.at + 10).join('');
  if (char === 'c' && /^[A-Za-z]/.test(rest)) {
    cursor.at++;
    return rest.charCodeAt(0) % 32;
  }
  if (char === 'x' || char === 'u') {
    const found = hexEscape(char, rest, cursor.unicode);
    if (found !== undefined) {
      cursor.at += found[1];
      return found[0];
    }
  }
  return char.codePointAt(0) ?? 0;
}

/** The code point of a hexadecimal escape, and how many characters it takes. */
function hexEscape(letter: string, rest: string, unicode: boolean): readonly [number, number] | undefined {
  if (letter === 'x') {
    const two = /^[\da-fA-F]{2}/.exec(rest);
    return two === null ? undefined : [Number.parseInt(two[0], 16), 2];
  }
  if (unicode) {
    const braces = /^\{([\da-fA-F]+)\}/.exec(rest);
    if (braces !== null) return [Number.parseInt(braces[1] ?? '0', 16), braces[0].length];
    const pair = /^([dD][89abAB][\da-fA-F]{2})\\u([dD][c-fC-F][\da-fA-F]{2})/.exec(rest);
    if (pair !== null) {
      const high = Number.parseInt(pair[1] ?? '0', 16);
      const low = Number.parseInt(pair[2] ?? '0', 16);
      return [(high - 0xd800) * 0x400 + (low - 0xdc00) + 0x10000, pair[0].length];
    }
  }
  const four = /^[\da-fA-F]{4}/.exec(rest);
  return four === null ? undefined : [Number.parseInt(four[0], 16), 4];
}

function parseClass(cursor: Cursor): CharSet {
  const negated = cursor.chars[cursor.at] === '^';
  if (negated) cursor.at++;
  const ranges: (readonly [number, number])[] = [];
  const properties: RegExp[] = [];
  while (cursor.at < cursor.chars.length && cursor.chars[cursor.at] !== ']') {
    const low = classMember(cursor);
    const from = singleOf(low);
    if (from !== undefined && cursor.chars[cursor.at] === '-' && cursor.chars[cursor.at + 1] !== ']') {
      cursor.at++;
      const high = classMember(cursor);
      const to = singleOf(high);
      if (to !== undefined) {
        ranges.push([from, to]);
        continue;
      }
      ranges.push([from, from], [0x2d, 0x2d]); // `[a-\d]`, where there is no `u` flag
      addMember(high, ranges, properties);
      continue;
    }
    addMember(low, ranges, properties);
  }
  cursor.at++;
  return { negated, ranges, properties };
}

function classMember(cursor: Cursor): CharSet {
  const char = cursor.chars[cursor.at++] ?? '';
  if (char !== '\\') {
    const codePoint = char.codePointAt(0) ?? 0;
    return { negated: false, ranges: [[codePoint, codePoint]], properties: [] };
  }
  if (cursor.chars[cursor.at] === 'b') {
    cursor.at++;
    return { negated: false, ranges: [[8, 8]], properties: [] };
  }
  return escapeSet(cursor, true);
}

function singleOf(set: CharSet): number | undefined {
  const [range] = set.ranges;
  if (set.negated || set.properties.length > 0 || set.ranges.length !== 1 || range === undefined) return undefined;
  return range[0] === range[1] ? range[0] : undefined;
}

function addMember(set: CharSet, ranges: (readonly [number, number])[], properties: RegExp[]): void {
  ranges.push(...(set.negated ? complementRanges(set.ranges) : set.ranges));
  properties.push(...set.properties);
}

function complementRanges(ranges: readonly (readonly [number, number])[]): (readonly [number, number])[] {
  const result: (readonly [number, number])[] = [];
  let from = 0;
  for (const [low, high] of ranges) {
    if (low > from) result.push([from, low - 1]);
    from = high + 1;
  }
  result.push([from, 0x10ffff]);
  return result;
}
