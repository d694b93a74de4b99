import type { OperationLabel } from '../model/operation.ts';
import type { RequestLocation } from '../model/violation.ts';
import type { DependencyEdge } from './dependency-edge.ts';
import type { DependencyGraph } from './dependency-graph.ts';
import type { PlannedStep, SequencePlan } from './sequence-plan.ts';
import { showPath } from './entity.ts';
import { showOrigin } from './show-origin.ts';

/** A step of a plan, told. Plain JSON. */
export type DescribedStep = {
  readonly operation: OperationLabel;
  readonly role: PlannedStep['role'];
  /** By the plan, something that it needs was deleted before. */
  readonly afterDelete?: true;
  /** The values that come from answers when it is carried out. */
  readonly values: readonly DescribedValue[];
};

type DescribedValue = {
  readonly in: RequestLocation;
  /** The parameter's name; of a body the pointer, in which `*` stands for each item. */
  readonly name: string;
  /** Which step gives it, from 1. */
  readonly step: number;
  /** Where in that step's exchange it is expected; absent where the document does not say. */
  readonly from?: string;
};

/** The steps of a plan with what flows from which answer into which request. */
export function describePlan({ steps }: SequencePlan, graph: DependencyGraph): readonly DescribedStep[] {
  return steps.map((step) => ({
    operation: step.operation,
    role: step.role,
    ...(step.afterDelete ? { afterDelete: true } : {}),
    values: valuesOf(step, steps, graph),
  }));
}

function valuesOf(
  { operation, uses }: PlannedStep,
  steps: readonly PlannedStep[],
  graph: DependencyGraph,
): readonly DescribedValue[] {
  const entry = graph.resources.entry(operation);
  if (entry === undefined) return [];
  return graph.needsOf(entry).flatMap(({ need, resource, edges }) => {
    const step = giverOf(resource, uses, steps);
    if (step === undefined) return [];
    const edge = edges.find(({ producer }) => producer === steps[step]?.operation);
    const from = edge && placeOf(edge);
    const name = need.in === 'body' ? showPath(need.path) : need.name;
    return [{ in: need.in, name, step: step + 1, ...(from === undefined ? {} : { from }) }];
  });
}

/** Which step has the thing: the planned one, or, for what a planned one stands in, what that was made in. */
function giverOf(
  shape: string | undefined,
  uses: PlannedStep['uses'],
  steps: readonly PlannedStep[],
): number | undefined {
  if (shape === undefined) return undefined;
  const own = uses.find(({ resource }) => resource === shape);
  if (own !== undefined) return own.step;
  const inner = uses.find(({ resource }) => resource.startsWith(`${shape}/`));
  return inner && giverOf(shape, steps[inner.step]?.uses ?? [], steps);
}

function placeOf(edge: DependencyEdge): string | undefined {
  return edge.origin.kind === 'any-body' ? undefined : showOrigin(edge);
}
