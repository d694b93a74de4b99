import { characterClass, classEscape } from './foreign-class.ts';
import { FOREIGN_ANCHORS, UNSUPPORTED } from './foreign-classes.data.ts';
import type { Cursor, Flags } from './foreign-cursor.ts';
import { literal, NO_FLAGS, rest, take, takeChar, UnsupportedConstruct, withFlags } from './foreign-cursor.ts';

/** What a pattern of another dialect (PCRE, Java, .NET, Python, Go, Ruby) comes to in ECMAScript. */
export type ForeignPattern =
  | {
      readonly kind: 'translated';
      /** Matches the same texts, with the `u` flag. */
      readonly source: string;
      /** As `source`, but what may not be given back once matched may: matches these texts and maybe more. */
      readonly loose: string;
    }
  /** Written in some other dialect, with a construct that ECMAScript cannot express. */
  | { readonly kind: 'unsupported'; readonly construct: string }
  /** A regular expression of no known dialect. */
  | { readonly kind: 'invalid' };

/** Reads a pattern as other dialects do. */
export function foreignPattern(source: string): ForeignPattern {
  try {
    const [translated, loose] = [true, false].map((holding) => new RegExp(translate(source, holding), 'u').source);
    return { kind: 'translated', source: translated ?? '', loose: loose ?? '' };
  } catch (error) {
    if (error instanceof UnsupportedConstruct) return { kind: 'unsupported', construct: error.message };
    if (error instanceof SyntaxError) return { kind: 'invalid' };
    throw error;
  }
}

function translate(source: string, holding: boolean): string {
  const cursor: Cursor = { source, at: 0, groups: 0, names: new Map(), holds: holding ? 0 : undefined };
  const translated = choice(cursor, NO_FLAGS);
  if (rest(cursor) !== '') throw new SyntaxError('Unmatched )');
  return translated;
}

/** Everything up to the closing parenthesis or the end. Flags set on the way hold until there. */
function choice(cursor: Cursor, outer: Flags): string {
  let flags = outer;
  let text = '';
  while (!/^(?:\)|$)/.test(rest(cursor))) {
    const set = take(cursor, /^\(\?([a-zA-Z]*)(?:-([a-zA-Z]+))?\)/);
    if (set !== undefined && set[0] !== '(?R)') flags = withFlags(flags, set[1] ?? '', set[2] ?? '');
    else if (set !== undefined) throw new UnsupportedConstruct('recursion');
    else if (take(cursor, /^\|/) !== undefined) text += '|';
    else if (!skipsLayout(cursor, flags)) text += quantified(cursor, flags);
  }
  return text;
}

/** Comments, and in free form blanks. */
function skipsLayout(cursor: Cursor, { extended }: Flags): boolean {
  return take(cursor, /^\(\?#[^)]*\)/) !== undefined || (extended && take(cursor, /^(?:\s+|#[^\n]*)/) !== undefined);
}

function quantified(cursor: Cursor, flags: Flags): string {
  const text = atom(cursor, flags);
  const found = take(cursor, /^(?:[*+?]|\{\d+(?:,\d*)?\})/);
  if (found === undefined) return text;
  const repeated = text + found[0];
  if (take(cursor, /^\?/) !== undefined) return `${repeated}?`;
  return take(cursor, /^\+/) === undefined ? repeated : held(cursor, repeated);
}

/** What is matched at once and never given back: a lookahead is not gone into again, and a reference repeats its match. */
function held(cursor: Cursor, text: string): string {
  if (cursor.holds === undefined) return `(?:${text})`;
  const name = `held${++cursor.holds}`;
  return `(?:(?=(?<${name}>${text}))\\k<${name}>)`;
}

function atom(cursor: Cursor, flags: Flags): string {
  const left = rest(cursor);
  const unsupported = UNSUPPORTED.find(([start]) => start.test(left));
  if (unsupported !== undefined) throw new UnsupportedConstruct(unsupported[1]);
  if (left.startsWith('(')) return group(cursor, flags);
  if (left.startsWith('[')) return characterClass(cursor, flags);
  if (left.startsWith('\\')) return escape(cursor, flags);
  const char = takeChar(cursor);
  if (char === '.') return flags.dotAll ? '[\\s\\S]' : '.';
  if (char === '^') return flags.multiline ? '(?<=^|\\n)' : '^';
  if (char === '$') return flags.multiline ? '(?=$|\\n)' : '$';
  if (/^[*+?]$/.test(char)) throw new SyntaxError('Nothing to repeat');
  return literal(char, flags);
}

function group(cursor: Cursor, flags: Flags): string {
  const reference = take(cursor, /^\(\?P=(\w+)\)/);
  if (reference !== undefined) return backreference(cursor, flags, cursor.names.get(reference[1] ?? ''));
  const scoped = take(cursor, /^\(\?([a-z]*)(?:-([a-z]+))?:/);
  if (scoped !== undefined) return `(?:${closed(cursor, withFlags(flags, scoped[1] ?? '', scoped[2] ?? ''))})`;
  const look = take(cursor, /^\(\?<?[=!]/);
  if (look !== undefined) return `${look[0]}${closed(cursor, flags)})`;
  if (take(cursor, /^\(\?>/) !== undefined) return held(cursor, closed(cursor, flags));
  const named = take(cursor, /^\(\?(?:P?<(\w+)>|'(\w+)')/);
  if (named === undefined && take(cursor, /^\((?!\?)/) === undefined) {
    throw new UnsupportedConstruct(`the group "${rest(cursor).slice(0, 4)}"`);
  }
  const number = ++cursor.groups;
  const name = named?.[1] ?? named?.[2];
  if (name !== undefined && cursor.names.has(name)) throw new UnsupportedConstruct('two groups of one name');
  if (name !== undefined) cursor.names.set(name, number);
  return `(?<group${number}>${closed(cursor, flags)})`;
}

/** What is inside a group, up to its end. */
function closed(cursor: Cursor, flags: Flags): string {
  const inner = choice(cursor, flags);
  if (take(cursor, /^\)/) === undefined) throw new SyntaxError('Unterminated group');
  return inner;
}

function escape(cursor: Cursor, flags: Flags): string {
  if (take(cursor, /^\\Q/) !== undefined) return quotedText(cursor, flags);
  const named = take(cursor, /^\\k(?:<(\w+)>|\{(\w+)\}|'(\w+)')/);
  if (named !== undefined)
    return backreference(cursor, flags, cursor.names.get(named[1] ?? named[2] ?? named[3] ?? ''));
  const numbered = take(cursor, /^\\(?:g?\{([1-9]\d?)\}|g?([1-9]\d?))/);
  if (numbered !== undefined) return backreference(cursor, flags, Number(numbered[1] ?? numbered[2]));
  const anchor = take(cursor, /^\\([AzZbB])/);
  if (anchor !== undefined) return FOREIGN_ANCHORS[anchor[1] ?? ''] ?? anchor[0];
  const found = classEscape(cursor, flags);
  if (found.kind === 'char') return literal(found.char, flags);
  return found.kind === 'set' ? `[${found.members}]` : `[^${found.members}]`;
}

function quotedText(cursor: Cursor, flags: Flags): string {
  let text = '';
  while (rest(cursor) !== '' && take(cursor, /^\\E/) === undefined) text += literal(takeChar(cursor), flags);
  return text; // a quantifier after it is for its last character
}

function backreference(cursor: Cursor, { ignoreCase }: Flags, group: number | undefined): string {
  if (ignoreCase) throw new UnsupportedConstruct('a backreference that ignores case');
  if (group === undefined || group > cursor.groups) throw new UnsupportedConstruct('a reference to a later group');
  return `\\k<group${group}>`;
}
