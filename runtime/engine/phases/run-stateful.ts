import { randomFor } from '../../cases/random-for.ts';
import { sentAs, type ReadyCase } from '../../cases/ready-case.ts';
import type { Exchange, WireResponse } from '../../model/exchange.ts';
import type { OperationLabel } from '../../model/operation.ts';
import { boundCase } from '../../stateful/bound-case.ts';
import { createDependencyGraph, type DependencyGraph } from '../../stateful/dependency-graph.ts';
import type { Looks } from '../../stateful/look-requests.ts';
import { planWithReads } from '../../stateful/plan-with-reads.ts';
import {
  indexesPerSequence,
  runSequence,
  type SequenceSetting,
  type SequenceStep,
} from '../../stateful/run-sequence.ts';
import { createExperience, type GrowingExperience } from '../../stateful/sequence-experience.ts';
import type { Check } from '../../checks/contract.ts';
import type { CaseRunner } from '../sending/case-runner.ts';
import type { OperationState } from '../operation-state.ts';
import type { JudgedStep } from '../failures/judged-step.ts';
import type { Chain } from '../failures/minimise-sequence.ts';
import { historyChecks, judgeHistory } from '../judging/judge-history.ts';
import { carryOn, type Rest } from './carry-on.ts';
import { mayGoOn, runLoops } from './phase-run.ts';
import { createSequenceHands } from './sequence-hands.ts';
import { runWorkflows } from './run-workflows.ts';
import { sequenceBatches, type PlannedSequence } from './sequence-batches.ts';
import type { RunState } from '../run-state.ts';
import { usableContext } from '../usable-context.ts';

/** Runs the sequences about each thing of the document, concurrently, then reports what they found. */
export async function runStateful(run: RunState, runner: CaseRunner): Promise<Rest | undefined> {
  const able = run.states.filter(({ isLast }) => !isLast);
  const states = new Map(able.map((state) => [state.entry.label, state]));
  // Only what the filters keep is sent, and so only that can give anything.
  const { api } = run.options;
  const graph =
    able.length === api.operations.length
      ? run.resources.graph()
      : createDependencyGraph({ ...api, operations: able.map(({ entry }) => entry) });
  const experience = createExperience();
  const { batches, free } = sequenceBatches(run, graph, experience);
  const all: Sequences = {
    run,
    runner,
    graph,
    states,
    free,
    checks: historyChecks(run.options.checks),
    found: new Map(),
  };
  run.learning.adapt();
  let batch: IteratorResult<Iterable<PlannedSequence>, void> | undefined;
  const send = async (): Promise<boolean> => {
    if (batch === undefined) await runWorkflows(run, runner, graph);
    for (batch ??= batches.next(); batch.done !== true && run.stopped() === undefined; batch = batches.next()) {
      await runBatch(all, batch.value, experience);
      if (run.phaseTime.isUp()) return false;
      experience.settle();
      run.resources.adapt();
    }
    return true;
  };
  return await carryOn(run, { phase: 'stateful', operations: states.size, send });
}

async function runBatch(
  all: Sequences,
  batch: Iterable<PlannedSequence>,
  experience: GrowingExperience,
): Promise<void> {
  const sequences = batch[Symbol.iterator]();
  const loop = async (): Promise<void> => {
    while (await mayGoOn(all.run, all.runner)) {
      const next = sequences.next();
      if (next.done === true) return;
      const { plan } = next.value;
      const { steps } = await runSequence(plan, asCases(all, next.value));
      const succeeded = steps.filter(({ exchange: { response } }) => response.status >= 200 && response.status < 300);
      experience.carriedOut(plan, placesOf(steps), placesOf(succeeded));
    }
  };
  await runLoops(all.run, loop, sequencesAtOnce);
}

/**
 * So many sequences for each request that may be under way: one that waits until a server settles keeps none of them from going on. The transport
 * keeps to the limit.
 */
const sequencesAtOnce = 4;

function placesOf(steps: readonly SequenceStep[]): ReadonlySet<number> {
  return new Set(steps.map(({ planned }) => planned));
}

interface Sequences {
  readonly run: RunState;
  readonly runner: CaseRunner;
  readonly graph: DependencyGraph;
  readonly states: ReadonlyMap<OperationLabel, OperationState>;
  /** Above all indexes of the phase, and so free for values that were not sent yet. */
  readonly free: number;
  /** Those that judge histories. */
  readonly checks: readonly Check[];
  /** By check and operation, the sequences that it found something in, or asked in, where it may not do so in many. */
  readonly found: Map<string, number[]>;
}

/** Sends a sequence as cases of the run. */
function asCases(sequences: Sequences, { plan, index }: PlannedSequence): SequenceSetting {
  const { run, runner, states } = sequences;
  const hands = createSequenceHands(run, plan, index);
  const upTo = (planned: number): PlannedSequence => ({ plan: hands.planUpTo(planned), index });
  return {
    ...baseSetting(sequences, index),
    ...(sequences.checks.length === 0 ? {} : { look: judgingLook(sequences, index, upTo) }),
    handOf(entry, planned, owners) {
      const state = states.get(entry.label);
      return state && hands.of(state, planned, owners);
    },
    async send(entry, ready, planned, history): Promise<Exchange | undefined> {
      const state = states.get(entry.label);
      if (state === undefined || state.broken || !(await mayGoOn(run, runner))) return undefined;
      let exchange: Exchange | undefined;
      const onAnswer = (response: WireResponse, durationMs: number, identity: string | undefined): void => {
        exchange = { ...sentAs(ready, identity), response, durationMs };
        hands.sent(planned, identity);
      };
      const chain = chainOf(sequences, upTo(planned));
      const ways = hands.waysFor(entry, planned, ready.identity);
      await runner.perform({ state, ready, onAnswer, chain, history, ...(ways === undefined ? {} : { hands: ways }) });
      return exchange;
    },
  };
}

/** A finding of a check of histories takes seconds to be sure of; so many for an operation say what there is to say. */
const enoughFindings = 4;

/** Judges each step by the checks of histories. Where enough sequences of lower index showed something, no more of that is looked for. */
function judgingLook(
  sequences: Sequences,
  sequence: number,
  upTo: (planned: number) => PlannedSequence,
): NonNullable<SequenceSetting['look']> {
  const { run, states, checks, found } = sequences;
  return async (step, looks) => {
    const { ready, exchange, planned } = step;
    const { operation } = ready.case;
    const state = states.get(operation);
    if (state === undefined) return [];
    const isOpen = ({ id, maxSequences = enoughFindings }: Check): boolean =>
      (found.get(`${id} ${operation}`) ?? []).filter((index) => index < sequence).length < maxSequences;
    const note = ({ id }: Check): void =>
      void found.set(`${id} ${operation}`, [...(found.get(`${id} ${operation}`) ?? []), sequence]);
    const { judgements, asked, seen } = await judgeHistory(run, checks.filter(isOpen), state, step, looks);
    for (const check of asked) if (check.maxSequences !== undefined) note(check);
    for (const { check, finding } of judgements) {
      if (check.maxSequences === undefined) note(check);
      const chain = chainOf(sequences, upTo(planned), check);
      run.failures.add({ check, finding, state, ready, response: exchange.response, chain });
    }
    return seen;
  };
}

/** A way to carry out a sequence again, its cases counting for nothing; each step is judged by this check of histories, if any. */
function chainOf(sequences: Sequences, { plan, index }: PlannedSequence, check?: Check): Chain {
  const { run, graph, free, states } = sequences;
  // A check of histories reads again by itself.
  const hasReads = check === undefined && sequences.checks.length > 0;
  return {
    plan,
    ...(hasReads ? { withReads: () => planWithReads(plan, graph.resources) } : {}),
    rerun: async (other, { values, round }) => {
      const found = new Map<ReadyCase, Pick<JudgedStep, 'found' | 'looks'>>();
      const look = async (step: SequenceStep, looks: Looks): Promise<readonly Exchange[]> => {
        const state = states.get(step.ready.case.operation);
        if (state === undefined || check === undefined) return [];
        const { judgements, seen, looks: sent } = await judgeHistory(run, [check], state, step, looks);
        found.set(step.ready, { found: judgements, looks: sent });
        return seen;
      };
      const setting: SequenceSetting = {
        ...baseSetting(sequences, values === 'other' ? index + round * free : index),
        ...(values === 'fresh' ? { write: writeFresh(round * free) } : {}),
        handOf: (_entry, { as }) => (as === run.identities.names[0] ? undefined : as),
        async send(_entry, ready): Promise<Exchange | undefined> {
          const result = await run.sender.send(ready.request, ready.identity);
          if (result.kind !== 'response') return undefined;
          return { ...ready, response: result.response, durationMs: result.durationMs };
        },
        ...(check === undefined ? {} : { look }),
      };
      const { steps } = await runSequence(other, setting);
      return steps.map((step) => ({ ...step, found: [], ...found.get(step.ready) }));
    },
  };
}

/** The values that the sequence had, but for its free texts. */
function writeFresh(above: number): NonNullable<SequenceSetting['write']> {
  return (context, bindings, { seedPath, filling, scenario }) => {
    const fresh = randomFor({ ...seedPath, index: seedPath.index + above * indexesPerSequence });
    return boundCase(context, bindings, seedPath, { filling, scenario, fresh });
  };
}

function baseSetting({ run, graph, states }: Sequences, index: number): Omit<SequenceSetting, 'send'> {
  return {
    graph,
    index,
    seed: run.options.seed,
    origin: run.setting.origin,
    contextOf: (entry) => usableContext(run, states.get(entry.label)),
  };
}
