import type { EventOf } from '../../runtime/events.ts';
import type { Phase } from '../../runtime/model/phase.ts';
import type { ReporterContext } from '../contract.ts';
import { countOf, duration, groupDigits } from '../words.ts';

/** Drawn again at most ten times a second: more only costs. */
const drawEveryMs = 100;
/** No forecast before this: the first seconds say little. */
const forecastAfterMs = 5000;

const clearLine = '\r\u001b[2K';

/** The one line of a terminal that changes while a phase runs. Does nothing where the output is no terminal. */
export interface Progress {
  phaseStarted(event: EventOf<'phase-started'>): void;
  caseFinished(event: EventOf<'case-finished'>): void;
  failureFound(): void;
  /** Takes the line away, so that others can be written; the next case draws it again. */
  clear(): void;
}

interface State {
  phase: Phase | undefined;
  operations: number;
  startedMs: number;
  cases: number;
  failures: number;
  drawnMs: number;
  visible: boolean;
}

export function createProgress(context: ReporterContext): Progress {
  const state: State = {
    phase: undefined,
    operations: 0,
    startedMs: 0,
    cases: 0,
    failures: 0,
    drawnMs: 0,
    visible: false,
  };
  const clear = (): void => {
    if (!state.visible) return;
    context.write(clearLine);
    state.visible = false;
    state.drawnMs = Number.NEGATIVE_INFINITY;
  };
  return {
    phaseStarted(event): void {
      state.phase = event.phase;
      state.operations = event.operations;
      state.startedMs = event.atMs;
      state.cases = 0;
    },
    caseFinished(event): void {
      state.cases += 1;
      if (!context.isTTY || event.atMs - state.drawnMs < drawEveryMs) return;
      state.drawnMs = event.atMs;
      state.visible = true;
      // One column is left free: some terminals wrap when the last one is written.
      context.write(
        clearLine + lineOf(state, event.atMs, context.maxExamples).slice(0, Math.max(context.columns, 20) - 1),
      );
    },
    failureFound(): void {
      state.failures += 1;
    },
    clear,
  };
}

function lineOf(state: State, atMs: number, maxExamples: number | undefined): string {
  const elapsed = atMs - state.startedMs;
  const rate = elapsed > 0 ? (state.cases * 1000) / elapsed : 0;
  const parts = [
    state.phase ?? 'starting',
    countOf(state.cases, 'case'),
    `${groupDigits(Math.round(rate))}/s`,
    countOf(state.failures, 'failure'),
    duration(elapsed),
  ];
  const left = forecast(state, elapsed, maxExamples);
  return left === undefined ? parts.join(' · ') : `${parts.join(' · ')} · about ${duration(left)} left`;
}

/** Only the fuzzing phase has a number of cases that is known beforehand. */
function forecast(state: State, elapsed: number, maxExamples: number | undefined): number | undefined {
  if (state.phase !== 'fuzzing' || maxExamples === undefined || elapsed < forecastAfterMs) return undefined;
  const left = state.operations * maxExamples - state.cases;
  return left > 0 ? (elapsed / state.cases) * left : undefined;
}
