import { createOperationContext, type ContextOptions, type OperationContext } from '../cases/operation-context.ts';
import type { Api } from '../model/operation.ts';
import type { Problem } from '../model/problem.ts';
import type { OperationState } from './operation-state.ts';
import { createOperationSerialisers } from './operation-serialisers.ts';

/** How many operations are kept prepared. */
const capacity = 512;

/** Prepared operations, the least recently used ones dropped. */
export interface ContextCache {
  /** Throws the `SpecError` of an operation that cannot be prepared. */
  get(state: OperationState): OperationContext;
}

/** `onProblem` hears once of each part of an operation that had to be left out. */
export function createContextCache(
  api: Api,
  options: ContextOptions,
  onProblem: (problem: Problem) => void,
): ContextCache {
  const contexts = new Map<OperationState, OperationContext>();
  const announced = new Set<OperationState>();
  const serialisersOf = createOperationSerialisers(options.serialisers ?? [], onProblem);
  return {
    get(state) {
      const known = contexts.get(state);
      if (known !== undefined) {
        contexts.delete(state);
        contexts.set(state, known);
        return known;
      }
      const serialisers = serialisersOf(state.entry.label);
      const context = createOperationContext(api.operation(state.entry), { ...options, serialisers });
      contexts.set(state, context);
      if (contexts.size > capacity) {
        const [oldest] = contexts.keys();
        if (oldest !== undefined) contexts.delete(oldest);
      }
      if (!announced.has(state)) {
        announced.add(state);
        for (const problem of context.problems) onProblem(problem);
      }
      return context;
    },
  };
}
