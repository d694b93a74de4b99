import type { CaseValues } from '../../model/case.ts';
import { lenientBodies } from './lenient-bodies.ts';
import { unspecifiedMethodCases, type UndeclaredMethods } from '../negatives/unspecified-method.ts';
import { baseDraft } from '../base-draft.ts';
import { finishCase } from '../case-draft.ts';
import type { OperationContext } from '../operation-context.ts';
import type { ReadyCase } from '../ready-case.ts';
import { bodyScenarios } from './body-scenarios.ts';
import { parameterScenarios } from './parameter-scenarios.ts';
import { plainRequests } from './plain-requests.ts';
import type { Scenario } from './scenario.ts';
import { wireKey } from './wire-key.ts';

/**
 * The deterministic cases of an operation, always the same and in the same order: the plainest request, every optional part alone and all
 * together, and for each parameter and body the values at, inside and outside every edge of its schema, then the request without it and what is
 * none of its kind; what frameworks let through of a JSON body; last, where they are given, the methods that the path lacks. One violation a case. Linear in the size of the schemas. `undefined` stands for a scenario that the wire cannot carry, or
 * whose bytes an earlier one has, so that a case keeps its index.
 */
export function* coverageCases(
  context: OperationContext,
  seed: number,
  undeclared?: UndeclaredMethods,
): Generator<ReadyCase | undefined> {
  const seen = new Set<string>();
  let index = 0;
  for (const scenario of scenarios(context)) {
    const seedPath = { seed, operation: context.operation.label, phase: 'coverage', index } as const;
    index += 1;
    if (scenario === undefined) {
      yield undefined;
      continue;
    }
    const { name, draft, violation, doubtful = false } = scenario;
    const ready = finishCase(context, draft, {
      mode: violation === undefined ? 'positive' : 'negative',
      scenario: name,
      seedPath,
      violations: violation === undefined ? [] : [violation],
      doubtful,
    });
    const key = ready && wireKey(ready.request);
    if (key === undefined || seen.has(key)) yield undefined;
    else {
      seen.add(key);
      yield ready;
    }
  }
  if (undeclared !== undefined) yield* unspecifiedMethodCases(context, { ...undeclared, seed, firstIndex: index });
}

function* scenarios(context: OperationContext): Generator<Scenario | undefined> {
  const base: CaseValues = baseDraft(context);
  yield* plainRequests(context, base);
  for (const source of context.parameters) yield* parameterScenarios(source, base);
  yield* bodyScenarios(context, base);
  // Younger than the others, whose indexes stay.
  yield* lenientBodies(context, base);
}
