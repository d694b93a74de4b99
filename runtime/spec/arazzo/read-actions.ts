import { InvalidSpecError } from '../../errors.ts';
import type { WorkflowAction } from '../../model/workflow.ts';
import { child, type ObjectNode, type SpecNode, wrongShape } from '../spec-node.ts';
import type { ArazzoContext } from './arazzo-context.ts';
import { amountAt, listAt, objectWith, optionalText, textAt } from './fields.ts';
import { readCriteria } from './read-criteria.ts';
import { reused } from './reused.ts';

/** Whether they follow a success or a failure. */
export type ActionKind = 'success' | 'failure';

/** The actions of a step: its own, then those of the workflow whose names it does not have. */
export function readActions(
  context: ArazzoContext,
  kind: ActionKind,
  step: ObjectNode,
  workflow: ObjectNode,
): readonly WorkflowAction[] {
  const own = actionsAt(context, kind, step, kind === 'success' ? 'onSuccess' : 'onFailure', 'the step');
  const names = new Set(own.map(({ name }) => name));
  const shared = actionsAt(context, kind, workflow, `${kind}Actions`, 'the workflow');
  return [...own, ...shared.filter(({ name }) => !names.has(name))];
}

function actionsAt(
  context: ArazzoContext,
  kind: ActionKind,
  holder: SpecNode,
  field: string,
  what: string,
): readonly WorkflowAction[] {
  const nodes = listAt(holder, field, what, context.describe);
  return nodes.map((node) => readAction(context, kind, reused(context, node, `${kind}Actions`).node));
}

const fields: Readonly<Record<ActionKind, readonly string[]>> = {
  success: ['name', 'type', 'workflowId', 'stepId', 'criteria'],
  failure: ['name', 'type', 'workflowId', 'stepId', 'retryAfter', 'retryLimit', 'criteria'],
};

function readAction(context: ArazzoContext, kind: ActionKind, stated: SpecNode): WorkflowAction {
  const { describe } = context;
  const what = `the ${kind} action`;
  const node = objectWith(stated, `The ${kind} action`, fields[kind], describe);
  const named = {
    name: textAt(node, 'name', what, describe),
    criteria: readCriteria(context, node, 'criteria', what),
  };
  const type = textAt(node, 'type', what, describe);
  if (type === 'end') return { ...named, kind: 'end' };
  if (type === 'goto') {
    const target = targetOf(context, node);
    if (target === undefined)
      throw new InvalidSpecError(`The action "${named.name}" goes nowhere.`, {
        where: describe(node.location),
        hint: 'Give it a stepId or a workflowId.',
      });
    return 'step' in target
      ? { ...named, kind: 'goto-step', ...target }
      : { ...named, kind: 'goto-workflow', ...target };
  }
  if (type !== 'retry' || kind === 'success') {
    const types = kind === 'success' ? 'end or goto' : 'end, goto or retry';
    throw wrongShape(child(node, 'type'), `The \`type\` of ${what}`, types, describe);
  }
  const first = targetOf(context, node);
  return {
    ...named,
    kind: 'retry',
    afterMs: amountAt(node, 'retryAfter', what, describe, 0) * 1000,
    limit: amountAt(node, 'retryLimit', what, describe, 1),
    ...(first === undefined ? {} : { first }),
  };
}

function targetOf(
  context: ArazzoContext,
  node: ObjectNode,
): { readonly step: string } | { readonly workflow: string } | undefined {
  const step = optionalText(node, 'stepId', 'the action', context.describe);
  if (step !== undefined) {
    if (child(node, 'workflowId').value !== undefined)
      throw new InvalidSpecError('The action has a stepId and a workflowId.', {
        where: context.describe(node.location),
        hint: 'Keep the one that it goes to.',
      });
    context.stepUsed(step, child(node, 'stepId').location);
    return { step };
  }
  const workflow = child(node, 'workflowId');
  return workflow.value === undefined ? undefined : { workflow: context.workflow(workflow) };
}
