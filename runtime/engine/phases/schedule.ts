import type { ReadyCase } from '../../cases/ready-case.ts';
import type { Mode } from '../../model/case.ts';
import type { WireResponse } from '../../model/exchange.ts';
import type { Chain } from '../failures/minimise-sequence.ts';
import type { HistoryView } from '../../model/history.ts';
import type { OperationState } from '../operation-state.ts';
import type { Hands } from '../sending/send-case.ts';

/** A case and the operation it is for. */
export interface Scheduled {
  readonly state: OperationState;
  readonly ready: ReadyCase;
  /** The sequence that it ends. */
  readonly chain?: Chain;
  /** What its sequence did before it. */
  readonly history?: HistoryView;
  /** Who it is sent as, where that is not who its operation lets in. */
  readonly hands?: Hands;
  /** Hears of the answer before it is judged, where one comes, and who got it. */
  readonly onAnswer?: (response: WireResponse, durationMs: number, identity: string | undefined) => void;
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
  /** How many cases of a mode in a row were sent before. */
  readonly stale: Record<Mode, number>;
  readonly exhausted: Set<Mode>;
}

/** So many in a row, and the mode is taken for exhausted: there may be a thousand valid ids, and one way to get an id wrong. */
const maxStale = 50;

/** Above this many operations their half-used supplies are not kept between rounds. */
const maxOpenSupplies = 256;

/**
 * Breadth-first over operations: each round visits every operation that has cases left and takes a batch, twice as large in each round, so
 * that all operations are seen early and an operation's preparation serves more than a single case. What was sent before is not sent again. Where time is short
 * (`isHurried`) a round begins with the operations that were not reached yet.
 */
export function createSchedule(
  states: readonly OperationState[],
  supply: CaseSupply,
  { isHurried = false }: { readonly isHurried?: boolean } = {},
): Schedule {
  const slots = states.map(createSlot);
  let round = isHurried ? unreachedFirst(slots) : slots;
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
          round = isHurried ? unreachedFirst(nextRound) : nextRound;
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
        if (done === true) leave(slot, true);
        else if (ready === undefined) continue;
        else if (slot.state.sent.add(ready.request)) {
          taken += 1;
          slot.stale[ready.case.mode] = 0;
          return { state: slot.state, ready };
        } else noteStale(slot, ready.case.mode);
      }
    },
  };
}

function createSlot(state: OperationState): Slot {
  return { state, cases: undefined, pulled: 0, stale: { positive: 0, negative: 0 }, exhausted: new Set() };
}

/** In the order they had. */
function unreachedFirst(slots: readonly Slot[]): Slot[] {
  return [...slots.filter(({ state }) => !state.reached), ...slots.filter(({ state }) => state.reached)];
}

function noteStale({ stale, exhausted }: Slot, mode: Mode): void {
  stale[mode] += 1;
  if (stale[mode] >= maxStale) exhausted.add(mode);
}
