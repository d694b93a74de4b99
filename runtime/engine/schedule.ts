import type { ReadyCase } from '../cases/ready-case.ts';
import type { Mode } from '../model/case.ts';
import type { OperationState } from './operation-state.ts';

/** A case and the operation it is for. */
export interface Scheduled {
  readonly state: OperationState;
  readonly ready: ReadyCase;
}

/**
 * The cases of one operation in one phase from the n-th on, made when asked for; `undefined` where the n-th one cannot be sent, and for the modes
 * that are exhausted by then.
 */
export type CaseSupply = (
  state: OperationState,
  from: number,
  exhausted: ReadonlySet<Mode>,
) => Iterator<ReadyCase | undefined>;

/** Hands out cases, one at a time, to whoever asks. */
export interface Schedule {
  next(): Scheduled | undefined;
}

interface Slot {
  readonly state: OperationState;
  cases: Iterator<ReadyCase | undefined> | undefined;
  pulled: number;
  /** How many cases in a row were no new ones, of any mode and of each. */
  stale: number;
  readonly staleIn: Record<Mode, number>;
  readonly exhausted: Set<Mode>;
}

/** An operation that gives so many cases in a row that were sent before, or cannot be sent, is taken for exhausted. */
const maxStale = 200;
/** The same for the cases of one mode: there may be a thousand valid ids, and one way to get an id wrong. */
const maxStaleInMode = 50;

/** Above this many operations their half-used supplies are not kept between rounds. */
const maxOpenSupplies = 256;

/**
 * Breadth-first over operations: each round visits every operation that has cases left and takes a batch, twice as large in each round, so
 * that all operations are seen early and an operation's preparation serves more than a single case. What was sent before is not sent again.
 */
export function createSchedule(states: readonly OperationState[], supply: CaseSupply): Schedule {
  let round: Slot[] = states.map((state) => ({
    state,
    cases: undefined,
    pulled: 0,
    stale: 0,
    staleIn: { positive: 0, negative: 0 },
    exhausted: new Set(),
  }));
  const keepsOpen = round.length <= maxOpenSupplies;
  let nextRound: Slot[] = [];
  let position = 0;
  let taken = 0;
  let quota = 1;

  const leave = (slot: Slot, isDone: boolean): void => {
    if (!isDone) nextRound.push(slot);
    if (isDone || !keepsOpen) slot.cases = undefined;
    position += 1;
    taken = 0;
  };
  return {
    next() {
      for (;;) {
        const slot = round[position];
        if (slot === undefined) {
          if (nextRound.length === 0) return undefined;
          round = nextRound;
          nextRound = [];
          position = 0;
          quota *= 2;
          continue;
        }
        if (slot.state.broken || taken >= quota) {
          leave(slot, slot.state.broken);
          continue;
        }
        slot.cases ??= supply(slot.state, slot.pulled, slot.exhausted);
        const { done, value: ready } = slot.cases.next();
        slot.pulled += 1;
        if (done !== true && ready !== undefined && slot.state.sent.add(ready.request)) {
          taken += 1;
          slot.stale = 0;
          slot.staleIn[ready.case.mode] = 0;
          return { state: slot.state, ready };
        }
        slot.stale += 1;
        if (ready !== undefined) noteStale(slot, ready.case.mode);
        if (done === true || slot.stale >= maxStale) leave(slot, true);
      }
    },
  };
}

function noteStale({ staleIn, exhausted }: Slot, mode: Mode): void {
  staleIn[mode] += 1;
  if (staleIn[mode] >= maxStaleInMode) exhausted.add(mode);
}
