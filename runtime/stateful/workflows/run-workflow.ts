import { randomFor } from '../../cases/random-for.ts';
import type { OperationContext } from '../../cases/operation-context.ts';
import { sentAs, type ReadyCase } from '../../cases/ready-case.ts';
import { headerValue, type Exchange } from '../../model/exchange.ts';
import type { HistoryEntry, HistoryView } from '../../model/history.ts';
import type { Location } from '../../model/location.ts';
import type { OperationEntry, OperationLabel } from '../../model/operation.ts';
import { operationLabel } from '../../model/operation.ts';
import type { Workflow, WorkflowAction, WorkflowExpression, WorkflowKey, WorkflowStep } from '../../model/workflow.ts';
import type { StepFault, WorkflowVerdict } from '../../model/workflow-verdict.ts';
import type { Schemas } from '../../schema/schemas.ts';
import type { DependencyGraph } from '../dependency-graph.ts';
import { exchangeValues } from '../evaluate-expression.ts';
import { historyEntry, pathOf, touchedBy } from '../history-entry.ts';
import { lookRequests, type Looks } from '../look-requests.ts';
import type { SequenceStep } from '../run-sequence.ts';
import { thingsOfExchange } from '../things-of-exchange.ts';
import { evaluateCriterion } from './evaluate-criterion.ts';
import { makeInputs } from './make-inputs.ts';
import { stepRequest } from './step-request.ts';
import {
  evaluateWorkflowExpression,
  evaluateWorkflowValue,
  expressionsIn,
  type NamedValues,
  type ValueScope,
} from './workflow-values.ts';

/** What workflows are carried out with. */
export interface WorkflowSetting {
  readonly workflows: ReadonlyMap<WorkflowKey, Workflow>;
  /** What workflows that were done before gave. */
  readonly done: ValueScope['workflows'];
  readonly graph: DependencyGraph;
  readonly schemas: Schemas;
  readonly origin: string;
  readonly seed: number;
  /** The first of the indexes that are kept for its cases: one for each request. */
  readonly index: number;
  /** The inputs that are given for a workflow. */
  inputsOf(workflow: Workflow): NamedValues;
  contextOf(operation: OperationLabel): OperationContext | undefined;
  /** Sends the case of a step; `undefined` where no answer came, and the workflow ends. */
  send(entry: OperationEntry, ready: ReadyCase, step: StepPlace, history: HistoryView): Promise<Exchange | undefined>;
  /** Waits before a step is tried again; `false` where the run is over. */
  wait(ms: number): Promise<boolean>;
  /** Looks at what a step was about before the workflow goes on, and gives what `read` was answered. */
  look?(step: SequenceStep, looks: Looks): Promise<readonly Exchange[]>;
}

/** Which request of a workflow it is. */
export interface StepPlace {
  /** From 0, among all requests of the workflow and of those that it calls. */
  readonly position: number;
  /** The step, by its workflow and its id. */
  readonly name: string;
}

/** A request of a workflow with its answer. */
export interface WorkflowExchange extends SequenceStep, StepPlace {
  readonly entry: OperationEntry;
}

/** What a workflow's own word is for one of its exchanges. */
export interface JudgedExchange {
  readonly step: WorkflowExchange;
  readonly verdict: WorkflowVerdict;
}

/**
 * `done`: it came to its end; `failed`: a step was no success, and nothing of the workflow provides for that; `stuck`: it cannot go on, for a reason that
 * lies with the workflow; `stopped`: no answer came, or the run is over.
 */
export type WorkflowEnd =
  | { readonly kind: 'done' | 'stopped' }
  | { readonly kind: 'failed'; readonly judged: JudgedExchange | undefined }
  | { readonly kind: 'stuck'; readonly reason: string; readonly hint: string; readonly location: Location };

export interface WorkflowResult {
  readonly end: WorkflowEnd;
  readonly steps: readonly WorkflowExchange[];
  readonly inputs: NamedValues;
  /** The inputs that nobody gave. */
  readonly madeUp: ReadonlySet<string>;
  readonly outputs: NamedValues;
}

/** So many requests a workflow may send: one that goes back for ever ends there. */
export const maxWorkflowRequests = 256;
const maxDepth = 16;
const maxWaitMs = 30_000;

/**
 * Carries out a workflow, its steps in their order or as their actions say. What its steps give flows into later ones as it came. Everything is fixed by the
 * workflow, the inputs, the seed and the answers.
 */
export async function runWorkflow(workflow: Workflow, setting: WorkflowSetting): Promise<WorkflowResult> {
  const session: Session = { setting, steps: [], before: [], guessed: false };
  return { ...(await perform(session, workflow, setting.inputsOf(workflow), 0)), steps: session.steps };
}

interface Session {
  readonly setting: WorkflowSetting;
  readonly steps: WorkflowExchange[];
  readonly before: HistoryEntry[];
  /** Something was made up for a request. */
  guessed: boolean;
}

type Performed = Omit<WorkflowResult, 'steps'>;

/** One workflow while it is carried out. */
interface Frame {
  readonly session: Session;
  readonly workflow: Workflow;
  readonly inputs: NamedValues;
  readonly madeUp: ReadonlySet<string>;
  readonly outputs: Map<string, NamedValues>;
  /** The last request of each step. */
  readonly last: Map<string, WorkflowExchange>;
  readonly depth: number;
}

async function perform(session: Session, workflow: Workflow, given: NamedValues, depth: number): Promise<Performed> {
  const { setting } = session;
  const random = randomFor({ ...seedOf(session, operationLabel('workflow', workflow.key)), index: setting.index });
  const { values: inputs, madeUp } = makeInputs(workflow, given, { ...setting, random });
  const frame: Frame = { session, workflow, inputs, madeUp, outputs: new Map(), last: new Map(), depth };
  const end = await walk(frame);
  const outputs: Record<string, unknown> = {};
  for (const [name, expression] of workflow.outputs) {
    const value = evaluateWorkflowExpression(expression, scopeOf(frame));
    if (value !== undefined) outputs[name] = value;
  }
  if ('workflow' in end) return perform(session, end.workflow, inputs, depth + 1);
  return { end, inputs, madeUp, outputs };
}

/** Where a workflow goes on: another one takes over. */
type Handover = { readonly workflow: Workflow };

async function walk(frame: Frame): Promise<WorkflowEnd | Handover> {
  const { workflow } = frame;
  let at = 0;
  for (;;) {
    const step = workflow.steps[at];
    if (step === undefined) return { kind: 'done' };
    const next = await withActions(frame, step);
    if (next.kind === 'next') at += 1;
    else if (next.kind === 'step') at = workflow.steps.findIndex(({ id }) => id === next.id);
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
      const isForeseen = action !== undefined && (action.kind !== 'end' || action.criteria.length > 0);
      return isForeseen ? follow(frame, action) : { kind: 'end', end: { kind: 'failed', judged: outcome.judged } };
    }
    tries.set(action, (tries.get(action) ?? 0) + 1);
    const ended = await beforeRetry(frame, action, outcome.exchange);
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

function unknownWorkflow({ location }: Workflow, key: WorkflowKey): WorkflowEnd {
  return stuck(`there is no workflow "${key}"`, 'Name a workflow that can be run.', location);
}

/** RFC 9110 §10.2.3, in seconds; a date says nothing without a clock that both share. */
function retryAfterMs({ response }: Exchange): number | undefined {
  const value = headerValue(response.headers, 'retry-after');
  return value !== undefined && /^\d{1,6}$/u.test(value) ? Number(value) * 1000 : undefined;
}

type StepOutcome =
  | { readonly kind: 'ended'; readonly end: WorkflowEnd }
  | { readonly kind: 'success'; readonly scope: ValueScope }
  | {
      readonly kind: 'failure';
      readonly scope: ValueScope;
      readonly exchange: Exchange | undefined;
      readonly judged: JudgedExchange | undefined;
    };

async function performStep(frame: Frame, step: WorkflowStep): Promise<StepOutcome> {
  const called = step.target.kind === 'workflow' ? await callWorkflow(frame, step) : await callOperation(frame, step);
  if ('end' in called) return { kind: 'ended', end: called.end };
  const { exchange, hasFailed, outputs } = called;
  const values = exchange && exchangeValues(exchange.exchange, frame.session.setting.origin);
  const before: ValueScope = { ...scopeOf(frame), exchange: values, outputs };
  const own: Record<string, unknown> = {};
  for (const [name, expression] of step.outputs) {
    const value = evaluateWorkflowExpression(expression, before);
    if (value !== undefined) own[name] = value;
  }
  frame.outputs.set(step.id, own);
  if (exchange !== undefined) frame.last.set(step.id, exchange);
  const scope = { ...scopeOf(frame), exchange: values, outputs };
  const found = hasFailed ? undefined : faultOf(step, scope, exchange);
  if (!hasFailed && found === undefined) return { kind: 'success', scope };
  const judged =
    exchange === undefined || found === undefined
      ? called.judged
      : { step: exchange, verdict: verdictOf(frame, step, found.fault, found.location) };
  return { kind: 'failure', scope, exchange: exchange?.exchange, judged };
}

/** What a step called, when it came back. */
interface Called {
  readonly exchange: WorkflowExchange | undefined;
  /** The workflow that it called did. */
  readonly hasFailed: boolean;
  readonly judged: JudgedExchange | undefined;
  readonly outputs: NamedValues;
}

async function callWorkflow(frame: Frame, step: WorkflowStep): Promise<Called | { readonly end: WorkflowEnd }> {
  const { session, depth } = frame;
  const key = step.target.kind === 'workflow' ? step.target.workflow : '';
  const target = session.setting.workflows.get(key);
  if (target === undefined) return { end: unknownWorkflow(frame.workflow, key) };
  if (depth >= maxDepth)
    return { end: stuck('workflows call each other for ever', 'Let one of them end the calls.', step.location) };
  const given: Record<string, unknown> = { ...session.setting.inputsOf(target) };
  for (const { name, value } of step.parameters) {
    const found = evaluateWorkflowValue(value, scopeOf(frame)).value;
    if (found !== undefined) given[name] = found;
  }
  const { end, outputs } = await perform(session, target, given, depth + 1);
  if (end.kind === 'stopped' || end.kind === 'stuck') return { end };
  const judged = end.kind === 'failed' ? end.judged : undefined;
  return { exchange: session.steps.at(-1), hasFailed: end.kind === 'failed', judged, outputs };
}

async function callOperation(frame: Frame, step: WorkflowStep): Promise<Called | { readonly end: WorkflowEnd }> {
  const { session, workflow } = frame;
  const { setting, steps } = session;
  const label = step.target.kind === 'operation' ? step.target.operation : operationLabel('', '');
  const entry = setting.graph.resources.entry(label);
  const context = setting.contextOf(label);
  if (entry === undefined || context === undefined)
    return { end: stuck(`${label} is not tested in this run`, 'Let the filters keep the operation.', step.location) };
  const position = steps.length;
  if (position >= maxWorkflowRequests)
    return {
      end: stuck(
        `it has not ended after ${position} requests`,
        'Look for a goto that leads back for ever.',
        step.location,
      ),
    };
  const seedPath = { ...seedOf(session, label), index: setting.index + position };
  const request = stepRequest(step, context, {
    scope: scopeOf(frame),
    random: randomFor(seedPath),
    seedPath,
    scenario: `${workflow.key}/${step.id}`,
    sourceOf: (expression) => sourceOf(frame, expression),
  });
  if (request.kind === 'missing') return { end: whereMissing(frame, step, request.expression) };
  if (request.kind === 'unwritable')
    return { end: stuck(`its request cannot be written: ${request.reason}`, 'Correct its values.', step.location) };
  if (request.isMadeUp || usesMadeUp(frame, step)) session.guessed = true;
  const place = { position, name: `${workflow.key}/${step.id}` };
  const exchange = await send(session, entry, request.ready, place);
  return exchange === undefined
    ? { end: { kind: 'stopped' } }
    : { exchange, hasFailed: false, judged: undefined, outputs: {} };
}

async function send(
  { setting, steps, before }: Session,
  entry: OperationEntry,
  ready: ReadyCase,
  place: StepPlace,
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

function seedOf(
  { setting: { seed } }: Session,
  operation: OperationLabel,
): Omit<ReadyCase['case']['seedPath'], 'index'> {
  return { seed, operation, phase: 'stateful' };
}

function scopeOf({ session, inputs, outputs }: Frame): ValueScope {
  return { inputs, steps: outputs, workflows: session.setting.done, exchange: undefined, outputs: {} };
}

/** Which request, from 1, gave it. */
function sourceOf({ last }: Frame, expression: WorkflowExpression): number | undefined {
  const source = expression.kind === 'step-output' ? last.get(expression.step) : undefined;
  return source && source.position + 1;
}

/** Whether an input that nobody gave goes into the request. */
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

/** The first criterion that is not met. A server error has a check of its own. */
function faultOf(
  { criteria, target, location }: WorkflowStep,
  scope: ValueScope,
  exchange: WorkflowExchange | undefined,
): { readonly fault: StepFault; readonly location: Location } | undefined {
  for (const criterion of criteria) {
    const { isMet, saw } = evaluateCriterion(criterion, scope);
    if (isMet === false)
      return { fault: { kind: 'criterion', condition: criterion.text, saw }, location: criterion.location };
  }
  if (criteria.length > 0 || target.kind === 'workflow' || exchange === undefined) return undefined;
  const { status } = exchange.exchange.response;
  return status >= 200 && status < 400 ? undefined : { fault: { kind: 'status' }, location };
}

function verdictOf(
  { session, workflow }: Frame,
  step: WorkflowStep,
  fault: StepFault,
  location: Location,
): WorkflowVerdict {
  return { workflow: workflow.key, step: step.id, location, fault, isGuess: session.guessed };
}

/** Who is to blame for a value that is not there: the answer that should have had it, or the workflow. */
function whereMissing(frame: Frame, step: WorkflowStep, expression: WorkflowExpression): WorkflowEnd {
  const source = frame.workflow.steps.find(({ id }) => expression.kind === 'step-output' && id === expression.step);
  const exchange = source && frame.last.get(source.id);
  const name = expression.kind === 'step-output' ? expression.path.name : '';
  const output = source?.outputs.get(name);
  if (source !== undefined && exchange !== undefined && output !== undefined) {
    const fault = { kind: 'output', expression: expression.text, source: output.text, neededBy: step.id } as const;
    return { kind: 'failed', judged: { step: exchange, verdict: verdictOf(frame, source, fault, source.location) } };
  }
  const hint =
    expression.kind === 'input'
      ? `Give it with --workflow-input '${expression.path.name}=value'.`
      : 'Let a step before it give the value.';
  return stuck(`${expression.text} has no value, which the step "${step.id}" needs`, hint, step.location);
}

function stuck(reason: string, hint: string, location: Location): WorkflowEnd {
  return { kind: 'stuck', reason, hint, location };
}
