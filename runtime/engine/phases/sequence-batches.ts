import { randomFor } from '../../cases/random-for.ts';
import { operationLabel, type OperationEntry, type OperationLabel } from '../../model/operation.ts';
import type { DependencyGraph } from '../../stateful/dependency-graph.ts';
import { planReach } from '../../stateful/plan-reach.ts';
import { createResourceIndex, depthOf, type Resource } from '../../stateful/resource-index.ts';
import { maxSteps, sequenceArbitrary } from '../../stateful/sequence-arbitrary.ts';
import type { GrowingExperience } from '../../stateful/sequence-experience.ts';
import type { SequencePlan } from '../../stateful/sequence-plan.ts';
import type { RunState } from '../run-state.ts';

/** A sequence to carry out; the index decides its values. */
export interface PlannedSequence {
  readonly plan: SequencePlan;
  readonly index: number;
}

/** The sequences of a run, planned when asked for. */
export interface SequenceBatches {
  /**
   * Batches that are carried out one after the other: what one showed is read when the next one is planned. Within one, sequences may be carried out at once,
   * and plans do not hang on what they show.
   */
  readonly batches: Generator<Iterable<PlannedSequence>>;
  /** Above all indexes, and so free for values that were not sent yet. */
  readonly free: number;
}

/** Of a thing there is one sequence for so many fuzzing cases of an operation: each is several requests, and the thing has several operations. */
const casesPerSequence = 5;
/** An operation that was not reached is tried so often on purpose. */
const turns = 3;
/** Every so many sequences about a thing chance and the document alone decide: what is new is not all that fails, and a bad guess may have had bad luck. */
const randomEvery = 4;

/**
 * First every operation that was not reached, by the shortest way, the ones that need the least first; then about each thing in turn what was not seen yet,
 * the outer things first, until each had its share.
 */
export function sequenceBatches(run: RunState, graph: DependencyGraph, experience: GrowingExperience): SequenceBatches {
  const { api, maxExamples, mode } = run.options;
  const rounds = Math.ceil(maxExamples / casesPerSequence);
  // Numbered in the whole document, so that filters do not change what is drawn.
  const index = run.states.length === api.operations.length ? graph.resources : createResourceIndex(api.operations);
  const numbers = new Map(index.resources.map(({ shape }, number) => [shape, number]));
  const positions = new Map(api.operations.map(({ label }, position) => [label, position]));
  const setting = { run, graph, experience, rounds, numbers, positions };
  const batches = function* (): Generator<Iterable<PlannedSequence>> {
    if (mode === 'negative') return;
    yield* reachBatches(setting);
    yield* walkBatches(setting);
  };
  return { batches: batches(), free: turns * positions.size + rounds * numbers.size + 1 };
}

interface Setting {
  readonly run: RunState;
  readonly graph: DependencyGraph;
  readonly experience: GrowingExperience;
  readonly rounds: number;
  readonly numbers: ReadonlyMap<string, number>;
  readonly positions: ReadonlyMap<OperationLabel, number>;
}

function* reachBatches(setting: Setting): Generator<Iterable<PlannedSequence>> {
  const { run, graph } = setting;
  const levels = new Map<number, OperationEntry[]>();
  for (const { entry, isLast } of run.states) {
    if (isLast) continue;
    const level = levelOf(entry, graph);
    levels.set(level, [...(levels.get(level) ?? []), entry]);
  }
  const order = [...levels].sort(([a], [b]) => a - b).map(([, entries]) => entries);
  const states = new Map(run.states.map((state) => [state.entry, state]));
  for (let turn = 0; turn < turns; turn += 1) {
    // What a plan leads through is reached with it, or not at all.
    const led = new Set<OperationLabel>();
    for (const entries of order) {
      const open = entries.filter((entry) => states.get(entry)?.reached === false);
      if (open.length > 0) yield reachPlans(setting, open, turn, led);
    }
  }
}

/** How many things its path leads through; of the operations on one level those that delete come last. */
function levelOf(entry: OperationEntry, { resources }: DependencyGraph): number {
  return 2 * resources.referencesOf(entry).length + (entry.method === 'DELETE' ? 1 : 0);
}

function* reachPlans(
  { run, graph, experience, positions }: Setting,
  entries: readonly OperationEntry[],
  turn: number,
  led: Set<OperationLabel>,
): Generator<PlannedSequence> {
  const { seed } = run.options;
  const measured = run.resources.edges.measured(graph);
  for (const entry of entries) {
    if (led.has(entry.label)) continue;
    const index = turn * positions.size + (positions.get(entry.label) ?? 0);
    const random = randomFor({ seed, operation: entry.label, phase: 'stateful', index: turn });
    const plan = planReach(measured, entry, random, { maxSteps, experience, turn });
    for (const { operation } of plan.steps) led.add(operation);
    if (plan.steps.length > 0) yield { plan, index };
  }
}

function* walkBatches(setting: Setting): Generator<Iterable<PlannedSequence>> {
  // Ever longer: waiting for the slowest of a batch costs time, and what is new becomes less.
  for (let from = 0, until = 1; from < setting.rounds; [from, until] = [until, 2 * until])
    yield walks(setting, from, Math.min(until, setting.rounds));
}

function* walks(
  { run, graph, experience, numbers, positions }: Setting,
  from: number,
  until: number,
): Generator<PlannedSequence> {
  const { seed } = run.options;
  const measured = run.resources.edges.measured(graph);
  const resources = graph.resources.resources.toSorted((a, b) => depthOf(a) - depthOf(b));
  const idle = new Set<Resource>();
  for (let round = from; round < until; round += 1) {
    for (const resource of resources) {
      if (idle.has(resource)) continue;
      const operation = operationLabel('sequence', resource.shape);
      const random = randomFor({ seed, operation, phase: 'stateful', index: round });
      const isRandom = round % randomEvery === randomEvery - 1;
      const plan = sequenceArbitrary(isRandom ? graph : measured, resource, { experience, isRandom }).generate(
        random,
        undefined,
      ).value;
      experience.planned(plan);
      // Nobody gives such a thing.
      if (plan.steps.length === 0) idle.add(resource);
      else yield { plan, index: turns * positions.size + round * numbers.size + (numbers.get(resource.shape) ?? 0) };
    }
  }
}
