import { OverBudgetError } from './derivatives.ts';
import type { KnownState, LazyAutomaton } from './lazy-automaton.ts';
import { lazyAutomaton } from './lazy-automaton.ts';
import { patternFeatures, positionsOf } from './pattern-features.ts';
import type { PatternNode } from './pattern-node.ts';
import { readPattern } from './read-patterns.ts';

const POSITIONS = 20_000;
/** For one text: the states that it comes through, and the work that making them would be, had none been made before. */
const STATES = 5_000;
const STEPS = 200_000;
/** States kept from one text to the next. */
const KEPT = 5_000;

/** Counts beyond a text's length need not be counted, so there is an automaton for each of these lengths, in UTF-16 units. */
const LONGEST = [64, 1_024, 16_384, Number.POSITIVE_INFINITY] as const;

/**
 * A matcher that goes through a text once, in one state for all the matches under way; states are made as texts need
 * them. It gives nothing for the rare text that needs too many, and for patterns of more than 20,000 characters when
 * written out. There is none for patterns with backreferences, or with assertions inside a lookbehind.
 */
export function automatonMatcher(
  tree: PatternNode,
  unicode: boolean,
): ((text: string) => boolean | undefined) | undefined {
  if (patternFeatures(tree).irregular !== undefined) return undefined;
  const runners = new Map<number, (text: string) => boolean | undefined>();
  return (text) => {
    const longest = LONGEST.find((length) => text.length <= length) ?? Number.POSITIVE_INFINITY;
    let runner = runners.get(longest);
    if (runner === undefined) {
      runner = runnerOf(tree, unicode, longest);
      runners.set(longest, runner);
    }
    return runner(text);
  };
}

function runnerOf(tree: PatternNode, unicode: boolean, longest: number): (text: string) => boolean | undefined {
  const pattern = readPattern(tree, longest);
  if (positionsOf(pattern.tree) > POSITIONS) return () => undefined;
  const ascii = Int32Array.from({ length: 128 }, (_, unit) => pattern.alphabet.classOf(unit));
  const classAt = (codePoint: number): number => ascii[codePoint] ?? pattern.alphabet.classOf(codePoint);
  let automaton: LazyAutomaton | undefined;
  return (text) => {
    if (automaton === undefined || automaton.size() > KEPT) automaton = lazyAutomaton(pattern);
    try {
      return run(text, unicode, automaton, classAt);
    } catch (error) {
      if (error instanceof OverBudgetError) return undefined;
      throw error;
    }
  };
}

function run(
  text: string,
  unicode: boolean,
  automaton: LazyAutomaton,
  classAt: (codePoint: number) => number,
): boolean {
  const seen = new Set<KnownState>();
  let steps = STEPS;
  const enter = (state: number): KnownState => {
    const known = automaton.leave(state, STEPS);
    if (!seen.has(known)) {
      seen.add(known);
      steps -= known.cost;
      if (steps < 0 || seen.size > STATES) throw new OverBudgetError();
    }
    return known;
  };
  let state = enter(0);
  for (let at = 0; at < text.length; at++) {
    const codePoint = (unicode ? text.codePointAt(at) : text.charCodeAt(at)) ?? 0;
    if (codePoint > 0xffff) at++;
    const next = state.row[classAt(codePoint)] ?? -1;
    if (next === -1) return false;
    state = enter(next);
  }
  return state.accepts;
}
