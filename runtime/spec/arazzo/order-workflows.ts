import { InvalidSpecError } from '../../errors.ts';
import type { Problem } from '../../model/problem.ts';
import type { Workflow, WorkflowAction, WorkflowKey } from '../../model/workflow.ts';
import type { Describe } from '../spec-node.ts';
import type { ReadWorkflow } from './read-workflow.ts';

/**
 * The workflows in an order in which each comes after those that it depends on, else as they are written. What needs a workflow that cannot be run is left
 * out, with a problem. Throws `InvalidSpecError` where workflows wait for each other.
 */
export function inOrder(
  read: readonly ReadWorkflow[],
  describe: Describe,
  onProblem: (problem: Problem) => void,
): readonly Workflow[] {
  const usable = withoutBroken(read, describe, onProblem);
  const called = new Set(usable.flatMap(calledBy));
  const byKey = new Map(usable.map((one) => [one.key, one]));
  const done = new Set<WorkflowKey>();
  const ordered: Workflow[] = [];
  const visit = (one: ReadWorkflow, path: readonly WorkflowKey[]): void => {
    if (path.includes(one.key)) {
      const cycle = [...path.slice(path.indexOf(one.key)), one.key].join(' → ');
      throw new InvalidSpecError(`Workflows depend on each other: ${cycle}.`, {
        where: describe(one.location),
        hint: 'Take one of the dependencies out of `dependsOn`.',
      });
    }
    if (done.has(one.key)) return;
    for (const key of one.dependsOn) {
      const needed = byKey.get(key);
      if (needed !== undefined) visit(needed, [...path, one.key]);
    }
    done.add(one.key);
    ordered.push({ ...one, isPart: called.has(one.key) });
  };
  for (const one of usable) visit(one, []);
  return ordered;
}

/** Those that it calls or goes to. */
function calledBy({ key, steps }: ReadWorkflow): readonly WorkflowKey[] {
  const all = steps.flatMap(({ target, onSuccess, onFailure }) => [
    ...(target.kind === 'workflow' ? [target.workflow] : []),
    ...[...onSuccess, ...onFailure].flatMap(workflowOf),
  ]);
  return all.filter((one) => one !== key);
}

function workflowOf(action: WorkflowAction): readonly WorkflowKey[] {
  if (action.kind === 'goto-workflow') return [action.workflow];
  return action.kind === 'retry' && action.first !== undefined && 'workflow' in action.first
    ? [action.first.workflow]
    : [];
}

function withoutBroken(
  read: readonly ReadWorkflow[],
  describe: Describe,
  onProblem: (problem: Problem) => void,
): readonly ReadWorkflow[] {
  let usable = read;
  for (;;) {
    const keys = new Set(usable.map(({ key }) => key));
    const missing = (one: ReadWorkflow): WorkflowKey | undefined =>
      [...calledBy(one), ...one.dependsOn].find((key) => !keys.has(key));
    const next = usable.filter((one) => missing(one) === undefined);
    if (next.length === usable.length) return usable;
    for (const one of usable) {
      const key = missing(one);
      if (key === undefined) continue;
      onProblem({
        code: 'ATG_WORKFLOW_UNSUPPORTED',
        message: `The workflow "${one.key}" is not run: it needs "${key}", which is not run either.`,
        where: describe(one.location),
        hint: 'See the problem of that workflow.',
      });
    }
    usable = next;
  }
}
