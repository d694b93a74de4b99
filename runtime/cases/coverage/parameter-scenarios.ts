import type { CaseValues } from '../../model/case.ts';
import { draftOf, setParameter } from '../case-draft.ts';
import { duplicateParameter } from '../negatives/duplicate-parameter.ts';
import { missingParameter } from '../negatives/missing-parameter.ts';
import type { ParameterSource } from '../operation-context.ts';
import { negativeScenario, plainOrNone, type Scenario } from './scenario.ts';

/** The values at and on both sides of every edge of a parameter; the parameter left out; the parameter twice. */
export function* parameterScenarios(source: ParameterSource, base: CaseValues): Generator<Scenario> {
  const { parameter } = source;
  for (const { scenario, value, violation, doubtful } of source.edges()) {
    const draft = draftOf(base);
    setParameter(draft, parameter, value);
    yield {
      name: scenario,
      draft,
      violation: violation && { ...violation, location: parameter.in, parameter: parameter.name },
      doubtful,
    };
  }
  const missing = missingParameter(parameter);
  if (missing !== undefined) yield negativeScenario(missing, base);
  const plain = plainOrNone(source);
  const duplicate = plain && duplicateParameter(source, plain.value);
  if (duplicate !== undefined) yield negativeScenario(duplicate, base);
}
