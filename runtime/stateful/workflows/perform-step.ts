import { randomFor } from '../../cases/random-for.ts';
import { sentAs, type ReadyCase } from '../../cases/ready-case.ts';
import type { OperationEntry } from '../../model/operation.ts';
import type { WorkflowExpression, WorkflowStep } from '../../model/workflow.ts';
import { exchangeValues } from '../evaluate-expression.ts';
import { historyEntry, pathOf, touchedBy } from '../history-entry.ts';
import { lookRequests } from '../look-requests.ts';
import { thingsOfExchange } from '../things-of-exchange.ts';
import { faultOf, judged, whereMissing } from './step-fault.ts';
import { stepRequest } from './step-request.ts';
import {
  scopeOf,
  seedOf,
  stuck,
  unknownWorkflow,
  type Frame,
  type JudgedExchange,
  type Session,
  type StepPlace,
  type WorkflowEnd,
  type WorkflowExchange,
} from './workflow-session.ts';
import {
  evaluateWorkflowExpression,
  evaluateWorkflowValue,
  expressionsIn,
  type NamedValues,
  type ValueScope,
} from './workflow-values.ts';

/** So many requests a workflow may send: one that goes back for ever ends there. */
export const maxWorkflowRequests = 256;
const maxDepth = 16;

/** What one try of a step came to, with what expressions mean after it. */
export type StepOutcome =
  | { readonly kind: 'ended'; readonly end: WorkflowEnd }
  | { readonly kind: 'success'; readonly scope: ValueScope }
  | {
      readonly kind: 'failure';
      readonly scope: ValueScope;
      readonly exchange: WorkflowExchange | undefined;
      readonly judged: JudgedExchange | undefined;
    };

/** Calls what a step calls, notes its outputs, and judges it by its criteria. */
export async function performStep(frame: Frame, step: WorkflowStep): Promise<StepOutcome> {
  const called =
    step.target.kind === 'workflow'
      ? await callWorkflow(frame, step, step.target.workflow)
      : await callOperation(frame, step, step.target.operation);
  if ('end' in called) return { kind: 'ended', end: called.end };
  const { exchange, outputs } = called;
  const values = exchange && exchangeValues(exchange.exchange, frame.session.setting.origin);
  const own: Record<string, unknown> = {};
  for (const [name, expression] of step.outputs) {
    const value = evaluateWorkflowExpression(expression, { ...scopeOf(frame), exchange: values, outputs });
    if (value !== undefined) own[name] = value;
  }
  frame.outputs.set(step.id, own);
  if (exchange !== undefined) frame.last.set(step.id, exchange);
  const scope = { ...scopeOf(frame), exchange: values, outputs };
  if (called.hasFailed) return { kind: 'failure', scope, exchange, judged: called.judged };
  const found = faultOf(step, scope, exchange);
  if (found === undefined) return { kind: 'success', scope };
  return { kind: 'failure', scope, exchange, judged: exchange && judged(frame, step, exchange, found) };
}

/** What a step called, when it came back. */
interface Called {
  readonly exchange: WorkflowExchange | undefined;
  /** The workflow that it called did. */
  readonly hasFailed: boolean;
  readonly judged: JudgedExchange | undefined;
  readonly outputs: NamedValues;
}

type CallResult = Called | { readonly end: WorkflowEnd };

async function callWorkflow(frame: Frame, step: WorkflowStep, key: string): Promise<CallResult> {
  const { session, depth } = frame;
  const target = session.setting.workflows.get(key);
  if (target === undefined) return { end: unknownWorkflow(frame.workflow, key) };
  if (depth >= maxDepth)
    return { end: stuck('workflows call each other for ever', 'Let one of them end the calls.', step.location) };
  const given: Record<string, unknown> = { ...session.setting.inputsOf(target) };
  for (const { name, value } of step.parameters) {
    const found = evaluateWorkflowValue(value, scopeOf(frame)).value;
    if (found !== undefined) given[name] = found;
  }
  if (usesMadeUp(frame, step)) session.isGuess = true;
  const { end, outputs } = await session.perform(target, given, depth + 1);
  if (end.kind === 'stopped' || end.kind === 'stuck') return { end };
  const found = end.kind === 'failed' ? end.judged : undefined;
  return { exchange: session.steps.at(-1), hasFailed: end.kind === 'failed', judged: found, outputs };
}

async function callOperation(frame: Frame, step: WorkflowStep, label: OperationEntry['label']): Promise<CallResult> {
  const { session, workflow } = frame;
  const { setting, steps } = session;
  const entry = setting.graph.resources.entry(label);
  const context = setting.contextOf(label);
  if (entry === undefined || context === undefined)
    return { end: stuck(`${label} is not tested in this run`, 'Let the filters keep the operation.', step.location) };
  const position = steps.length;
  if (position >= maxWorkflowRequests)
    return {
      end: stuck(
        `it had not ended after ${position} requests`,
        'See whether a goto leads back for ever.',
        step.location,
      ),
    };
  const name = `${workflow.key}/${step.id}`;
  const seedPath = { ...seedOf(session, label), index: setting.index + position };
  const request = stepRequest(step, context, {
    scope: scopeOf(frame),
    random: randomFor(seedPath),
    seedPath,
    scenario: name,
    sourceOf: (expression) => sourceOf(frame, expression),
  });
  if (request.kind === 'missing') return { end: whereMissing(frame, step, request.expression) };
  if (request.kind === 'unwritable')
    return { end: stuck(`its request cannot be written: ${request.reason}`, 'Correct its values.', step.location) };
  const isMadeUp = request.isMadeUp || usesMadeUp(frame, step);
  if (isMadeUp) session.isGuess = true;
  const exchange = await send(session, entry, request.ready, { position, name, isMadeUp });
  if (exchange === undefined) return { end: { kind: 'stopped' } };
  return { exchange, hasFailed: false, judged: undefined, outputs: {} };
}

async function send(
  { setting, steps, before }: Session,
  entry: OperationEntry,
  ready: ReadyCase,
  place: StepPlace & Pick<WorkflowExchange, 'isMadeUp'>,
): Promise<WorkflowExchange | undefined> {
  const index = setting.graph.resources;
  const history = { before: [...before], ...touchedBy(entry, ready.case.values, index) };
  const exchange = await setting.send(entry, ready, place, history);
  if (exchange === undefined) return undefined;
  const sent = sentAs(ready, exchange.identity);
  const step: WorkflowExchange = { ...place, planned: place.position, ready: sent, exchange, history, entry };
  steps.push(step);
  const values = exchangeValues(exchange, setting.origin);
  const things = thingsOfExchange(values, { entry, index, step: place.position, owner: exchange.identity });
  before.push(historyEntry(entry, exchange, things, index));
  if (setting.look !== undefined) {
    const looks = lookRequests(entry, things, pathOf(entry, ready.case.values, index), {
      graph: setting.graph,
      seed: setting.seed,
      index: ready.case.seedPath.index,
      contextOf: ({ label }) => setting.contextOf(label),
    });
    const { read } = looks;
    for (const seen of await setting.look(step, looks))
      if (read !== undefined) before.push(historyEntry(read.entry, seen, [], index));
  }
  return step;
}

/** Which request, from 1, gave it. */
function sourceOf({ last }: Frame, expression: WorkflowExpression): number | undefined {
  const source = expression.kind === 'step-output' ? last.get(expression.step) : undefined;
  return source && source.position + 1;
}

/** Whether an input that nobody gave goes into the step. */
function usesMadeUp({ madeUp }: Frame, { parameters, body }: WorkflowStep): boolean {
  if (madeUp.size === 0) return false;
  const values = [
    ...parameters.map(({ value }) => value),
    ...(body?.payload === undefined ? [] : [body.payload]),
    ...(body?.replacements ?? []).map(({ value }) => value),
  ];
  return values
    .flatMap(expressionsIn)
    .some((one) => one.kind === 'input' && madeUp.has(/^[^.[]*/u.exec(one.path.name)?.[0] ?? ''));
}
