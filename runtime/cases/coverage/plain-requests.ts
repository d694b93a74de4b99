import type { CaseValues } from '../../model/case.ts';
import { draftOf, setParameter } from '../case-draft.ts';
import type { OperationContext } from '../operation-context.ts';
import { plainOrNone, type Scenario } from './scenario.ts';

/** The plainest request; every optional part added to it alone, and all of them together; every body in its plainest form. */
export function* plainRequests(context: OperationContext, base: CaseValues): Generator<Scenario> {
  yield { name: 'default_positive_test', draft: draftOf(base) };
  const all = draftOf(base);
  let added = 0;
  for (const source of context.parameters) {
    if (source.parameter.required) continue;
    const plain = plainOrNone(source);
    if (plain === undefined) continue;
    const draft = draftOf(base);
    setParameter(draft, source.parameter, plain.value);
    setParameter(all, source.parameter, plain.value);
    added += 1;
    yield { name: 'optional_parameter', draft };
  }
  for (const source of context.bodies) {
    const plain = plainOrNone(source);
    if (plain === undefined) continue;
    const body = { kind: 'value', mediaType: source.mediaType, value: plain.value } as const;
    if (all.body === undefined) {
      all.body = body;
      added += 1;
    }
    yield { name: 'default_positive_test', draft: { ...draftOf(base), body } };
  }
  if (added > 1) yield { name: 'all_optional_parameters', draft: all };
}
