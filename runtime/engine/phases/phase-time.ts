import type { Phase } from '../../model/phase.ts';

/** How a run with a time limit shares its time. */
export interface PhaseTime {
  /** A phase begins, with what it may take of the time that is left. */
  begin(phase: Phase): void;
  /** What is left belongs to nobody else. */
  beginRest(): void;
  /** Whether the phase has had its share. Never, without a limit. */
  isUp(): boolean;
}

/**
 * What a phase may take beside the ones after it. Coverage and sequences reach what nothing else does, and grow with the document; fuzzing goes on for as long
 * as it is let.
 */
const weights: Readonly<Record<Phase, number>> = { examples: 1, coverage: 4, stateful: 4, fuzzing: 3, concurrent: 2 };

/**
 * Of the time that is left when it begins, a phase may take its weight's share among the phases that are still to come; what it does not take is left to
 * them, and what was cut short goes on once all of them had theirs. So no phase starves the next.
 */
export function createPhaseTime(remainingMs: () => number, phases: readonly Phase[]): PhaseTime {
  let reservedMs = Number.NEGATIVE_INFINITY;
  return {
    begin(phase) {
      const later = phases.slice(phases.indexOf(phase) + 1);
      const others = later.reduce((sum, one) => sum + weights[one], 0);
      const share = others / (others + weights[phase]);
      reservedMs =
        others === 0 || remainingMs() === Number.POSITIVE_INFINITY ? Number.NEGATIVE_INFINITY : remainingMs() * share;
    },
    beginRest() {
      reservedMs = Number.NEGATIVE_INFINITY;
    },
    isUp: () => remainingMs() <= reservedMs,
  };
}
