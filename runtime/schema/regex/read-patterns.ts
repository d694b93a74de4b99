import type { Alphabet } from './alphabet.ts';
import { alphabetOf } from './alphabet.ts';
import type { Range } from './code-points.ts';
import { complementRanges, joinedRanges, LAST_CODE_POINT, rangesOf, SURROGATES } from './code-points.ts';
import type { ReadablePattern } from './lazy-automaton.ts';
import { ANY_CHARACTER } from './lazy-automaton.ts';
import type { PatternFeatures } from './pattern-features.ts';
import { patternFeatures } from './pattern-features.ts';
import type { CharSet, PatternNode } from './pattern-node.ts';
import { simplifyRepeats } from './simplify-repeats.ts';

/** A pattern ready to become an automaton. */
export interface PlannedPattern {
  readonly pattern: ReadablePattern;
  /** It must not match. */
  readonly negated: boolean;
}

export interface ReadPatterns {
  readonly alphabet: Alphabet;
  readonly planned: readonly PlannedPattern[];
  /** Whether the automata describe every text that the constraints allow. */
  readonly exact: boolean;
}

const BEYOND_FIRST_PLANE: Range = [0x10000, LAST_CODE_POINT];
const WORD: CharSet = {
  negated: false,
  ranges: [
    [0x30, 0x39],
    [0x41, 0x5a],
    [0x5f, 0x5f],
    [0x61, 0x7a],
  ],
  properties: [],
};

/**
 * A regular pattern, as far as texts of up to `longest` go, that reads every code point or UTF-16 unit as one character,
 * halves of pairs included.
 */
export function readPattern(tree: PatternNode, longest: number): ReadablePattern {
  const simple = simplifyRepeats(tree, longest);
  const features = patternFeatures(simple);
  const sets = uniqueSets([...features.sets, ...(features.boundary ? [WORD] : [])]);
  return readable(simple, features, alphabetOf(sets, [[0, LAST_CODE_POINT]]), new Set());
}

/** A pattern as far as texts of some length go. */
export interface SimplePattern {
  readonly tree: PatternNode;
  readonly unicode: boolean;
  /** It must not match. */
  readonly negated: boolean;
}

/** Regular patterns over one alphabet that tells apart what they tell apart. */
export function readPatterns(patterns: readonly SimplePattern[], carriedSet: CharSet | undefined): ReadPatterns {
  const found = patterns.map((pattern) => ({ ...pattern, features: patternFeatures(pattern.tree) }));
  const halving = patterns.some(({ unicode }) => !unicode);
  const whole = carriedBy(carriedSet);
  const split = found.some(({ unicode, features }) => !unicode && splitsSurrogates(features));
  const carried = split ? without(whole, [BEYOND_FIRST_PLANE]) : whole;
  const sets = uniqueSets(found.flatMap(({ features }) => [...features.sets, ...(features.boundary ? [WORD] : [])]));
  const alphabet = alphabetOf(halving ? [...sets, [BEYOND_FIRST_PLANE]] : sets, carried);
  const halved = new Set(halving ? alphabet.classesOf([BEYOND_FIRST_PLANE]) : []);
  const none: ReadonlySet<number> = new Set();
  return {
    alphabet,
    planned: found.map(({ tree, unicode, features, negated }) => ({
      pattern: readable(tree, features, alphabet, unicode ? none : halved),
      negated,
    })),
    exact: carried === whole,
  };
}

function carriedBy(alphabet: CharSet | undefined): readonly Range[] {
  return without(alphabet === undefined ? [[0, LAST_CODE_POINT]] : rangesOf(alphabet), [SURROGATES]);
}

function without(ranges: readonly Range[], others: readonly Range[]): readonly Range[] {
  return complementRanges(joinedRanges([...complementRanges(ranges), ...others]));
}

/** Whether a pattern without `u` tells halves of characters apart: it then says more than automata of characters can. */
function splitsSurrogates({ sets }: PatternFeatures): boolean {
  const [low, high] = SURROGATES;
  return sets.some((set) =>
    rangesOf(set).some(([from, to]) => to >= low && from <= high && !(from <= low && high <= to)),
  );
}

function uniqueSets(sets: readonly CharSet[]): readonly (readonly Range[])[] {
  const unique = new Map(sets.map((set) => [keyOf(set), set]));
  return Array.from(unique.values(), rangesOf);
}

function keyOf({ negated, ranges, properties }: CharSet): string {
  return `${String(negated)} ${ranges.join(' ')} ${properties.map((property) => property.source).join(' ')}`;
}

function readable(
  tree: PatternNode,
  features: PatternFeatures,
  alphabet: Alphabet,
  halved: ReadonlySet<number>,
): ReadablePattern {
  const half = alphabet.classes.length;
  const known = new Map<CharSet | string, readonly number[]>();
  const every = [...alphabet.classes.keys(), half];
  const lookUp = (set: CharSet): readonly number[] => {
    const ranges = rangesOf(set);
    const classes = alphabet.classesOf(ranges).filter((index) => !halved.has(index));
    const halves = ranges.some(([low, high]) => low <= SURROGATES[0] && high >= SURROGATES[1]);
    return halves ? [...classes, half] : classes;
  };
  return {
    tree,
    features,
    alphabet,
    classesOf(set) {
      if (set === ANY_CHARACTER) return every;
      let classes = known.get(set);
      if (classes === undefined) {
        const key = keyOf(set); // most characters of a pattern are written more than once
        classes = known.get(key) ?? lookUp(set);
        known.set(key, classes).set(set, classes);
      }
      return classes;
    },
    halved,
    word: new Set(features.boundary ? alphabet.classesOf(WORD.ranges) : []),
  };
}
