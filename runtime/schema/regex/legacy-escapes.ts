/** Capturing groups of an expression, which decide what its decimal escapes mean. */
export interface Groups {
  readonly count: number;
  readonly named: boolean;
}

export function groupsOf(source: string): Groups {
  const opening = /\\[\s\S]|\[(?:\\[\s\S]|[^\]\\])*\]|\((?!\?)|\(\?<(?![=!])/g;
  const found = Array.from(source.matchAll(opening), ([token]) => token).filter((token) => token.startsWith('('));
  return { count: found.length, named: found.includes('(?<') };
}

/** What a decimal or control escape means without the `u` flag (ECMA-262 Annex B.1.2): a code point, and its length. */
export function legacyEscape(rest: string, inClass: boolean): readonly [codePoint: number, length: number] | undefined {
  const octal = /^(?:[0-3][0-7]{0,2}|[4-7][0-7]?)/.exec(rest);
  if (octal !== null) return [Number.parseInt(octal[0], 8), octal[0].length];
  if (!rest.startsWith('c')) return undefined;
  const control = (inClass ? /^c[A-Za-z0-9_]/ : /^c[A-Za-z]/).exec(rest);
  // A backslash that stands for itself, the `c` being the next character.
  return control === null ? [0x5c, 0] : [control[0].charCodeAt(1) % 32, 2];
}
