import { randomFor } from '../../cases/random-for.ts';
import type { ReadyCase } from '../../cases/ready-case.ts';
import type { OperationContext } from '../../cases/operation-context.ts';
import type { Check } from '../../checks/contract.ts';
import type { FailureStep } from '../../model/failure-step.ts';
import type { Exchange } from '../../model/exchange.ts';
import { operationLabel, type OperationEntry, type OperationLabel } from '../../model/operation.ts';
import { reboundCase } from '../../stateful/bound-case.ts';
import type { DependencyGraph } from '../../stateful/dependency-graph.ts';
import type { Looks } from '../../stateful/look-requests.ts';
import { runSequence, type SequenceSetting, type SequenceStep } from '../../stateful/run-sequence.ts';
import type { SequencePlan } from '../../stateful/sequence-plan.ts';
import type { TransportResult } from '../../transport/contract.ts';
import { ownSteps } from '../failures/is-chain.ts';
import { valuesFromJson } from '../failures/kept-values.ts';
import { judgeHistory, type HistoryRun } from '../judging/judge-history.ts';
import type { Judgement } from '../judging/judge.ts';
import type { OperationState } from '../operation-state.ts';

/** What it takes to carry out the sequence of a failure again. */
export interface ChainReplayer extends HistoryRun {
  /** Built when first asked for: only sequences need it. */
  graph(): DependencyGraph;
  /** Throws the `SpecError` of an operation that cannot be used any more. */
  contextOf(state: OperationState): OperationContext;
  stateOf(label: string): OperationState | undefined;
  wait(ms: number): Promise<void>;
}

/** The last request of a sequence that was carried out again, with its answer and what is wrong with it. */
interface LastStep {
  readonly state: OperationState;
  readonly ready: ReadyCase;
  readonly exchange: Exchange;
  readonly judgements: readonly Judgement[];
}

/** What came of a sequence that was carried out again. */
export type ChainOutcome =
  /** It came to its end; the last request was tried with other values where it was refused. */
  | { readonly kind: 'done'; readonly last: readonly [LastStep, ...LastStep[]] }
  /** A request before the last one, or the last one, got no answer. */
  | { readonly kind: 'fault'; readonly result: Extract<TransportResult, { kind: 'fault' }>; readonly isLast: boolean }
  /** What the last request needs is not there any more. */
  | { readonly kind: 'broken-off'; readonly reason: string };

/**
 * Carries out the sequence of a failure once more, from scratch: with the values that were sent, but for those that answers gave, which are taken from the
 * answers of now. What is refused is tried with other texts, since names and addresses must often be unique.
 */
export async function replayChain(
  replayer: ChainReplayer,
  steps: readonly FailureStep[],
  check: Check,
): Promise<ChainOutcome> {
  const own = ownSteps(steps);
  const plan = planOf(steps);
  const at = plan.steps.length - 1;
  const seen: SequenceStep[] = [];
  const found = new Map<ReadyCase, readonly Judgement[]>();
  let fault: Extract<ChainOutcome, { kind: 'fault' }> | undefined;
  const setting: SequenceSetting = {
    ...baseSetting(replayer, own),
    async send(_entry, ready, planned): Promise<Exchange | undefined> {
      const result = await replayer.sender.send(ready.request, ready.identity);
      if (result.kind === 'response') return { ...ready, response: result.response, durationMs: result.durationMs };
      fault = { kind: 'fault', result, isLast: planned === at };
      return undefined;
    },
    async look(step: SequenceStep, looks: Looks): Promise<readonly Exchange[]> {
      seen.push(step);
      const state = replayer.stateOf(step.ready.case.operation);
      if (state === undefined || check.history !== true) return [];
      const { judgements, seen: reads } = await judgeHistory(replayer, [check], state, step, looks);
      found.set(step.ready, judgements);
      return reads;
    },
  };
  await runSequence(plan, setting);
  if (fault !== undefined) return fault;
  const last: LastStep[] = [];
  for (const step of seen.filter(({ planned }) => planned === at)) {
    const one = await judgeLast(replayer, step, check, found.get(step.ready) ?? []);
    if (one !== undefined) last.push(one);
  }
  const [first, ...others] = last;
  return first === undefined
    ? { kind: 'broken-off', reason: whyNot(own, seen) }
    : { kind: 'done', last: [first, ...others] };
}

function planOf(steps: readonly FailureStep[]): SequencePlan {
  const places = new Map<number, number>();
  for (const [at, { look }] of steps.entries()) if (look !== true) places.set(at + 1, places.size);
  const planned = ownSteps(steps).map(({ operation, planned: plan, identity }) => ({
    operation: labelOf(operation),
    role: plan?.role ?? ('use' as const),
    afterDelete: plan?.afterDelete === true,
    uses: (plan?.uses ?? []).flatMap(({ resource, step }) => {
      const place = places.get(step);
      return place === undefined ? [] : [{ resource, step: place }];
    }),
    ...(identity === undefined ? {} : { as: identity }),
  }));
  return { resource: '', steps: planned };
}

function labelOf(operation: string): OperationLabel {
  const space = operation.indexOf(' ');
  return operationLabel(operation.slice(0, space), operation.slice(space + 1));
}

function baseSetting(replayer: ChainReplayer, own: readonly FailureStep[]): Omit<SequenceSetting, 'send'> {
  const [first] = own;
  const { names } = replayer.identities;
  return {
    graph: replayer.graph(),
    origin: replayer.setting.origin,
    seed: first?.seedPath.seed ?? 0,
    index: 0,
    contextOf(entry: OperationEntry): OperationContext | undefined {
      const state = replayer.stateOf(entry.label);
      return state && replayer.contextOf(state);
    },
    handOf: (_entry, { as }) => (as === undefined || as === names[0] || !names.includes(as) ? undefined : as),
    write(context, bindings, { planned, attempt, seedPath, scenario }) {
      const step = own[planned];
      if (step === undefined) return undefined;
      const fresh = attempt === 0 ? undefined : randomFor(seedPath);
      return reboundCase(context, valuesFromJson(step.values ?? null), bindings, { seedPath, scenario, fresh });
    },
  };
}

/** What is wrong with the last answer. What a server may take its time for is asked for once more. */
async function judgeLast(
  replayer: ChainReplayer,
  step: SequenceStep,
  check: Check,
  judgements: readonly Judgement[],
): Promise<LastStep | undefined> {
  const state = replayer.stateOf(step.ready.case.operation);
  if (state === undefined) return undefined;
  const { ready, history } = step;
  const { operation } = replayer.contextOf(state);
  const judge = async ({ response, durationMs }: Exchange): Promise<readonly Judgement[]> =>
    await replayer.sender.judge(state, operation, ready, response, durationMs, history);
  const all = [...judgements, ...(await judge(step.exchange))];
  const { settlesMs } = check;
  if (settlesMs === undefined || !all.some((one) => one.check.id === check.id))
    return { state, ready, exchange: step.exchange, judgements: all };
  await replayer.wait(settlesMs);
  const again = await replayer.sender.send(ready.request, ready.identity);
  if (again.kind !== 'response') return { state, ready, exchange: step.exchange, judgements: [] };
  const exchange = { ...ready, response: again.response, durationMs: again.durationMs };
  return { state, ready, exchange, judgements: await judge(exchange) };
}

/** Which answer is another one than it was. */
function whyNot(own: readonly FailureStep[], seen: readonly SequenceStep[]): string {
  for (const [at, { request, status }] of own.entries()) {
    const answers = seen.filter(({ planned }) => planned === at).map(({ exchange }) => exchange.response.status);
    const now = answers.at(-1);
    const name = `its step ${at + 1}, ${request.method} ${request.target},`;
    if (now === undefined) return `${name} lacks what an answer before gave it`;
    if (status !== undefined && Math.floor(status / 100) !== Math.floor(now / 100))
      return `${name} is answered ${now} where it was answered ${status}`;
  }
  return 'its requests do not lead to the last one any more';
}
