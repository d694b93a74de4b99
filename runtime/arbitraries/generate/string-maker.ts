import { compilePattern } from '../../schema/compile-pattern.ts';
import type { Pattern } from '../../schema/compile-pattern.ts';
import { countCodePoints } from '../../schema/count-code-points.ts';
import { hasFormat } from '../../schema/formats.ts';
import { inProfile } from '../formats/format-profile.ts';
import { formatSample } from '../formats/sample-format.ts';
import { textLanguage } from '../../schema/regex/language.ts';
import { treeSampler } from '../../schema/regex/tree-sampler.ts';
import type { TextProfile } from '../text-profile.ts';
import { allowsCodePoint, allowsText, alphabetOf } from '../text-profile.ts';
import type { Draw } from './draw.ts';
import { pick } from './draw.ts';
import type { CanonicalLeaf } from '../../schema/canonical/leaf.ts';

/** Longer texts are not made: a request has to stay sendable. */
export const LONGEST_TEXT = 100_000;
const TRIES = 20;

/** Makes one value of one type, or nothing where chance did not find one. */
export type Maker = (draw: Draw) => unknown;

/** What is said about a text. */
interface TextRules {
  readonly min: number;
  readonly max: number;
  readonly patterns: readonly Pattern[];
  readonly notPatterns: readonly Pattern[];
  readonly formats: readonly string[];
  readonly notFormats: readonly string[];
  readonly profile: TextProfile;
}

/** Makes strings, or lists them. */
export interface StringMaker {
  readonly make: Maker;
  /** Every text, if there are at most so many. */
  members(most: number): readonly string[] | undefined;
}

/** A maker of strings; nothing where no text can satisfy the shape. */
export function stringMaker(shape: CanonicalLeaf, profile: TextProfile): StringMaker | undefined {
  const rules: TextRules = {
    min: Math.max(shape.minLength, profile === 'any' || profile === 'query' ? 0 : 1),
    max: shape.maxLength,
    patterns: shape.patterns.map(compilePattern),
    notPatterns: shape.notPatterns.map(compilePattern),
    formats: shape.formats,
    notFormats: shape.notFormats,
    profile,
  };
  if (rules.min > rules.max || rules.min > LONGEST_TEXT) return undefined;
  if (rules.notFormats.some((format) => rules.formats.includes(format))) return undefined;
  const source = textSource(rules);
  if (source === 'none') return undefined;
  const format = rules.formats.map(formatSample).find((sample) => sample !== undefined);
  const members = (most: number): readonly string[] | undefined =>
    rules.max === 0 ? [''] : source?.members(most)?.filter((text) => isAllowed(text, rules, 'code points'));
  if (format === undefined && source === undefined) return { make: (draw) => plainText(draw, rules), members };
  return {
    members,
    make(draw) {
      for (let attempt = 0; attempt < TRIES; attempt++) {
        const useFormat = format !== undefined && (source === undefined || attempt % 2 === 0);
        const text = useFormat ? format(draw.rng) : source?.sample(draw, attempt);
        const isLate = attempt >= TRIES - 5;
        if (text === undefined || !isAllowed(text, rules, isLate ? 'code points' : 'every unit')) continue;
        // A pattern may leave nothing of the formats' profiles: then any text of the formats is better than none.
        if (isLate || rules.formats.every((name) => inProfile(name, text))) return text;
      }
      return undefined;
    },
  };
}

/** Where texts with patterns come from. */
interface TextSource {
  sample(draw: Draw, attempt: number): string | undefined;
  members(most: number): readonly string[] | undefined;
}

/** Tries of the quick way before the exact one. */
const QUICK_TRIES = 4;

/**
 * One pattern alone is mostly matched by what is written along its tree; its language is built where that fails, or where
 * patterns have to be seen together. `none`: no text can be. `undefined`: any text will do.
 */
function textSource(rules: TextRules): TextSource | 'none' | undefined {
  const { patterns, notPatterns, profile } = rules;
  if (patterns.length + notPatterns.length === 0) return undefined;
  const alphabet = alphabetOf(profile);
  const language = textLanguage({
    patterns: patterns.map(({ source }) => source),
    notPatterns: notPatterns.map(({ source }) => source),
    minLength: rules.min,
    maxLength: Math.min(rules.max, LONGEST_TEXT),
    ...(alphabet === undefined ? {} : { alphabet }),
  });
  const members = (most: number): readonly string[] | undefined =>
    language.cardinality !== undefined && language.cardinality <= most ? language.members(most) : undefined;
  const exact = (draw: Draw): string | undefined =>
    language.emptiness === 'empty'
      ? undefined
      : language.sample(draw.rng, wantedLength(draw, language.shortest, rules));
  const [only] = patterns;
  if (only === undefined || patterns.length + notPatterns.length > 1 || !only.exact) {
    return language.emptiness === 'empty' ? 'none' : { members, sample: exact };
  }
  const quick = treeSampler(only.tree, (codePoint) => allowsCodePoint(profile, codePoint));
  if (quick.lengths[0] > Math.min(LONGEST_TEXT, rules.max)) return 'none';
  return {
    members,
    sample(draw, attempt) {
      const [low, high] = quick.lengths;
      if (attempt >= QUICK_TRIES) return exact(draw);
      return quick.sample(draw.rng, wantedLength(draw, low, { min: rules.min, max: Math.min(rules.max, high) }));
    },
  };
}

function wantedLength(
  draw: Draw,
  shortest: number,
  { min, max }: { readonly min: number; readonly max: number },
): number {
  const least = Math.max(shortest, min);
  const most = Math.max(least, Math.min(max, least + 12, LONGEST_TEXT));
  if (!draw.edgy) return draw.rng.nextInt(least, most);
  const longest = max <= 1_000 ? Math.max(least, max) : most;
  return pick(draw.rng, [least, most, longest]);
}

/** Whether a text keeps the rules: lengths in code points, and if that can be in every unit that servers count. */
function isAllowed(text: string, rules: TextRules, lengths: 'every unit' | 'code points'): boolean {
  const count = countCodePoints(text);
  return (
    count >= rules.min &&
    (rules.max === Number.POSITIVE_INFINITY ||
      (lengths === 'every unit' ? Buffer.byteLength(text) : count) <= rules.max) &&
    allowsText(rules.profile, text) &&
    rules.patterns.every((pattern) => pattern.decide(text) === true) &&
    rules.formats.every((format) => hasFormat(format, text)) &&
    rules.notPatterns.every((pattern) => pattern.decide(text) === false) &&
    !rules.notFormats.some((format) => hasFormat(format, text))
  );
}

const PLAIN = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const PUNCTUATION: Readonly<Record<TextProfile, string>> = {
  any: ' !"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
  query: ' !"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
  path: "!$&'()*+,-.:=@_~",
  header: '!#$&*+-.^_~',
  cookie: '!#$&*+-.^_~',
};
/** Beyond ASCII: Latin, combining marks, right-to-left, CJK, a blank of another width, emoji beyond the first plane. */
const BEYOND = [
  'ß',
  'é',
  'Ω',
  'я',
  'א',
  'ع',
  '中',
  'あ',
  '한',
  '\u0301',
  '\u200D',
  '\u2003',
  '𝒳',
  '😀',
  '𠀀',
  '🇩',
  'ﬁ',
  'İ',
];
const CONTROLS = ['\n', '\t', '\r', '\u0000', '\u001F', '\u007F', '\u0085'];

function plainText(draw: Draw, rules: TextRules): string | undefined {
  const length = plainLength(draw, rules);
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const text = plainChars(draw, length, rules.profile, attempt > 0);
    if (isAllowed(text, rules, 'every unit')) return text;
  }
  return undefined;
}

function plainLength({ rng, edgy }: Draw, { min, max }: TextRules): number {
  const most = Math.min(max, LONGEST_TEXT);
  if (edgy && rng.nextInt(0, 1) === 0) {
    const edges = [
      min,
      Math.min(min + 1, most),
      ...(most <= 1_000 ? [most, Math.max(min, most - 1)] : [Math.min(most, min + 200)]),
    ];
    return pick(rng, edges);
  }
  const usual = Math.min(most, min + (rng.nextInt(0, 9) === 9 ? 40 : 10));
  const low = min === 0 && usual > 0 ? 1 : min;
  return rng.nextInt(low, usual);
}

function plainChars({ rng, edgy }: Draw, length: number, profile: TextProfile, asciiOnly: boolean): string {
  const wide = !asciiOnly && (profile === 'any' || profile === 'query' || profile === 'path');
  const style = rng.nextInt(0, edgy ? 5 : 11);
  const punctuation = PUNCTUATION[profile];
  let text = '';
  for (let index = 0; index < length; index++) {
    const die = style < 3 ? rng.nextInt(0, 9) : 0;
    if (style === 0 && wide && die > 4) text += BEYOND[rng.nextInt(0, BEYOND.length - 1)] ?? '';
    else if (style === 1 && die > 6 && edgy && profile === 'any')
      text += CONTROLS[rng.nextInt(0, CONTROLS.length - 1)] ?? '';
    else if (style <= 2 && die > 5) text += punctuation[rng.nextInt(0, punctuation.length - 1)] ?? '';
    else text += PLAIN[rng.nextInt(0, PLAIN.length - 1)] ?? '';
  }
  return text;
}
