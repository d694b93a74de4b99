import type { OperationContext } from '../cases/operation-context.ts';
import { problemOf } from '../cases/problem-of.ts';
import { describeLocation } from './context-options.ts';
import type { OperationState } from './operation-state.ts';
import type { RunState } from './run-state.ts';

/**
 * The prepared operation as it was learned to be; `undefined` where it cannot be tested, which becomes a problem: what one operation's part of the document does
 * wrong must not end the sequences, workflows and races of others.
 */
export function usableContext(run: RunState, state: OperationState | undefined): OperationContext | undefined {
  if (state === undefined || state.broken) return undefined;
  try {
    return run.learning.contextOf(state);
  } catch (error) {
    run.problem(problemOf(error, state.entry.label, (location) => describeLocation(run.setting.api, location)));
    return undefined;
  }
}
