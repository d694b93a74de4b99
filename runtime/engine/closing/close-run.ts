import type { OperationCoverage } from '../../model/coverage.ts';
import type { RunSummary } from '../../model/summary.ts';
import { gatesOf } from './gates.ts';
import { sumCoverage } from '../keyword-coverage/run-coverage.ts';
import type { RunState } from '../run-state.ts';

/** Tells what was exercised of each operation, and whether the run did what was demanded of it. */
export async function closeRun(
  run: RunState,
  operations: RunSummary['operations'],
): Promise<Pick<RunSummary, 'coverage' | 'gates'>> {
  const { options, states, stream, tally } = run;
  // Made one by one: all of them at once may be large.
  const totals: OperationCoverage[] = [];
  for (const state of states) {
    const covered = run.coverage.of(state);
    if (covered === undefined) continue;
    totals.push({ ...covered, schemas: [] });
    if (stream.isFull()) await stream.drained();
    stream.emit({ type: 'operation-covered', ...covered });
  }
  const coverage = sumCoverage(totals);
  const gates = gatesOf(options.gates, { operations, coverage, warned: tally.warned });
  return { ...(totals.length === 0 ? {} : { coverage }), ...(gates.length === 0 ? {} : { gates }) };
}
