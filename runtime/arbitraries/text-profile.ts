import type { CharSet } from '../schema/regex/pattern-node.ts';

/**
 * Which texts a value may hold, by where it is sent: `any` in a JSON body; in a URL no lone surrogates; in a path segment
 * nothing that routers or URL parsers treat as structure; in a header visible ASCII (RFC 9110 §5.5); in a cookie only
 * `cookie-octet`s (RFC 6265 §4.1.1).
 */
export type TextProfile = 'any' | 'path' | 'query' | 'header' | 'cookie';

const LONE_SURROGATE = /\p{Surrogate}/u;
const BLANK = /\s/;

/** Whether a code point may stand in a text of this profile. */
export function allowsCodePoint(profile: TextProfile, codePoint: number): boolean {
  if (codePoint >= 0xd800 && codePoint <= 0xdfff) return false;
  switch (profile) {
    case 'any':
    case 'query':
      return true;
    case 'path':
      // `/ \ ? # % { } ;` are structure to some router or parser, even when they are percent-encoded.
      return (
        codePoint > 0x20 &&
        !(codePoint >= 0x7f && (codePoint <= 0xa0 || BLANK.test(String.fromCodePoint(codePoint)))) &&
        !'/\\?#%{};'.includes(String.fromCodePoint(codePoint))
      );
    case 'header':
      return codePoint >= 0x20 && codePoint <= 0x7e;
    case 'cookie':
      return codePoint > 0x20 && codePoint <= 0x7e && !'",;\\'.includes(String.fromCodePoint(codePoint));
  }
}

const ALPHABETS: Partial<Record<TextProfile, CharSet>> = {
  path: allBut([0, 0x20], [0x7f, 0xa0], 0x1680, [0x2000, 0x200a], [0x2028, 0x2029], 0x202f, 0x205f, 0x3000, 0xfeff, [0xd800, 0xdfff], 0x2f, 0x5c, 0x3f, 0x23, 0x25, 0x3b, 0x7b, 0x7d), // prettier-ignore
  header: { negated: false, ranges: [[0x20, 0x7e]], properties: [] },
  cookie: allBut([0, 0x20], 0x27, 0x22, 0x2c, 0x3b, 0x5c, [0x7f, 0x10ffff]),
};

function allBut(...ranges: (number | readonly [number, number])[]): CharSet {
  return {
    negated: true,
    ranges: ranges.map((range) => (typeof range === 'number' ? [range, range] : range)),
    properties: [],
  };
}

/** The code points of a profile as a set; nothing where all but surrogates are. */
export function alphabetOf(profile: TextProfile): CharSet | undefined {
  return ALPHABETS[profile];
}

/** Whether a text can be sent as it is where the profile applies. */
export function allowsText(profile: TextProfile, text: string): boolean {
  if (profile === 'any') return true;
  if (profile === 'query') return !LONE_SURROGATE.test(text);
  if (text === '') return false;
  if (profile === 'path' && (text === '.' || text === '..')) return false;
  if (profile === 'header' && (text.startsWith(' ') || text.endsWith(' '))) return false;
  for (const char of text) if (!allowsCodePoint(profile, char.codePointAt(0) ?? 0)) return false;
  return true;
}

/** Whether every text of a value can be sent where the profile applies. */
export function allowsValue(profile: TextProfile, value: unknown): boolean {
  if (profile === 'any') return true;
  if (typeof value === 'string') return allowsText(profile, value);
  if (typeof value === 'number') return !Object.is(value, -0) && !String(value).includes('e');
  if (Array.isArray(value)) return value.every((item) => allowsValue(profile, item));
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([name, item]) => allowsValue(profile, name) && allowsValue(profile, item));
}
