import { shownByRun } from './judges-runs.ts';
import type { OperationState } from '../operation-state.ts';
import type { RunState } from '../run-state.ts';

/** Lets the user's checks judge the run as a whole. What they find is not sent again: it is about more than one request. */
export async function judgeRun(run: RunState): Promise<void> {
  const operations = run.states
    .filter(({ tested }) => tested)
    .map(({ entry, answers }) => ({ operation: entry, answers }));
  const found = await run.custom.runEnded({ operations });
  const states = new Map<string, OperationState>(run.states.map((state) => [state.entry.label, state]));
  for (const { check, finding, exchange } of found) {
    const state = states.get(exchange.case.operation);
    if (state === undefined) continue;
    const { case: sent, request, response } = exchange;
    run.failures.add({ check, finding, state, ready: { case: sent, request }, response, reproducibility: shownByRun });
  }
}
