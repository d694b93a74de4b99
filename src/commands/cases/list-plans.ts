import { randomFor } from '../../../runtime/cases/random-for.ts';
import { type Api, type OperationEntry, operationLabel } from '../../../runtime/model/operation.ts';
import { createDependencyGraph } from '../../../runtime/stateful/dependency-graph.ts';
import { describePlan, type DescribedStep } from '../../../runtime/stateful/describe-plan.ts';
import { planReach } from '../../../runtime/stateful/plan-reach.ts';
import { maxSteps, sequenceArbitrary } from '../../../runtime/stateful/sequence-arbitrary.ts';
import { noExperience } from '../../../runtime/stateful/sequence-experience.ts';
import type { SequencePlan } from '../../../runtime/stateful/sequence-plan.ts';

/** The plans of sequences that come to an operation. */
export type PlanList = (entry: OperationEntry) => readonly (readonly DescribedStep[])[];

/** Walks that do not come to the operation are passed over, so many in a row. */
const maxPassed = 50;

/**
 * Of each operation the shortest plan that comes to it, then others by chance, up to `count`. In a run plans also hang on what the server answered before:
 * these are the ones for a server of which nothing is known.
 */
export function createPlanList(api: Api, seed: number, count: number): PlanList {
  const graph = createDependencyGraph(api);
  const shortest = (entry: OperationEntry): SequencePlan => {
    const random = randomFor({ seed, operation: entry.label, phase: 'stateful', index: 0 });
    return planReach(graph, entry, random, { maxSteps, experience: noExperience, turn: 0 });
  };
  return (entry) => {
    const plans = [shortest(entry)].filter(({ steps }) => steps.length > 0);
    const resource = graph.resources.referencesOf(entry).at(-1)?.resource ?? graph.resources.collectionsOf(entry)[0];
    if (resource === undefined) return plans.map((plan) => describePlan(plan, graph));
    for (let round = 0, passed = 0; plans.length < count && passed < maxPassed; round += 1) {
      const operation = operationLabel('sequence', resource.shape);
      const random = randomFor({ seed, operation, phase: 'stateful', index: round });
      const plan = sequenceArbitrary(graph, resource).generate(random, undefined).value;
      if (plan.steps.some((step) => step.operation === entry.label)) plans.push(plan);
      else passed += 1;
    }
    return plans.map((plan) => describePlan(plan, graph));
  };
}
