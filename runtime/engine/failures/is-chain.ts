import { workflowCriteria } from '../../checks/workflow-criteria.ts';
import type { Failure } from '../../model/failure.ts';
import type { FailureStep } from '../../model/failure-step.ts';

/** The requests that are judged, or that the last one hangs on. */
export function ownSteps(steps: readonly FailureStep[]): readonly FailureStep[] {
  return steps.filter(({ look }) => look !== true);
}

/** Whether a failure was found by a sequence whose values can be taken anew from its answers. */
export function isChain({ phase, steps }: Pick<Failure, 'phase' | 'steps'>): boolean {
  return (
    phase === 'stateful' &&
    ownSteps(steps).every(({ planned, values }) => planned !== undefined && values !== undefined)
  );
}

/** Whether its last request was led to what the ones before it make. */
export function isLedToThing({ phase, steps }: Pick<Failure, 'phase' | 'steps'>): boolean {
  return phase === 'fuzzing' && steps.length > 1;
}

/** Whether its requests take values from one another. */
export function hangsTogether(failure: Pick<Failure, 'phase' | 'steps'>): boolean {
  return failure.steps.length > 1 && (isChain(failure) || isLedToThing(failure));
}

/** Whether its requests, sent again, can show a failure again: alone, or as a sequence. What a race showed, or steps that others planned, they cannot. */
export function canBeSentAgain(failure: Pick<Failure, 'check' | 'phase' | 'steps'>): boolean {
  return (
    failure.phase !== 'concurrent' &&
    // What a workflow says of its steps is in its document alone.
    failure.check !== workflowCriteria.id &&
    (ownSteps(failure.steps).length === 1 || isChain(failure) || isLedToThing(failure))
  );
}
