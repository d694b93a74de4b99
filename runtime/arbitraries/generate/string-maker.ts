import { compilePattern } from '../../schema/compile-pattern.ts';
import type { Pattern } from '../../schema/compile-pattern.ts';
import { hasFormat } from '../../schema/formats.ts';
import { inProfile } from '../formats/format-profile.ts';
import { formatSample } from '../formats/sample-format.ts';
import type { PatternSampler } from '../regex/sample-pattern.ts';
import { patternSampler } from '../regex/sample-pattern.ts';
import type { TextProfile } from '../text-profile.ts';
import { allowsText } from '../text-profile.ts';
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
  const format = rules.formats.map(formatSample).find((sample) => sample !== undefined);
  const samplers = rules.patterns.map((pattern) => patternSampler(pattern.tree, profile));
  if (samplers.some(({ lengths: [low] }) => low > Math.min(LONGEST_TEXT, rules.max))) return undefined;
  const members = (): readonly string[] | undefined => (rules.max === 0 ? [''] : undefined);
  if (format === undefined && samplers.length === 0) return { make: (draw) => plainText(draw, rules), members };
  return {
    members,
    make(draw) {
      for (let attempt = 0; attempt < TRIES; attempt++) {
        const useFormat = format !== undefined && (samplers.length === 0 || attempt % 2 === 0);
        const text = useFormat ? format(draw.rng) : patternText(draw, rules, samplers, attempt);
        if (!isAllowed(text, rules)) continue;
        // A pattern may leave nothing of the formats' profiles: then any text of the formats is better than none.
        if (attempt >= TRIES - 5 || rules.formats.every((name) => inProfile(name, text))) return text;
      }
      return undefined;
    },
  };
}

function isAllowed(text: string, rules: TextRules): boolean {
  return (
    countCodePoints(text) >= rules.min &&
    (rules.max === Number.POSITIVE_INFINITY || Buffer.byteLength(text) <= rules.max) &&
    allowsText(rules.profile, text) &&
    rules.patterns.every((pattern) => pattern.test(text)) &&
    rules.formats.every((format) => hasFormat(format, text)) &&
    !rules.notPatterns.some((pattern) => pattern.test(text)) &&
    !rules.notFormats.some((format) => hasFormat(format, text))
  );
}

export function countCodePoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

function patternText(draw: Draw, rules: TextRules, samplers: readonly PatternSampler[], attempt: number): string {
  if (samplers.length > 1 && attempt % 3 !== 0) return joinedText(draw, samplers, attempt);
  const sampler = pick(draw.rng, samplers);
  const [low, high] = sampler.lengths;
  const least = Math.max(low, Math.min(rules.min, high));
  const usual = attempt < 10 ? 12 : 40;
  const most = Math.max(least, Math.min(high, rules.max, Math.max(rules.min, low) + usual, LONGEST_TEXT));
  const length = draw.edgy ? pick(draw.rng, [least, most]) : draw.rng.nextInt(least, most);
  const text = sampler.sample(draw.rng, length);
  const missing = rules.min - countCodePoints(text);
  // Without anchors a match may stand anywhere: fill up on both sides, one of which may be anchored.
  if (missing <= 0) return text;
  const filler = 'a'.repeat(missing);
  return attempt % 2 === 0 ? text + filler : filler + text;
}

/** Several patterns often speak of different parts of a text: one of the beginning, one of the end. */
function joinedText({ rng }: Draw, samplers: readonly PatternSampler[], attempt: number): string {
  const parts = samplers.map((sampler) => sampler.sample(rng, sampler.lengths[0]));
  return (attempt % 3 === 1 ? parts : parts.toReversed()).join('');
}

const PLAIN = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const PUNCTUATION: Readonly<Record<TextProfile, string>> = {
  any: ' !"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
  query: ' !"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
  path: "!$&'()*+,-.:;=@_~",
  header: '!#$&*+-.^_~',
  cookie: '!#$&*+-.^_~',
};
/** Beyond ASCII: Latin, combining marks, right-to-left, CJK, a blank of another width, emoji beyond the first plane. */
const BEYOND = ['ß', 'é', 'Ω', 'я', 'א', 'ع', '中', 'あ', '한', '\u0301', '\u200D', '\u2003', '𝒳', '😀', '🇩', 'ﬁ', 'İ'];
const CONTROLS = ['\n', '\t', '\r', '\u0000', '\u001F', '\u007F', '\u0085'];

function plainText(draw: Draw, rules: TextRules): string | undefined {
  const length = plainLength(draw, rules);
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const text = plainChars(draw, length, rules.profile, attempt > 0);
    if (isAllowed(text, rules)) return text;
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
