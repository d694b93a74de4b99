import type { CaseValues } from '../../model/case.ts';
import type { Violation } from '../../model/violation.ts';
import { ApiTestGenError } from '../../errors.ts';
import { draftOf, type CaseDraft } from '../case-draft.ts';
import type { Negative } from '../negatives/negative.ts';
import type { ValueSource } from '../operation-context.ts';

/** A scenario before it is written to the wire. */
export interface Scenario {
  readonly name: string;
  readonly draft: CaseDraft;
  readonly violation?: Violation | undefined;
  readonly doubtful?: boolean | undefined;
}

/** A request that is invalid as a whole. */
export function negativeScenario({ scenario, violation, doubtful, apply }: Negative, base: CaseValues): Scenario {
  const draft = draftOf(base);
  apply(draft);
  return { name: scenario, draft, violation, doubtful };
}

/** The plainest value of a part that may be left out; nothing where none can be built, which must not cost the other parts their scenarios. */
export function plainOrNone(source: ValueSource): { readonly value: unknown } | undefined {
  try {
    return { value: source.plain() };
  } catch (error) {
    if (ApiTestGenError.is(error)) return undefined;
    throw error;
  }
}
