import { compilePattern } from '../../schema/compile-pattern.ts';
import type { LoweredSchema } from '../../schema/lowered-schema.ts';
import { breaksFormat } from '../formats/sample-format.ts';
import type { Draw } from '../generate/draw.ts';
import { LONGEST_TEXT } from '../generate/string-maker.ts';
import type { TextProfile } from '../text-profile.ts';
import { allowsText } from '../text-profile.ts';

/** Makes a value that breaks one keyword, from a value that keeps it; nothing where it cannot. */
export type Breaker = (draw: Draw, valid: unknown) => unknown;

/**
 * How to break a keyword about texts. Too short or too long is so in code points, UTF-16 units and bytes alike, since
 * everything added is ASCII. In URLs and headers an empty text means that there is none.
 */
export function textBreaker(keyword: string, node: LoweredSchema, profile: TextProfile): Breaker | undefined {
  switch (keyword) {
    case 'minLength': {
      const length = (node.minLength ?? 0) - 1;
      if (length < 0 || length > LONGEST_TEXT || (length === 0 && profile !== 'any')) return undefined;
      return (_, valid) =>
        typeof valid === 'string' && isAscii(valid) && valid.length >= length
          ? valid.slice(0, length)
          : 'a'.repeat(length);
    }
    case 'maxLength': {
      const length = (node.maxLength ?? 0) + 1;
      if (length > LONGEST_TEXT) return undefined;
      return (draw, valid) =>
        lengthen(
          typeof valid === 'string' && isAscii(valid) ? valid : '',
          length + (draw.edgy ? 0 : draw.rng.nextInt(0, Math.min(3, LONGEST_TEXT - length))),
        );
    }
    case 'pattern': {
      const { pattern } = node;
      return pattern === undefined
        ? undefined
        : (draw, valid) => breakPattern(pattern, draw, typeof valid === 'string' ? valid : '', profile);
    }
    case 'format': {
      const broken = node.format === undefined ? undefined : breaksFormat(node.format);
      return broken === undefined || !allowsText(profile, broken) ? undefined : () => broken;
    }
    default:
      return undefined;
  }
}

function isAscii(text: string): boolean {
  return !/[^\x20-\x7e]/.test(text);
}

function lengthen(text: string, length: number): string {
  const filler = /^[0-9]+$/.test(text) ? '0' : 'a';
  return text.length >= length ? text : text + filler.repeat(length - text.length);
}

const STRANGE = ['~', '!', '_', ' ', 'a', '0', '§'];

/** A text that the pattern does not match, nor when its last line end is dropped. */
function breakPattern(pattern: string, { rng }: Draw, valid: string, profile: TextProfile): string | undefined {
  const { test } = compilePattern(pattern);
  const chars = Array.from(valid);
  const start = rng.nextInt(0, STRANGE.length - 1);
  const candidates: string[] = [];
  for (let index = 0; index < STRANGE.length; index++) {
    const strange = STRANGE[(start + index) % STRANGE.length] ?? '~';
    if (chars.length > 0) candidates.push(chars.with(rng.nextInt(0, chars.length - 1), strange).join(''));
    candidates.push(strange.repeat(Math.max(1, chars.length)), valid + strange, strange + valid);
  }
  if (profile === 'any') candidates.push('');
  return candidates.find(
    (text) =>
      !test(text) &&
      !test(text.trim()) &&
      !test(text.toLowerCase()) &&
      !test(text.toUpperCase()) &&
      allowsText(profile, text),
  );
}
