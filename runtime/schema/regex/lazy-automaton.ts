import type { Alphabet } from './alphabet.ts';
import type { Budget, Condition, Position, Reading, Step } from './derivatives.ts';
import { afterClass, holdsAtEnd, stepOf } from './derivatives.ts';
import type { Formulas } from './formula.ts';
import { formulas } from './formula.ts';
import type { Frame, Frames } from './frames.ts';
import { frames } from './frames.ts';
import type { Look, PatternFeatures } from './pattern-features.ts';
import type { CharSet, PatternNode } from './pattern-node.ts';
import { isAnchored } from './pattern-node.ts';

/** A pattern together with how it reads an alphabet. */
export interface ReadablePattern {
  readonly tree: PatternNode;
  readonly features: PatternFeatures;
  readonly alphabet: Alphabet;
  /** The classes of a set; `alphabet.classes.length` stands for half of a character beyond the first plane. */
  classesOf(set: CharSet): readonly number[];
  /** Classes whose characters the pattern reads as two halves, having no `u` flag. */
  readonly halved: ReadonlySet<number>;
  /** Classes of `\w`. */
  readonly word: ReadonlySet<number>;
}

const ANYTHING: PatternNode = {
  kind: 'repeat',
  item: { kind: 'chars', set: { negated: true, ranges: [], properties: [] } },
  min: 0,
  max: Number.POSITIVE_INFINITY,
};
export const ANY_CHARACTER: CharSet = (ANYTHING.item as PatternNode & { readonly kind: 'chars' }).set;

/** What the text read so far comes to. */
interface State {
  readonly condition: Condition;
  readonly behinds: readonly Condition[];
  readonly atStart: boolean;
  readonly wordBefore: boolean;
}

/** What is known of a state once it was left. */
export interface KnownState {
  /** Whether a text may end here. */
  readonly accepts: boolean;
  /** The next state by class; -1 where no text goes on. */
  readonly row: Int32Array;
  /** The steps that it took to find out, the same whatever was asked before. */
  readonly cost: number;
}

/**
 * The automaton of the texts in which a pattern matches somewhere, assertions of every kind included. Its states, the
 * first of which is 0, are made when they are asked for.
 */
export interface LazyAutomaton {
  /** How many states have been met. */
  size(): number;
  /** Throws `OverBudgetError` where this one state is more work than `steps`. */
  leave(state: number, steps: number): KnownState;
}

export function lazyAutomaton(pattern: ReadablePattern): LazyAutomaton {
  const budget: Budget = { steps: 0 };
  const builder: Builder = { pattern, frames: frames(), make: formulas<Frame>(), budget };
  const states: State[] = [];
  const left: KnownState[] = [];
  const ids = new Map<number | string, number>();
  const idOf = (state: State): number => {
    const key = keyOf(state, pattern.features);
    let id = ids.get(key);
    if (id === undefined) {
      id = states.push(state) - 1;
      ids.set(key, id);
    }
    return id;
  };
  idOf(initialState(builder));
  return {
    size: () => states.length,
    leave(id, steps) {
      const known = left[id];
      if (known !== undefined) return known;
      budget.steps = steps;
      const { after, accepts } = leave(states[id] as State, builder); // ids come from `idOf`
      const row = Int32Array.from(after, (next) => (next === undefined ? -1 : idOf(next)));
      const found: KnownState = { accepts, row, cost: steps - budget.steps };
      left[id] = found;
      return found;
    },
  };
}

/** What tells states apart. */
function keyOf({ condition, atStart, wordBefore, behinds }: State, features: PatternFeatures): number | string {
  const flags = (atStart && features.start ? 1 : 0) + (wordBefore && features.boundary ? 2 : 0);
  const key = 4 * condition.id + flags;
  return behinds.length === 0 ? key : `${key},${behinds.map((behind) => behind.id).join()}`;
}

interface Builder {
  readonly pattern: ReadablePattern;
  readonly frames: Frames;
  readonly make: Formulas<Frame>;
  readonly budget: Budget;
}

function initialState({ pattern, frames: known, make }: Builder): State {
  const { tree, features } = pattern;
  const from = known.frame(tree, 'free');
  return {
    condition: make.atom(isAnchored(tree) ? from : known.frame(ANYTHING, from)),
    behinds: features.behinds.map((look) => make.atom(known.frame(ANYTHING, known.frame(look.item, 'here')))),
    atStart: true,
    wordBefore: false,
  };
}

/** All ways out of a state, by class, and whether a text may end in it. */
function leave(state: State, builder: Builder): { readonly after: readonly Next[]; readonly accepts: boolean } {
  const { pattern } = builder;
  const { features, alphabet } = pattern;
  const at = (wordAfter: boolean, atEnd: boolean): Fork => fork(state, wordAfter, atEnd, builder);
  const other = at(false, false);
  const word = features.boundary ? at(true, false) : other;
  const end = features.end || features.boundary ? at(false, true) : other;
  const afterOther = advance(other, false, builder);
  const afterWord = word === other ? afterOther : advance(word, true, builder);
  const half = alphabet.classes.length;
  const middle = pattern.halved.size > 0 ? afterOther(half) : undefined;
  const second = middle === undefined ? undefined : advance(fork(middle, false, false, builder), false, builder)(half);
  return {
    after: alphabet.classes.map((_, index): Next => {
      if (pattern.halved.has(index)) return second;
      return pattern.word.has(index) ? afterWord(index) : afterOther(index);
    }),
    accepts: holdsAtEnd(end.step),
  };
}

/** Nothing where no text goes on that way. */
type Next = State | undefined;

interface Fork {
  readonly step: Step;
  readonly behindSteps: readonly Step[];
}

function fork(state: State, wordAfter: boolean, atEnd: boolean, { pattern, frames: known, budget }: Builder): Fork {
  const behind = new Map<Look, boolean>();
  const position: Position = { atStart: state.atStart, wordBefore: state.wordBefore, wordAfter, atEnd, behind };
  const behindSteps = state.behinds.map((condition, index) => {
    const step = stepOf([condition], position, known, budget);
    behind.set(pattern.features.behinds[index] as Look, step.here); // one condition for each lookbehind
    return step;
  });
  return { step: stepOf([state.condition], position, known, budget), behindSteps };
}

/** The state after each class, computed for all classes at once. */
function advance({ step, behindSteps }: Fork, wordBefore: boolean, builder: Builder): (index: number) => Next {
  const { pattern, make } = builder;
  const reading: Reading = {
    ...builder,
    classCount: pattern.alphabet.classes.length + 1,
    classesOf: (set) => pattern.classesOf(set),
  };
  const conditions = afterClass(step, reading);
  const behinds = behindSteps.map((behind) => afterClass(behind, reading));
  return (index) => {
    const condition = conditions[index] ?? make.never;
    if (condition === make.never) return undefined;
    return {
      condition,
      behinds: behinds.map((list) => list[index] ?? make.never),
      atStart: false,
      wordBefore,
    };
  };
}
