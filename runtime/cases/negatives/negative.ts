import type { Violation } from '../../model/violation.ts';
import type { CaseDraft } from '../case-draft.ts';

/** One way to make a request as a whole invalid, beside those that break a value. */
export interface Negative {
  /** The stable id of the scenario. */
  readonly scenario: string;
  readonly violation: Violation;
  /** Sane servers may take the request all the same. */
  readonly doubtful: boolean;
  /** Puts what is invalid into a valid draft. */
  apply(draft: CaseDraft): void;
}
