import { setTimeout as delay } from 'node:timers/promises';
import type { ReadyCase } from '../../cases/ready-case.ts';
import type { Check } from '../../checks/contract.ts';
import { workflowCriteria } from '../../checks/workflow-criteria.ts';
import type { Exchange, WireResponse } from '../../model/exchange.ts';
import type { OperationLabel } from '../../model/operation.ts';
import type { Workflow, WorkflowKey } from '../../model/workflow.ts';
import type { DependencyGraph } from '../../stateful/dependency-graph.ts';
import type { SequencePlan } from '../../stateful/sequence-plan.ts';
import { maxWorkflowRequests } from '../../stateful/workflows/perform-step.ts';
import { runWorkflow } from '../../stateful/workflows/run-workflow.ts';
import type {
  DoneWorkflow,
  JudgedExchange,
  WorkflowExchange,
  WorkflowSetting,
} from '../../stateful/workflows/workflow-session.ts';
import type { NamedValues } from '../../stateful/workflows/workflow-values.ts';
import { describeLocation } from '../context-options.ts';
import type { Chain } from '../failures/minimise-sequence.ts';
import { runCheck, type Judgement } from '../judging/judge.ts';
import { historyChecks, judgeHistory } from '../judging/judge-history.ts';
import type { OperationState } from '../operation-state.ts';
import type { RunState } from '../run-state.ts';
import type { CaseRunner } from '../sending/case-runner.ts';
import { mayGoOn } from './phase-run.ts';
import { usableContext } from '../usable-context.ts';

/** Above all indexes of sequences; for each workflow so many are kept, in parts for the times that it is carried out. */
const firstIndex = 2 ** 30;
const indexesPerWorkflow = 16 * maxWorkflowRequests;

/**
 * Runs the workflows, one after the other: first as they are written, judged by their own criteria and by the contract; then those that came to their end
 * once more, with the looks and probes of the checks of histories in between, which a workflow need not provide for.
 */
export async function runWorkflows(run: RunState, runner: CaseRunner, graph: DependencyGraph): Promise<void> {
  const { workflows, mode } = run.options;
  if (workflows.length === 0 || mode === 'negative') return;
  const all: Workflows = {
    run,
    runner,
    graph,
    byKey: new Map(workflows.map((one) => [one.key, one])),
    states: new Map(run.states.map((state) => [state.entry.label, state])),
    done: new Map(),
    checks: historyChecks(run.options.checks),
  };
  for (const [number, workflow] of workflows.entries()) {
    if (workflow.isPart || !(await mayGoOn(run, runner))) continue;
    const undone = workflow.dependsOn.find((key) => !all.done.has(key) && all.byKey.get(key)?.isPart !== true);
    if (undone === undefined) await runOne(all, workflow, firstIndex + number * indexesPerWorkflow);
    else
      tell(run, workflow, {
        outcome: 'skipped',
        requests: 0,
        durationMs: 0,
        reason: `it depends on "${undone}", which was not done`,
      });
  }
}

interface Workflows {
  readonly run: RunState;
  readonly runner: CaseRunner;
  readonly graph: DependencyGraph;
  readonly byKey: ReadonlyMap<WorkflowKey, Workflow>;
  readonly states: ReadonlyMap<OperationLabel, OperationState>;
  readonly done: Map<WorkflowKey, DoneWorkflow>;
  /** Those that judge histories. */
  readonly checks: readonly Check[];
}

async function runOne(all: Workflows, workflow: Workflow, index: number): Promise<void> {
  const { run } = all;
  const startedAt = performance.now();
  const place: Place = { workflow, index, sent: [] };
  const result = await runWorkflow(workflow, { ...settingOf(all, index), ...asCases(all, place) });
  const { end, steps, inputs, outputs, madeUp, isGuess } = result;
  const told = { requests: steps.length, durationMs: performance.now() - startedAt, madeUp: [...madeUp] };
  switch (end.kind) {
    case 'done':
      all.done.set(workflow.key, { inputs, outputs, isGuess });
      tell(run, workflow, { ...told, outcome: 'passed' });
      if (all.checks.length > 0) await runWithProbes(all, workflow, index + maxWorkflowRequests);
      return;
    case 'failed':
      tell(run, workflow, { ...told, outcome: 'failed', ...(end.judged && { reason: reasonOf(end.judged) }) });
      if (end.judged !== undefined) report(all, place, end.judged);
      return;
    case 'stuck':
      tell(run, workflow, { ...told, outcome: 'stuck', reason: end.reason });
      run.problem({
        code: 'ATG_WORKFLOW_STUCK',
        message: `The workflow "${workflow.key}" cannot go on: ${end.reason}.`,
        where: describeLocation(run.setting.api, end.location),
        hint: end.hint,
      });
      return;
    case 'stopped':
      tell(run, workflow, {
        ...told,
        outcome: 'stopped',
        reason: 'no answer came to its last request, or it was not let out',
      });
  }
}

function reasonOf({ verdict: { step, fault } }: JudgedExchange): string {
  switch (fault.kind) {
    case 'criterion':
      return `the step "${step}" does not meet ${fault.condition}`;
    case 'status':
      return `the step "${step}" is no success`;
    case 'output':
      return `the step "${step}" gives no ${fault.source}`;
  }
}

type Told = Pick<
  Extract<Parameters<RunState['stream']['emit']>[0], { type: 'workflow-finished' }>,
  'outcome' | 'requests' | 'durationMs' | 'reason' | 'madeUp'
>;

function tell(run: RunState, workflow: Workflow, { reason, madeUp, ...told }: Told): void {
  run.stream.emit({
    type: 'workflow-finished',
    workflow: workflow.key,
    ...told,
    ...(reason === undefined ? {} : { reason: run.setting.redactor.text(reason) }),
    ...(madeUp === undefined || madeUp.length === 0 ? {} : { madeUp }),
  });
}

interface SentStep {
  readonly name: string;
  readonly operation: OperationLabel;
}

/** Which time that a workflow is carried out. */
interface Place {
  readonly workflow: Workflow;
  readonly index: number;
  /** The requests so far, in their order. */
  readonly sent: SentStep[];
}

/** What the workflow itself says of one of its steps. */
function report({ run, states, ...all }: Workflows, place: Place, judged: JudgedExchange): void {
  const { step } = judged;
  const state = states.get(step.entry.label);
  if (state === undefined || !run.options.checks.includes(workflowCriteria.id)) return;
  const chain = chainOf({ run, states, ...all }, place, step.position, 'criteria');
  for (const { check, finding } of judgedBy(run, state, judged))
    run.failures.add({ check, finding, state, ready: step.ready, response: step.exchange.response, chain });
}

function judgedBy(run: RunState, state: OperationState, { step, verdict }: JudgedExchange): readonly Judgement[] {
  const { operation } = run.contexts.get(state);
  const input = { ...run.sender.inputOf(state, operation, step.exchange), workflow: verdict };
  const found = runCheck(workflowCriteria, input, (problem) => run.problem(problem));
  return found?.kind === 'fail' ? found.findings.map((finding) => ({ check: workflowCriteria, finding })) : [];
}

function settingOf(
  { run, graph, byKey, done, states }: Workflows,
  index: number,
): Omit<WorkflowSetting, 'send' | 'wait'> {
  return {
    workflows: byKey,
    done,
    graph,
    index,
    schemas: run.schemas,
    origin: run.setting.origin,
    seed: run.options.seed,
    inputsOf: ({ key }) => givenInputs(run.options.workflowInputs, key),
    contextOf: (label) => usableContext(run, states.get(label)),
  };
}

/** `name` is for all workflows, `workflow.name` for one. */
function givenInputs(given: NamedValues, key: WorkflowKey): NamedValues {
  const own = `${key}.`;
  const entries = Object.entries(given);
  return Object.fromEntries([
    ...entries,
    ...entries.flatMap(([name, value]) => (name.startsWith(own) ? [[name.slice(own.length), value] as const] : [])),
  ]);
}

/** Sends the steps as cases of the run. */
function asCases(all: Workflows, place: Place): Pick<WorkflowSetting, 'send' | 'wait'> {
  const { run, runner, states } = all;
  return {
    async send(entry, ready, { position, name }, history) {
      const state = states.get(entry.label);
      if (state === undefined || state.broken || !(await mayGoOn(run, runner))) return undefined;
      place.sent.push({ name, operation: entry.label });
      let exchange: Exchange | undefined;
      const onAnswer = (response: WireResponse, durationMs: number): void => {
        exchange = { ...ready, response, durationMs };
      };
      await runner.perform({ state, ready, onAnswer, chain: chainOf(all, place, position, 'contract'), history });
      return exchange;
    },
    wait: (ms) => pause(run, ms, Number.POSITIVE_INFINITY),
  };
}

/** Whether there is time left after it. */
async function pause(run: RunState, ms: number, atMost: number): Promise<boolean> {
  const waits = Math.min(ms, atMost);
  if (waits >= run.remainingMs()) {
    run.stop('max-time');
    return false;
  }
  try {
    await delay(waits, undefined, { signal: run.options.signal });
  } catch {
    return false;
  }
  return run.stopped() === undefined;
}

/** Once more, each step judged by what came before it. What comes of the workflow's own criteria then says nothing: probes may have changed things. */
async function runWithProbes(all: Workflows, workflow: Workflow, index: number): Promise<void> {
  const { run, states, checks } = all;
  const place: Place = { workflow, index, sent: [] };
  await runWorkflow(workflow, {
    ...settingOf(all, index),
    ...asCases(all, place),
    async look(step, looks) {
      const state = states.get(step.ready.case.operation);
      if (state === undefined) return [];
      const { judgements, seen } = await judgeHistory(run, checks, state, step, looks);
      const { ready, exchange } = step;
      for (const { check, finding } of judgements) {
        const chain = chainOf(all, place, step.planned, check);
        run.failures.add({ check, finding, state, ready, response: exchange.response, chain });
      }
      return seen;
    },
  });
}

/** While a failure is made sure of, a retry waits no longer than this. */
const maxWaitMs = 5_000;

/** A way to carry out the workflow again, its cases counting for nothing; judged by its criteria, by the contract, or by a check of histories. */
function chainOf(
  all: Workflows,
  { workflow, index, sent }: Place,
  last: number,
  by: 'criteria' | 'contract' | Check,
): Chain {
  const { run, states } = all;
  const known = sent.slice(0, last + 1);
  return {
    plan: planOf(workflow, known),
    isFixed: true,
    async rerun(_plan, { values, round: nth }) {
      const round = values === 'same' ? 0 : nth;
      const found = new Map<ReadyCase, readonly Judgement[]>();
      const setting: WorkflowSetting = {
        ...settingOf(all, round === 0 ? index : index + (round + 1) * maxWorkflowRequests),
        async send(_entry, ready): Promise<Exchange | undefined> {
          const result = await run.sender.send(ready.request, ready.identity);
          if (result.kind !== 'response') return undefined;
          return { ...ready, response: result.response, durationMs: result.durationMs };
        },
        wait: (ms) => pause(run, ms, maxWaitMs),
        ...(typeof by === 'string'
          ? {}
          : {
              async look(step, looks) {
                const state = states.get(step.ready.case.operation);
                if (state === undefined) return [];
                const { judgements, seen } = await judgeHistory(run, [by], state, step, looks);
                found.set(step.ready, judgements);
                return seen;
              },
            }),
      };
      const { end, steps } = await runWorkflow(workflow, setting);
      const judged = by === 'criteria' && end.kind === 'failed' ? end.judged : undefined;
      const state = judged && states.get(judged.step.entry.label);
      if (judged !== undefined && state !== undefined) found.set(judged.step.ready, judgedBy(run, state, judged));
      return steps.map((step) => ({ ...step, planned: placeOf(step, known), found: found.get(step.ready) ?? [] }));
    },
  };
}

/** What took another way cannot show the same; it still came before. */
function placeOf({ position, name }: WorkflowExchange, known: readonly SentStep[]): number {
  return known[position]?.name === name || position >= known.length ? position : position - maxWorkflowRequests;
}

/** What one after the other was sent: the workflow itself decides what flows. */
function planOf({ key }: Workflow, sent: readonly SentStep[]): SequencePlan {
  const steps = sent.map(({ operation }) => ({ operation, role: 'use', uses: [], afterDelete: false }) as const);
  return { resource: key, steps };
}
