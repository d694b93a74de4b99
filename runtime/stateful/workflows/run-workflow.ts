import { randomFor } from '../../cases/random-for.ts';
import { headerValue, type Exchange } from '../../model/exchange.ts';
import { operationLabel } from '../../model/operation.ts';
import type { Workflow, WorkflowAction, WorkflowStep } from '../../model/workflow.ts';
import { evaluateCriterion } from './evaluate-criterion.ts';
import { makeInputs } from './make-inputs.ts';
import { performStep } from './perform-step.ts';
import {
  scopeOf,
  seedOf,
  unknownWorkflow,
  type Frame,
  type Performed,
  type Session,
  type WorkflowEnd,
  type WorkflowExchange,
  type WorkflowSetting,
} from './workflow-session.ts';
import { evaluateWorkflowExpression, type NamedValues } from './workflow-values.ts';

/** A workflow that was carried out, with all of its requests. */
export interface WorkflowResult extends Performed {
  readonly steps: readonly WorkflowExchange[];
  /** Something was made up for it, or for a workflow that it depends on. */
  readonly isGuess: boolean;
}

const maxWaitMs = 30_000;

/**
 * Carries out a workflow, its steps in their order or as their actions say. What its steps give flows into later ones as it came. Everything is fixed by the
 * workflow, the inputs, the seed and the answers.
 */
export async function runWorkflow(workflow: Workflow, setting: WorkflowSetting): Promise<WorkflowResult> {
  const session: Session = {
    setting,
    steps: [],
    before: [],
    isGuess: workflow.dependsOn.some((key) => setting.done.get(key)?.isGuess === true),
    perform: (part, given, depth) => perform(session, part, given, depth),
  };
  const performed = await perform(session, workflow, setting.inputsOf(workflow), 0);
  return { ...performed, steps: session.steps, isGuess: session.isGuess };
}

async function perform(session: Session, workflow: Workflow, given: NamedValues, depth: number): Promise<Performed> {
  const { setting } = session;
  const random = randomFor({ ...seedOf(session, operationLabel('workflow', workflow.key)), index: setting.index });
  const { values: inputs, madeUp } = makeInputs(workflow, given, { ...setting, random });
  const frame: Frame = { session, workflow, inputs, madeUp, outputs: new Map(), last: new Map(), depth };
  const end = await walk(frame);
  if ('workflow' in end) return perform(session, end.workflow, inputs, depth + 1);
  const outputs: Record<string, unknown> = {};
  for (const [name, expression] of workflow.outputs) {
    const value = evaluateWorkflowExpression(expression, scopeOf(frame));
    if (value !== undefined) outputs[name] = value;
  }
  return { end, inputs, madeUp, outputs };
}

/** Where a workflow goes on: another one takes over. */
type Handover = { readonly workflow: Workflow };

async function walk(frame: Frame): Promise<WorkflowEnd | Handover> {
  const { steps } = frame.workflow;
  let at = 0;
  for (;;) {
    const step = steps[at];
    if (step === undefined) return { kind: 'done' };
    const next = await withActions(frame, step);
    if (next.kind === 'next') at += 1;
    else if (next.kind === 'step') at = steps.findIndex(({ id }) => id === next.id);
    else return next.end;
  }
}

type Next =
  | { readonly kind: 'next' }
  | { readonly kind: 'step'; readonly id: string }
  | { readonly kind: 'end'; readonly end: WorkflowEnd | Handover };

/** A step, tried again as its actions say, and where it leads. */
async function withActions(frame: Frame, step: WorkflowStep): Promise<Next> {
  const tries = new Map<WorkflowAction, number>();
  for (;;) {
    const outcome = await performStep(frame, step);
    if (outcome.kind === 'ended') return { kind: 'end', end: outcome.end };
    const { scope } = outcome;
    const isMet = ({ criteria }: WorkflowAction): boolean =>
      criteria.every((criterion) => evaluateCriterion(criterion, scope).isMet === true);
    if (outcome.kind === 'success') return follow(frame, step.onSuccess.find(isMet));
    const action = step.onFailure.find((one) => isMet(one) && !isExhausted(one, tries));
    if (action?.kind !== 'retry') {
      // An end on a condition is one that the author saw coming.
      const isForeseen = action !== undefined && (action.kind !== 'end' || action.criteria.length > 0);
      return isForeseen ? follow(frame, action) : { kind: 'end', end: { kind: 'failed', judged: outcome.judged } };
    }
    tries.set(action, (tries.get(action) ?? 0) + 1);
    const ended = await beforeRetry(frame, action, outcome.exchange?.exchange);
    if (ended !== undefined) return { kind: 'end', end: ended };
  }
}

function isExhausted(action: WorkflowAction, tries: ReadonlyMap<WorkflowAction, number>): boolean {
  return action.kind === 'retry' && (tries.get(action) ?? 0) >= action.limit;
}

function follow({ session, workflow }: Frame, action: WorkflowAction | undefined): Next {
  switch (action?.kind) {
    case undefined:
    case 'retry':
      return { kind: 'next' };
    case 'end':
      return { kind: 'end', end: { kind: 'done' } };
    case 'goto-step':
      return { kind: 'step', id: action.step };
    case 'goto-workflow': {
      const target = session.setting.workflows.get(action.workflow);
      return {
        kind: 'end',
        end: target === undefined ? unknownWorkflow(workflow, action.workflow) : { workflow: target },
      };
    }
  }
}

/** Waits, and does what has to be done before the step is tried again. `undefined` where it can be. */
async function beforeRetry(
  frame: Frame,
  { afterMs, first }: Extract<WorkflowAction, { kind: 'retry' }>,
  exchange: Exchange | undefined,
): Promise<WorkflowEnd | undefined> {
  const { session, workflow } = frame;
  const asked = exchange && retryAfterMs(exchange);
  if (!(await session.setting.wait(Math.min(asked ?? afterMs, maxWaitMs)))) return { kind: 'stopped' };
  if (first === undefined) return undefined;
  if ('step' in first) {
    const step = workflow.steps.find(({ id }) => id === first.step);
    const outcome = step && (await performStep(frame, step));
    return outcome?.kind === 'ended' ? outcome.end : undefined;
  }
  const target = session.setting.workflows.get(first.workflow);
  if (target === undefined) return unknownWorkflow(workflow, first.workflow);
  const { end } = await perform(session, target, session.setting.inputsOf(target), frame.depth + 1);
  return end.kind === 'stopped' || end.kind === 'stuck' ? end : undefined;
}

/** RFC 9110 §10.2.3, in seconds; a date says nothing without a clock that both share. */
function retryAfterMs({ response }: Exchange): number | undefined {
  const value = headerValue(response.headers, 'retry-after');
  return value !== undefined && /^\d{1,6}$/u.test(value) ? Number(value) * 1000 : undefined;
}
