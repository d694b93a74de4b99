import type { CaseValues } from '../../model/case.ts';
import { draftOf } from '../case-draft.ts';
import { canBeMalformed, malformedBodies } from '../negatives/malformed-body.ts';
import { missingBody } from '../negatives/no-body.ts';
import { wrongMediaTypes } from '../negatives/wrong-media-type.ts';
import type { BodySource, OperationContext } from '../operation-context.ts';
import { negativeScenario, plainOrNone, type Scenario } from './scenario.ts';

/** For each body its edges and what is no body of its type; then bodies of other types, and none at all. */
export function* bodyScenarios(context: OperationContext, base: CaseValues): Generator<Scenario> {
  for (const source of context.bodies) yield* scenariosOf(source, base);
  for (const negative of wrongMediaTypes(context)) yield negativeScenario(negative, base);
  const missing = missingBody(context);
  if (missing !== undefined) yield negativeScenario(missing, base);
}

function* scenariosOf(source: BodySource, base: CaseValues): Generator<Scenario> {
  const { mediaType } = source;
  for (const { scenario, value, violation, doubtful } of source.edges()) {
    const draft = { ...draftOf(base), body: { kind: 'value', mediaType, value } as const };
    yield { name: scenario, draft, violation: violation && { ...violation, location: 'body' }, doubtful };
  }
  const plain = canBeMalformed(source) ? plainOrNone(source) : undefined;
  if (plain === undefined) return;
  for (const negative of malformedBodies(source, plain.value)) yield negativeScenario(negative, base);
}
