import { compilePattern } from '../../schema/compile-pattern.ts';
import { hasFormat } from '../../schema/formats.ts';
import type { LoweredSchema } from '../../schema/lowered-schema.ts';
import { breaksFormat } from '../formats/sample-format.ts';
import type { Breaker } from './breaker.ts';
import { patternBreaker } from './invalid-pattern.ts';
import type { CanonicalLeaf } from '../../schema/canonical/leaf.ts';
import { LONGEST_TEXT } from '../generate/string-maker.ts';
import type { TextProfile } from '../text-profile.ts';
import { allowsText } from '../text-profile.ts';

/**
 * How to break a keyword about texts. Too short or too long is so in code points, UTF-16 units and bytes alike, since
 * everything added is ASCII. In URLs and headers an empty text means that there is none.
 */
export function textBreaker(
  keyword: string,
  node: LoweredSchema,
  shape: CanonicalLeaf,
  profile: TextProfile,
): Breaker | undefined {
  switch (keyword) {
    case 'minLength': {
      const length = (node.minLength ?? 0) - 1;
      if (length < 0 || length > LONGEST_TEXT || (length === 0 && profile !== 'any')) return undefined;
      return (_, valid) =>
        firstKeeping(
          typeof valid === 'string' && isAscii(valid) && valid.length >= length
            ? [valid.slice(0, length), valid.slice(valid.length - length), 'a'.repeat(length)]
            : ['a'.repeat(length)],
          shape,
        );
    }
    case 'maxLength': {
      const length = (node.maxLength ?? 0) + 1;
      if (length > LONGEST_TEXT) return undefined;
      return (draw, valid) =>
        firstKeeping(
          lengthened(
            typeof valid === 'string' && isAscii(valid) ? valid : '',
            length + (draw.edgy ? 0 : draw.rng.nextInt(0, Math.min(3, LONGEST_TEXT - length))),
          ),
          shape,
        );
    }
    case 'pattern': {
      const { pattern } = node;
      return pattern === undefined ? undefined : patternBreaker(pattern, shape, profile);
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

/** The text made longer: at its end, before it, in its middle, with what it has there or with what is plainest. */
function lengthened(text: string, length: number): readonly string[] {
  const missing = length - text.length;
  if (missing <= 0) return [text];
  const filler = (/^[0-9]+$/.test(text) ? '0' : 'a').repeat(missing);
  const middle = text.length >> 1;
  const fill = (at: number): string => text.slice(0, at) + text.charAt(at).repeat(missing) + text.slice(at);
  return text === '' ? [filler] : [text + filler, fill(text.length - 1), fill(0), fill(middle), filler + text];
}

/** The first text that keeps the patterns and formats of a shape; where none does, the first: a shorter text is often no UUID either. */
function firstKeeping(texts: readonly string[], { patterns, formats }: CanonicalLeaf): string | undefined {
  if (patterns.length === 0 && formats.length === 0) return texts[0];
  return (
    texts.find(
      (text) =>
        patterns.every((pattern) => compilePattern(pattern).test(text)) &&
        formats.every((format) => hasFormat(format, text)),
    ) ?? texts[0]
  );
}
