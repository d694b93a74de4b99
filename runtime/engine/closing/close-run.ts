import type { CleanUpSummary } from '../../model/clean-up.ts';
import type { OperationCoverage } from '../../model/coverage.ts';
import type { RunSummary } from '../../model/summary.ts';
import { gatesOf } from './gates.ts';
import { sumCoverage } from '../keyword-coverage/run-coverage.ts';
import type { RunState } from '../run-state.ts';
import { whoReached } from './who-reached.ts';
import { whyUnreached } from './why-unreached.ts';

const maxEdges = 1_000;

/** Tells what was exercised of each operation, and whether the run did what was demanded of it. */
export async function closeRun(
  run: RunState,
  operations: RunSummary['operations'],
  cleaned: CleanUpSummary | undefined,
): Promise<Pick<RunSummary, 'coverage' | 'gates' | 'unreached' | 'cleanUp' | 'identities'>> {
  const { options, states, stream, tally } = run;
  const identities = whoReached(run);
  const unreached = options.mode === 'negative' || wasCutOff(run) ? [] : whyUnreached(run);
  const edges = run.resources.edges.all();
  if (edges.length > 0) stream.emit({ type: 'edges-learned', edges: edges.slice(0, maxEdges) });
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
  return {
    ...(cleaned === undefined ? {} : { cleanUp: cleaned }),
    ...(identities.length === 0 ? {} : { identities }),
    ...(unreached.length === 0 ? {} : { unreached }),
    ...(totals.length === 0 ? {} : { coverage }),
    ...(gates.length === 0 ? {} : { gates }),
  };
}

/** What ends before it began says nothing of any operation. */
function wasCutOff({ stopped }: RunState): boolean {
  const reason = stopped();
  return reason === 'base-url-suspect' || reason === 'unreachable' || reason === 'internal-error';
}
