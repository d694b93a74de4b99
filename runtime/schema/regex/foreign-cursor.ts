/** Thrown for what ECMAScript cannot express, with its name. */
export class UnsupportedConstruct extends Error {}

/** The inline flags that hold at some place of a pattern. */
export interface Flags {
  readonly ignoreCase: boolean;
  readonly dotAll: boolean;
  readonly multiline: boolean;
  readonly extended: boolean;
}

export const NO_FLAGS: Flags = { ignoreCase: false, dotAll: false, multiline: false, extended: false };

/** How far a pattern was read. */
export interface Cursor {
  readonly source: string;
  at: number;
  /** Capturing groups so far. */
  groups: number;
  /** The numbers of groups by their names. */
  readonly names: Map<string, number>;
  /** Groups that hold a match fast; nothing where matches are not held. */
  holds: number | undefined;
}

/** What is left to read. */
export function rest({ source, at }: Cursor): string {
  return source.slice(at);
}

/** Moves over what the expression matches at the cursor. */
export function take(cursor: Cursor, expression: RegExp): RegExpExecArray | undefined {
  const found = expression.exec(rest(cursor));
  if (found?.index !== 0) return undefined;
  cursor.at += found[0].length;
  return found;
}

/** The next character, which there has to be. */
export function takeChar(cursor: Cursor): string {
  const codePoint = cursor.source.codePointAt(cursor.at);
  if (codePoint === undefined) throw new SyntaxError('Unexpected end of pattern');
  const char = String.fromCodePoint(codePoint);
  cursor.at += char.length;
  return char;
}

export function withFlags(flags: Flags, on: string, off: string): Flags {
  if (!/^[imsxu]*$/.test(on + off)) throw new UnsupportedConstruct(`the flags "${on}${off === '' ? '' : `-${off}`}"`);
  const value = (letter: string, before: boolean): boolean => on.includes(letter) || (before && !off.includes(letter));
  return {
    ignoreCase: value('i', flags.ignoreCase),
    dotAll: value('s', flags.dotAll),
    multiline: value('m', flags.multiline),
    extended: value('x', flags.extended),
  };
}

/** The character, or both its cases where case is ignored. */
export function literal(char: string, { ignoreCase }: Flags): string {
  if (!ignoreCase) return escaped(char);
  const cases = casesOf(char);
  return cases.length === 1 ? escaped(char) : `[${cases.map(escaped).join('')}]`;
}

export function casesOf(char: string): readonly string[] {
  return [...new Set([char, char.toLowerCase(), char.toUpperCase()])].filter((other) => Array.from(other).length === 1);
}

/** The character itself, wherever it stands. */
export function escaped(char: string): string {
  if (/^[A-Za-z0-9_ ]$/.test(char) || char > '\u007f') return char;
  return `\\x${(char.codePointAt(0) ?? 0).toString(16).padStart(2, '0')}`;
}
