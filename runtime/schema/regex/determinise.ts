import type { Alphabet } from './alphabet.ts';
import type { Automaton } from './automaton.ts';
import type { Budget, Condition, Position, Reading, Step } from './derivatives.ts';
import { afterClass, holdsAtEnd, OverBudgetError, stepOf } from './derivatives.ts';
import type { Formulas } from './formula.ts';
import { formulas } from './formula.ts';
import type { Frame, Frames } from './frames.ts';
import { frames } from './frames.ts';
import type { Look, PatternFeatures } from './pattern-features.ts';
import type { CharSet, PatternNode } from './pattern-node.ts';

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

/** What has been read so far comes to. */
interface State {
  readonly condition: Condition;
  readonly behinds: readonly Condition[];
  readonly atStart: boolean;
  readonly wordBefore: boolean;
}

/**
 * The automaton of the texts in which a pattern matches somewhere, assertions of every kind included. Throws
 * `OverBudgetError` where it would be too large.
 */
export function determinise(pattern: ReadablePattern, budget: Budget): Automaton {
  const { alphabet, features } = pattern;
  const classes = alphabet.classes.length;
  const builder: Builder = { pattern, frames: frames(), make: formulas<Frame>(), budget };
  const states: State[] = [];
  const ids = new Map<string, number>();
  const rows: Int32Array[] = [];
  const accepting: number[] = [];
  const idOf = (state: State): number => {
    const key = [
      state.condition.id,
      state.atStart && features.start,
      state.wordBefore && features.boundary,
      ...state.behinds.map((behind) => behind.id),
    ].join();
    let id = ids.get(key);
    if (id === undefined) {
      if (--budget.states < 0) throw new OverBudgetError();
      id = states.push(state) - 1;
      ids.set(key, id);
    }
    return id;
  };
  idOf(initialState(builder));
  for (let id = 0; id < states.length; id++) {
    const state = states[id] as State; // id < states.length
    const { after, accepts } = leave(state, builder);
    accepting.push(accepts ? 1 : 0);
    rows.push(Int32Array.from(after, (next) => (next.condition === builder.make.never ? -1 : idOf(next))));
  }
  const table = new Int32Array(states.length * classes);
  for (const [id, row] of rows.entries()) table.set(row, id * classes);
  return { states: states.length, classes, table, accepting: Uint8Array.from(accepting) };
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

/** Whether every match begins where the text begins. */
function isAnchored(node: PatternNode): boolean {
  if (node.kind === 'start') return true;
  if (node.kind === 'group') return isAnchored(node.item);
  if (node.kind === 'choice') return node.options.every(isAnchored);
  if (node.kind !== 'sequence') return false;
  const first = node.items.find((item) => item.kind !== 'look' && item.kind !== 'boundary');
  return first !== undefined && isAnchored(first);
}

/** All ways out of a state, by class, and whether a text may end in it. */
function leave(state: State, builder: Builder): { readonly after: readonly State[]; readonly accepts: boolean } {
  const { pattern } = builder;
  const { features, alphabet } = pattern;
  const at = (wordAfter: boolean, atEnd: boolean): Fork => fork(state, wordAfter, atEnd, builder);
  const other = at(false, false);
  const word = features.boundary ? at(true, false) : other;
  const end = features.end || features.boundary ? at(false, true) : other;
  const afterOther = advance(other, builder);
  const afterWord = word === other ? afterOther : advance(word, builder);
  const half = alphabet.classes.length;
  const after = alphabet.classes.map((_, index): State => {
    const isWord = pattern.word.has(index);
    return (isWord ? afterWord : afterOther)(pattern.halved.has(index) ? half : index, isWord);
  });
  if (pattern.halved.size === 0) return { after, accepts: holdsAtEnd(end.step) };
  const middle = afterOther(half, false);
  const second = advance(fork(middle, false, false, builder), builder)(half, false);
  return {
    after: after.map((next, index) => (pattern.halved.has(index) ? second : next)),
    accepts: holdsAtEnd(end.step),
  };
}

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
function advance({ step, behindSteps }: Fork, builder: Builder): (index: number, isWord: boolean) => State {
  const { pattern, make } = builder;
  const reading: Reading = {
    ...builder,
    classCount: pattern.alphabet.classes.length + 1,
    classesOf: (set) => pattern.classesOf(set),
  };
  const conditions = afterClass(step, reading);
  const behinds = behindSteps.map((behind) => afterClass(behind, reading));
  return (index, isWord) => ({
    condition: conditions[index] ?? make.never,
    behinds: behinds.map((list) => list[index] ?? make.never),
    atStart: false,
    wordBefore: isWord,
  });
}
