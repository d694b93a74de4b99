import { Arbitrary, Stream, Value, type Random } from 'fast-check';
import { type DependencyGraph } from './dependency-graph.ts';
import { planSequence, type WalkSetting } from './plan-sequence.ts';
import type { Resource } from './resource-index.ts';
import { neededBy, withSteps, type SequencePlan } from './sequence-plan.ts';

/** The most requests of a sequence. */
export const maxSteps = 8;

/**
 * Sequences about a thing: made with all that it needs, used, changed, deleted, used again. A plan shrinks towards its last step: what that does not hang on
 * goes first, all at once, then each step that nothing after it uses.
 */
export function sequenceArbitrary(
  graph: DependencyGraph,
  resource: Resource,
  setting: Omit<WalkSetting, 'maxSteps'> = {},
): Arbitrary<SequencePlan> {
  return new SequenceArbitrary(graph, resource, { ...setting, maxSteps });
}

class SequenceArbitrary extends Arbitrary<SequencePlan> {
  readonly #graph: DependencyGraph;
  readonly #resource: Resource;
  readonly #setting: WalkSetting;

  constructor(graph: DependencyGraph, resource: Resource, setting: WalkSetting) {
    super();
    this.#graph = graph;
    this.#resource = resource;
    this.#setting = setting;
  }

  override generate(random: Random): Value<SequencePlan> {
    return new Value(planSequence(this.#graph, this.#resource, random, this.#setting), undefined);
  }

  override canShrinkWithoutContext(value: unknown): value is SequencePlan {
    return typeof value === 'object' && value !== null && 'steps' in value;
  }

  override shrink(plan: SequencePlan): Stream<Value<SequencePlan>> {
    return new Stream(smallerPlans(plan)).map((smaller) => new Value(smaller, undefined));
  }
}

/** Plans with fewer steps that end as this one does, the smallest first. */
export function* smallerPlans(plan: SequencePlan): Generator<SequencePlan> {
  const last = plan.steps.length - 1;
  if (last < 1) return;
  const needed = neededBy(plan, last);
  if (needed.size <= last) {
    const least = withSteps(plan, needed);
    if (least !== undefined) yield least;
  }
  for (let at = last - 1; at >= 0; at -= 1) {
    const kept = new Set(plan.steps.keys());
    kept.delete(at);
    const smaller = withSteps(plan, kept);
    if (smaller !== undefined && smaller.steps.length !== needed.size) yield smaller;
  }
}
