import { functionLevelAuthorization } from '../../checks/history/function-level-authorization.ts';
import { objectLevelAuthorization } from '../../checks/history/object-level-authorization.ts';
import { workflowCriteria } from '../../checks/workflow-criteria.ts';
import { defaultPhases } from '../../model/phase.ts';
import type { EngineOptions } from '../options.ts';
import { selectChecks } from '../judging/judge.ts';
import type { RunState } from '../run-state.ts';

/**
 * Tells which known failures a whole run did not see again: those whose operation it tested, by the same check, in the phase that they were found in. A run
 * that was cut short says nothing.
 */
export function settleBaseline(run: RunState): void {
  const { options } = run;
  const isWhole = run.stopped() === undefined && defaultPhases.every((phase) => options.phases.includes(phase));
  if (options.baseline.size === 0 || !isWhole) return;
  const tested = new Set<string>(run.states.flatMap(({ tested: was, entry }) => (was ? [entry.label] : [])));
  for (const { name, phase } of options.baseline.values()) {
    if (run.reported.has(name.id) || !tested.has(name.operation) || !couldSee(options, name.check)) continue;
    if (phase !== undefined && !options.phases.some((one) => one === phase)) continue;
    run.stream.emit({ type: 'failure-fixed', from: 'baseline', ...name, reason: 'no case showed it' });
  }
}

const comparesIdentities: ReadonlySet<string> = new Set([objectLevelAuthorization.id, functionLevelAuthorization.id]);

/** Whether a run has what a check needs: who may only look, has one name, or no workflows, does not see what others did. */
function couldSee({ checks, safety, identities, workflows }: EngineOptions, check: string): boolean {
  if (!checks.includes(check)) return false;
  if (check === workflowCriteria.id) return workflows.length > 0;
  if (comparesIdentities.has(check)) return identities.length > 1;
  const [known] = selectChecks([check]);
  const needsWrites = known?.history === true || known?.settlesMs !== undefined;
  return !needsWrites || !safety.readOnly;
}
