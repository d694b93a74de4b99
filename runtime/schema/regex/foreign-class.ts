import { FOREIGN_ESCAPES, POSIX_CLASSES } from './foreign-classes.data.ts';
import type { Cursor, Flags } from './foreign-cursor.ts';
import { casesOf, escaped, rest, take, takeChar, UnsupportedConstruct } from './foreign-cursor.ts';

const CONTROLS: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', f: '\f' };

/** One escape: a character, or the members of a class, or of a class whose others are meant. */
export type Escape =
  { readonly kind: 'char'; readonly char: string } | { readonly kind: 'set' | 'others'; readonly members: string };

/** Reads an escape that may stand in a class. */
export function classEscape(cursor: Cursor, flags: Flags): Escape {
  const shorthand = take(cursor, /^\\([dDwWsS])/);
  if (shorthand !== undefined) return { kind: 'set', members: shorthand[0] };
  const property = take(cursor, /^\\([pP])(?:\{(\^?)([^}]+)\}|([A-Z]))/);
  if (property !== undefined) {
    const [, letter, caret = '', name = '', short] = property;
    return propertyEscape(short ?? name, (letter === 'P') !== (caret === '^'), flags);
  }
  const hex = take(
    cursor,
    /^\\(?:x\{([\da-fA-F]+)\}|u\{([\da-fA-F]+)\}|x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8}))/,
  );
  if (hex !== undefined) {
    const codePoint = Number.parseInt(hex.slice(1).find((digits) => digits !== undefined) ?? '0', 16);
    if (codePoint > 0x10ffff) throw new SyntaxError('No code point');
    return { kind: 'char', char: String.fromCodePoint(codePoint) };
  }
  cursor.at++; // the backslash
  const char = takeChar(cursor);
  const control = CONTROLS[char];
  if (control !== undefined) return { kind: 'char', char: control };
  const foreign = FOREIGN_ESCAPES[char];
  if (foreign !== undefined) return { kind: 'set', members: foreign };
  if (/^[A-Za-z0-9]$/.test(char)) throw new UnsupportedConstruct(`the escape "\\${char}"`);
  return { kind: 'char', char };
}

function propertyEscape(name: string, negated: boolean, { ignoreCase }: Flags): Escape {
  const posix = POSIX_CLASSES[name.toLowerCase()];
  if (posix !== undefined) return { kind: negated ? 'others' : 'set', members: posix };
  if (ignoreCase) throw new UnsupportedConstruct('a Unicode property that ignores case');
  const bare = name.replace(/^Is/, '');
  const found = [name, bare, `Script=${bare}`].find((property) => isProperty(property));
  if (found === undefined) throw new UnsupportedConstruct(`the property "\\p{${name}}"`);
  return { kind: 'set', members: `\\${negated ? 'P' : 'p'}{${found}}` };
}

function isProperty(name: string): boolean {
  try {
    return new RegExp(`\\p{${name}}`, 'u').unicode;
  } catch {
    return false;
  }
}

/** Reads a class and writes it for ECMAScript. */
export function characterClass(cursor: Cursor, flags: Flags): string {
  const open = take(cursor, /^\[\^?/)?.[0] ?? '[';
  let members = '';
  for (let first = true; ; first = false) {
    const left = rest(cursor);
    if (left === '') throw new SyntaxError('Unterminated character class');
    if (left.startsWith(']') && !first) break;
    const posix = take(cursor, /^\[:(\^?)(\w+):\]/);
    if (posix !== undefined) members += posixMembers(posix[1] === '^', posix[2] ?? '');
    else if (left.startsWith('&&') || left.startsWith('[')) throw new UnsupportedConstruct('a class inside a class');
    else members += classRange(cursor, flags);
  }
  cursor.at++;
  return `${open}${members}]`;
}

function posixMembers(negated: boolean, name: string): string {
  const members = POSIX_CLASSES[name];
  if (members === undefined) throw new UnsupportedConstruct(`the class "[:${name}:]"`);
  if (negated) throw new UnsupportedConstruct('a negated POSIX class');
  return members;
}

function classRange(cursor: Cursor, flags: Flags): string {
  const low = classMember(cursor, flags);
  if (low.kind !== 'char') return memberText(low);
  if (!rest(cursor).startsWith('-') || rest(cursor).startsWith('-]')) return caseMembers(low.char, low.char, flags);
  cursor.at++;
  const high = classMember(cursor, flags);
  if (high.kind !== 'char') return `${caseMembers(low.char, low.char, flags)}\\x2d${memberText(high)}`;
  return caseMembers(low.char, high.char, flags);
}

function classMember(cursor: Cursor, flags: Flags): Escape {
  if (!rest(cursor).startsWith('\\')) return { kind: 'char', char: takeChar(cursor) };
  if (take(cursor, /^\\b/) !== undefined) return { kind: 'char', char: '\b' };
  if (/^\\[QE]/.test(rest(cursor))) throw new UnsupportedConstruct('a quotation inside a class');
  return classEscape(cursor, flags);
}

function memberText(escape: Exclude<Escape, { readonly kind: 'char' }>): string {
  if (escape.kind === 'set') return escape.members;
  throw new UnsupportedConstruct('a negated class inside a class');
}

/** A range of characters, in both cases where case is ignored. */
function caseMembers(low: string, high: string, { ignoreCase }: Flags): string {
  const range = low === high ? escaped(low) : `${escaped(low)}-${escaped(high)}`;
  if (!ignoreCase) return range;
  if (low === high) return casesOf(low).map(escaped).join('');
  if (/^[a-z]$/.test(low) && /^[a-z]$/.test(high)) return `${range}${low.toUpperCase()}-${high.toUpperCase()}`;
  if (/^[A-Z]$/.test(low) && /^[A-Z]$/.test(high)) return `${range}${low.toLowerCase()}-${high.toLowerCase()}`;
  if (high < 'A' || (low > 'z' && high <= '\u007f')) return range;
  throw new UnsupportedConstruct('a range that ignores case');
}
