import { defaultPhases } from '../../model/phase.ts';
import type { RunState } from '../run-state.ts';

/** Tells which known failures a whole run did not see again: those whose operation it tested, by the same check. A run that was cut short says nothing. */
export function settleBaseline(run: RunState): void {
  const { baseline, checks } = run.options;
  if (
    run.stopped() !== undefined ||
    baseline.size === 0 ||
    !defaultPhases.every((phase) => run.options.phases.includes(phase))
  )
    return;
  const tested = new Set<string>(run.states.flatMap(({ tested: was, entry }) => (was ? [entry.label] : [])));
  for (const { name } of baseline.values()) {
    if (run.reported.has(name.id) || !checks.includes(name.check) || !tested.has(name.operation)) continue;
    run.stream.emit({ type: 'failure-fixed', from: 'baseline', ...name, reason: 'no case showed it' });
  }
}
