import type { Formula, Formulas } from './formula.ts';
import type { Frame, Frames } from './frames.ts';
import type { CharSet } from './pattern-node.ts';
import type { Look } from './pattern-features.ts';

/** A condition on the rest of a text, whose atoms are matches under way. */
export type Condition = Formula<Frame>;

/** What is known at one position of a text. */
export interface Position {
  readonly atStart: boolean;
  /** Whether the characters before and after are of `\w`. */
  readonly wordBefore: boolean;
  readonly wordAfter: boolean;
  readonly atEnd: boolean;
  /** For each lookbehind, whether its expression matches what lies before. */
  readonly behind: ReadonlyMap<Look, boolean>;
}

/** A condition at one position: what it has become without reading, and what it could read next. */
export interface Step {
  /** Some match is complete: the rest may be anything. */
  accepts: boolean;
  /** Some match of a lookbehind ends at this position. */
  here: boolean;
  readonly moves: { readonly set: CharSet; readonly next: Frame['next'] }[];
  /** Conditions that hold together, or do not hold. */
  readonly others: (
    { readonly kind: 'and'; readonly parts: readonly Step[] } | { readonly kind: 'not'; readonly part: Step }
  )[];
}

/** Thrown when a pattern needs more work than it was given. */
export class OverBudgetError extends Error {}

/** How much work may still be done. */
export interface Budget {
  steps: number;
}

function spend(budget: Budget, steps: number): void {
  budget.steps -= steps;
  if (budget.steps < 0) throw new OverBudgetError();
}

/** Follows a condition through everything that reads no character. */
export function stepOf(
  conditions: readonly Condition[],
  position: Position,
  frames: Frames,
  budget: Budget,
  active: ReadonlySet<Frame> = new Set(),
): Step {
  const step: Step = { accepts: false, here: false, moves: [], others: [] };
  const seen = new Set<Frame>();
  const stack: Frame['next'][] = [];
  const sub = (condition: Condition): Step => stepOf([condition], position, frames, budget, active);
  for (const condition of conditions) {
    for (const part of condition.kind === 'or' ? condition.parts : [condition]) {
      if (part.kind === 'atom') stack.push(part.atom);
      else if (part.kind === 'true') step.accepts = true;
      else if (part.kind === 'not') step.others.push({ kind: 'not', part: sub(part.part) });
      else if (part.kind === 'and') step.others.push({ kind: 'and', parts: part.parts.map(sub) });
    }
  }
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    spend(budget, 1);
    if (next === 'free') step.accepts = true;
    else if (next === 'here') step.here = true;
    else if (!seen.has(next)) {
      seen.add(next);
      follow(next, { step, stack, position, frames, budget, active });
    }
  }
  return step;
}

interface Walk {
  readonly step: Step;
  readonly stack: Frame['next'][];
  readonly position: Position;
  readonly frames: Frames;
  readonly budget: Budget;
  readonly active: ReadonlySet<Frame>;
}

function follow(frame: Frame, walk: Walk): void {
  const { node, next } = frame;
  const { step, stack, position, frames } = walk;
  switch (node.kind) {
    case 'chars':
      step.moves.push({ set: node.set, next });
      return;
    case 'sequence':
      stack.push(frames.chain(frame, node.items));
      return;
    case 'choice':
      for (const option of node.options) stack.push(frames.frame(option, next));
      return;
    case 'group':
      stack.push(frames.frame(node.item, next));
      return;
    case 'repeat':
      if (node.min === 0) stack.push(next);
      if (node.max > 0) stack.push(frames.round(frame, node));
      return;
    case 'start':
      if (position.atStart) stack.push(next);
      return;
    case 'end':
      if (position.atEnd) stack.push(next);
      return;
    case 'boundary':
      if ((position.wordBefore !== position.wordAfter) !== node.negated) stack.push(next);
      return;
    case 'look':
      followLook(frame, node, walk);
      return;
    case 'backreference':
      throw new OverBudgetError('no automaton has backreferences');
  }
}

function followLook(frame: Frame, look: Look, walk: Walk): void {
  const { step, stack, position, frames, budget, active } = walk;
  if (look.behind) {
    if (position.behind.get(look) !== look.negated) stack.push(frame.next);
    return;
  }
  if (active.has(frame)) return; // an empty round of a repetition: it adds nothing to the one before it
  const inside = new Set([...active, frame]);
  const stepInto = (to: Frame['next']): Step => {
    if (to === 'free' || to === 'here') return { accepts: to === 'free', here: false, moves: [], others: [] };
    const atom: Condition = { id: -1, kind: 'atom', atom: to };
    return stepOf([atom], position, frames, budget, inside);
  };
  const ahead = stepInto(frames.frame(look.item, 'free'));
  const held: Step = look.negated
    ? { accepts: false, here: false, moves: [], others: [{ kind: 'not', part: ahead }] }
    : ahead;
  step.others.push({ kind: 'and', parts: [held, stepInto(frame.next)] });
}

/** Whether a condition holds where the text ends at this position. */
export function holdsAtEnd(step: Step): boolean {
  return (
    step.accepts ||
    step.others.some((other) => (other.kind === 'not' ? !holdsAtEnd(other.part) : other.parts.every(holdsAtEnd)))
  );
}

/** What the reading of one character needs to know. */
export interface Reading {
  readonly classCount: number;
  classesOf(set: CharSet): readonly number[];
  readonly make: Formulas<Frame>;
  readonly frames: Frames;
  readonly budget: Budget;
}

/** What is left of the condition after each class of characters; nothing is left where there is no entry. */
export function afterClass(step: Step, reading: Reading): readonly (Condition | undefined)[] {
  const { classCount, make, budget } = reading;
  spend(budget, classCount);
  if (step.accepts) return Array.from({ length: classCount }, () => make.always);
  const parts: (Condition[] | undefined)[] = [];
  const add = (index: number, part: Condition): void => {
    const list = parts[index];
    if (list === undefined) parts[index] = [part];
    else list.push(part);
  };
  for (const { set, next } of step.moves) {
    const classes = reading.classesOf(set);
    spend(budget, classes.length);
    const after = next === 'free' ? make.always : make.atom(next === 'here' ? reading.frames.here : next);
    for (const index of classes) add(index, after);
  }
  for (const other of step.others) {
    const sides = (other.kind === 'not' ? [other.part] : other.parts).map((part) => afterClass(part, reading));
    for (let index = 0; index < classCount; index++) {
      const held = make.and(sides.map((side) => side[index] ?? make.never));
      add(index, other.kind === 'not' ? make.not(held) : held);
    }
  }
  return Array.from(parts, (list) => (list === undefined ? undefined : make.or(list)));
}
