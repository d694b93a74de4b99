import { compilePattern } from '../compile-pattern.ts';
import type { Alphabet } from './alphabet.ts';
import { trimmed } from './automaton.ts';
import type { Automaton } from './automaton.ts';
import type { Term } from './conjunction.ts';
import { conjunction } from './conjunction.ts';
import { OverBudgetError } from './derivatives.ts';
import type { LanguageBudget } from './determinise.ts';
import { determinise } from './determinise.ts';
import type { TextConstraints, TextLanguage } from './text-language.ts';
import { patternFeatures, positionsOf } from './pattern-features.ts';
import type { PatternNode } from './pattern-node.ts';
import { matchLengths } from './pattern-node.ts';
import type { PlannedPattern, SimplePattern } from './read-patterns.ts';
import { readPatterns } from './read-patterns.ts';
import { simplifyRepeats } from './simplify-repeats.ts';
import { trialLanguage } from './trial-language.ts';
import { countWords, shortestWithin, wordLengths } from './word-lengths.ts';
import { wordMembers } from './word-members.ts';
import { wordSampler } from './word-sampler.ts';

const STEPS = 100_000;
const STATES = 20_000;
/** refa's states are larger than ours. */
const JOINED_STATES = 4_000;
const POSITIONS = 10_000;
/** Of all transition tables together. */
const CELLS = 250_000;

/** Automata of patterns with counts of thousands are as large: then only shorter texts are described. */
const SHORTENED = 1_000;

/** The language as an automaton; nothing where there is none, or none of bounded size. */
export function regularLanguage(constraints: TextConstraints): TextLanguage | undefined {
  const patterns = constraints.patterns.map(compilePattern);
  const unwanted = constraints.notPatterns.map(compilePattern);
  if ([...patterns, ...unwanted].some((pattern) => !pattern.exact || isIrregular(pattern.tree))) return undefined;
  const upTo = (longest: number): readonly SimplePattern[] =>
    [...patterns, ...unwanted].map(({ tree, flags }, at) => ({
      tree: simplifyRepeats(tree, flags === 'u' ? longest : 2 * longest), // without `u`, halves of characters count
      unicode: flags === 'u',
      negated: at >= patterns.length,
    }));
  const whole = upTo(constraints.maxLength);
  const language = build(whole, constraints, constraints.maxLength);
  if (language !== undefined) return language;
  const least = Math.max(constraints.minLength, ...patterns.map(({ tree }) => matchLengths(tree)[0]));
  const longest = Math.max(SHORTENED, 2 * least);
  if (longest >= constraints.maxLength || longest > STATES) return undefined;
  const shortened = upTo(longest);
  return sizeOf(shortened) < sizeOf(whole) ? build(shortened, constraints, longest) : undefined;
}

function isIrregular(tree: PatternNode): boolean {
  return patternFeatures(tree).irregular !== undefined;
}

function sizeOf(patterns: readonly SimplePattern[]): number {
  return patterns.reduce((sum, { tree }) => sum + positionsOf(tree), 0);
}

function build(
  patterns: readonly SimplePattern[],
  constraints: TextConstraints,
  max: number,
): TextLanguage | undefined {
  if (sizeOf(patterns) > POSITIONS) return undefined;
  const { alphabet, planned, exact } = readPatterns(patterns, constraints.alphabet);
  if (alphabet.classes.length === 0) return undefined;
  const budget: LanguageBudget = {
    steps: STEPS,
    states: Math.min(STATES, Math.floor(CELLS / alphabet.classes.length)),
  };
  try {
    const automaton = trimmed(joinAll(planned, alphabet, budget));
    return fromAutomaton({ constraints, alphabet, automaton, exact: exact && max === constraints.maxLength, max });
  } catch (error) {
    if (error instanceof OverBudgetError) return undefined;
    throw error;
  }
}

function joinAll(planned: readonly PlannedPattern[], alphabet: Alphabet, budget: LanguageBudget): Automaton {
  const terms = planned.map(({ pattern, negated }): Term => {
    return { automaton: trimmed(determinise(pattern, budget)), negated };
  });
  if (terms.length > 0) return conjunction(terms, Math.min(budget.states, JOINED_STATES));
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
