import type { Pattern } from '../compile-pattern.ts';
import { compilePattern } from '../compile-pattern.ts';
import type { Alphabet } from './alphabet.ts';
import { trimmed } from './automaton.ts';
import type { Automaton } from './automaton.ts';
import type { Term } from './conjunction.ts';
import { conjunction } from './conjunction.ts';
import type { Budget } from './derivatives.ts';
import { OverBudgetError } from './derivatives.ts';
import { determinise } from './determinise.ts';
import type { TextConstraints, TextLanguage } from './text-language.ts';
import { patternFeatures } from './pattern-features.ts';
import { matchLengths } from './pattern-node.ts';
import type { PlannedPattern } from './read-patterns.ts';
import { readPatterns } from './read-patterns.ts';
import { trialLanguage } from './trial-language.ts';
import { countWords, shortestWithin, wordLengths } from './word-lengths.ts';
import { wordMembers } from './word-members.ts';
import { wordSampler } from './word-sampler.ts';

const STEPS = 300_000;
const STATES = 20_000;
/** Of all transition tables together. */
const CELLS = 1_000_000;

/** Automata of patterns with counts of thousands are as large: then only shorter texts are described. */
const SHORTENED = 1_000;

/** The language as an automaton; nothing where there is none, or none of bounded size. */
export function regularLanguage(constraints: TextConstraints): TextLanguage | undefined {
  const patterns = constraints.patterns.map(compilePattern);
  const unwanted = constraints.notPatterns.map(compilePattern);
  const features = [...patterns, ...unwanted].map(({ tree }) => patternFeatures(tree));
  if (features.some(({ irregular }) => irregular !== undefined)) return undefined;
  const longestRepeat = Math.max(0, ...features.map((found) => found.longestRepeat));
  const whole = longestRepeat > STATES ? undefined : build(patterns, unwanted, constraints, constraints.maxLength);
  if (whole !== undefined || longestRepeat === 0) return whole;
  const least = Math.max(constraints.minLength, ...patterns.map(({ tree }) => matchLengths(tree)[0]));
  const shortened = Math.max(SHORTENED, 2 * least);
  if (shortened >= constraints.maxLength || shortened > STATES) return undefined;
  return build(patterns, unwanted, constraints, shortened);
}

function build(
  patterns: readonly Pattern[],
  unwanted: readonly Pattern[],
  constraints: TextConstraints,
  longest: number,
): TextLanguage | undefined {
  const { alphabet, planned, exact } = readPatterns(patterns, unwanted, longest, constraints.alphabet);
  if (alphabet.classes.length === 0) return undefined;
  const budget: Budget = { steps: STEPS, states: Math.min(STATES, Math.floor(CELLS / alphabet.classes.length)) };
  try {
    const automaton = trimmed(joinAll(planned, alphabet, budget));
    return fromAutomaton({
      constraints,
      alphabet,
      automaton,
      exact: exact && longest === constraints.maxLength,
      max: Math.min(constraints.maxLength, longest),
    });
  } catch (error) {
    if (error instanceof OverBudgetError) return undefined;
    throw error;
  }
}

function joinAll(planned: readonly PlannedPattern[], alphabet: Alphabet, budget: Budget): Automaton {
  const terms = planned.map(({ pattern, negated }): Term => {
    const automaton = determinise(pattern, budget);
    // What cannot be accepted any more may not be dropped from a language whose complement is wanted: refa adds it again.
    return { automaton: trimmed(automaton), negated };
  });
  if (terms.length > 0) return conjunction(terms, budget);
  const classes = alphabet.classes.length;
  return { states: 1, classes, table: new Int32Array(classes), accepting: Uint8Array.of(1) };
}

interface Built {
  readonly constraints: TextConstraints;
  readonly alphabet: Alphabet;
  readonly automaton: Automaton;
  /** False: longer texts than `max`, or some characters, were left out. */
  readonly exact: boolean;
  readonly max: number;
}

function fromAutomaton({ constraints, alphabet, automaton, exact, max }: Built): TextLanguage | undefined {
  const lengths = wordLengths(automaton);
  const bounds = [constraints.minLength, max] as const;
  const shortest = shortestWithin(lengths, ...bounds);
  if (shortest === 'unknown' || (shortest === undefined && !exact)) return undefined;
  if (shortest === undefined) return emptyLanguage(constraints);
  const sampler = wordSampler(alphabet, lengths);
  let cardinality: { readonly value: number | undefined } | undefined;
  const count = (): number | undefined => {
    cardinality ??= { value: exact ? countWords(lengths, automaton.accepting, alphabet.sizes, bounds) : undefined };
    return cardinality.value;
  };
  return {
    emptiness: 'inhabited',
    get cardinality() {
      return count();
    },
    shortest,
    sample(rng, length) {
      if (length > max && max < constraints.maxLength) {
        const longer = trialLanguage(constraints).sample(rng, length);
        if (longer !== undefined) return longer;
      }
      return sampler.sample(rng, length, bounds);
    },
    members: (most) =>
      (count() ?? Number.POSITIVE_INFINITY) <= most ? wordMembers(alphabet, lengths, bounds) : undefined,
  };
}

function emptyLanguage({ minLength, patterns }: TextConstraints): TextLanguage {
  return {
    emptiness: 'empty',
    cardinality: 0,
    shortest: Math.max(minLength, ...patterns.map((pattern) => matchLengths(compilePattern(pattern).tree)[0])),
    sample: () => undefined,
    members: () => [],
  };
}
