import type { Phase } from '../../model/phase.ts';

/** How a run with a time limit shares its time. */
export interface PhaseTime {
  /** A phase begins, with what it may take of the time that is left. */
  begin(phase: Phase): void;
  /** What is left belongs to nobody else. */
  beginRest(): void;
  /** Whether the phase has sent for long enough. Never, without a limit. */
  isUp(): boolean;
  /** Whether it has had its whole share: what is not reported by now waits. */
  isOver(): boolean;
}

/**
 * What a phase may take beside the ones after it. Coverage and sequences reach what nothing else does, and grow with the document; fuzzing goes on for as long
 * as it is let.
 */
const weights: Readonly<Record<Phase, number>> = { examples: 1, coverage: 4, stateful: 4, fuzzing: 3, concurrent: 2 };

/** Sequences reach what needs something to be there: the less was reached when a phase begins, the more of the time is for them, up to thrice as much. */
const moreForSequences = 2;

/** Of its share a phase may send for so long; making sure of what it found takes time, too. The last one has nobody to wait for. */
const sending = { ofShare: 0.6, ofTheLast: 0.75 };

/**
 * Of the time that is left when it begins, a phase may take its weight's share among the phases that are still to come; what it does not take is left to
 * them, and what was cut short goes on once all of them had theirs, also the report of what was found. So no phase starves the next.
 */
export function createPhaseTime(
  remainingMs: () => number,
  phases: readonly Phase[],
  shareReached: () => number,
): PhaseTime {
  const never = Number.NEGATIVE_INFINITY;
  let reserved = { toSend: never, toReport: never };
  return {
    begin(phase) {
      const left = remainingMs();
      const open = phase === 'examples' ? 0 : 1 - shareReached();
      const weightOf = (one: Phase): number => weights[one] * (one === 'stateful' ? 1 + moreForSequences * open : 1);
      const others = phases.slice(phases.indexOf(phase) + 1).reduce((sum, one) => sum + weightOf(one), 0);
      const share = (left * weightOf(phase)) / (others + weightOf(phase));
      if (left === Number.POSITIVE_INFINITY) reserved = { toSend: never, toReport: never };
      else if (others === 0) reserved = { toSend: left * (1 - sending.ofTheLast), toReport: never };
      else reserved = { toSend: left - share * sending.ofShare, toReport: left - share };
    },
    beginRest() {
      reserved = { toSend: never, toReport: never };
    },
    isUp: () => remainingMs() <= reserved.toSend,
    isOver: () => remainingMs() <= reserved.toReport,
  };
}
