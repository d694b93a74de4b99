import type { Check } from '../../../checks/contract.ts';
import type { ReadyCase } from '../../../cases/ready-case.ts';
import { hasUnreadableBody } from '../../../checks/identity/unreadable-body.ts';
import type { Case } from '../../../model/case.ts';
import type { Exchange, WireResponse } from '../../../model/exchange.ts';
import type { Confidence, Finding, Reproducibility } from '../../../model/failure.ts';
import { phases } from '../../../model/phase.ts';
import type { Probe } from '../../../model/probe.ts';
import type { Chain } from '../minimise-sequence.ts';
import type { OperationState } from '../../operation-state.ts';

/** A case that shows a defect. `response` is absent where the server broke the connection. */
export interface Evidence {
  readonly check: Check;
  readonly finding: Finding;
  readonly state: OperationState;
  readonly ready: ReadyCase;
  readonly response: WireResponse | undefined;
  /** Where it was sent again already. */
  readonly reproducibility?: Reproducibility;
  /** How many cases it stands for. @default 1 */
  readonly occurrences?: number;
  /** What another exchange shows of the same failure, where the check alone cannot tell it from one exchange. */
  readonly again?: (exchange: Exchange) => Finding | undefined;
  /** The sequence that it ended. */
  readonly chain?: Chain;
  /** The requests that it took before it, and after it to see what it did. */
  readonly before?: readonly ReadyCase[];
  readonly after?: readonly ReadyCase[];
  /** Where `ready` is a probe: the request that was judged before, and how the credentials of `ready` were changed. */
  readonly probed?: { readonly subject: ReadyCase; readonly credentials: Probe['credentials'] };
}

/** Cases that met the same finding at one operation, or of the whole API, with the first of them by operation, phase and index. */
export interface Symptom {
  readonly key: string;
  first: Evidence;
  /** The cases next to it, in that order: as many as a report shows, so that no more is kept. */
  readonly others: Evidence[];
  occurrences: number;
  readonly operations: Set<string>;
  /** More cases, of those that nothing but their values tells apart; since the last report. */
  readonly samples: Evidence[];
  /** The key of the failure that it was reported as. */
  reportedAs: string | undefined;
}

/** How many cases of a failure are shown beside its smallest. */
export const maxOthers = 2;

/** What names a failure: a digest of it is its id. */
export function failureKey(
  check: string,
  operation: string,
  { scope, identity }: Pick<Finding, 'scope' | 'identity'>,
): string {
  return scope === 'api' ? `${check}\n\n${identity}` : `${check}\n${operation}\n${identity}`;
}

/** What names a symptom. What servers answer to a body that cannot be read is mostly their framework’s, and kept apart. */
export function symptomKey(check: string, operation: string, finding: Finding, sent: Case): string {
  const key = failureKey(check, operation, finding);
  return refusals.has(check) && hasUnreadableBody(sent) ? key + unreadableMark : key;
}

const unreadableMark = '\nunreadable body';

/** Whether a symptom is of bodies that cannot be read. */
export function isOfUnreadableBodies({ key }: Symptom): boolean {
  return key.endsWith(unreadableMark);
}

/** The key of a symptom as if its bodies could be read. */
export function plainKey({ key }: Pick<Symptom, 'key'>): string {
  return key.endsWith(unreadableMark) ? key.slice(0, -unreadableMark.length) : key;
}

/** Checks that look at the form of an answer. */
const refusals: ReadonlySet<string> = new Set([
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
]);

/** By operation, phase and index: the order in which cases are made, whatever the time they are answered at. */
export function compareEvidence(a: Evidence, b: Evidence): number {
  return (
    a.state.index - b.state.index || rankOf(a) - rankOf(b) || a.ready.case.seedPath.index - b.ready.case.seedPath.index
  );
}

function rankOf({ ready }: Evidence): number {
  return phases.indexOf(ready.case.phase);
}

const confidences: readonly Confidence[] = ['proved', 'likely', 'heuristic'];

/** The surest first, then what a valid request shows, then as `compareEvidence`. */
export function compareSymptoms(a: Symptom, b: Symptom): number {
  return (
    confidences.indexOf(a.first.finding.confidence) - confidences.indexOf(b.first.finding.confidence) ||
    Number(hasViolation(a)) - Number(hasViolation(b)) ||
    compareEvidence(a.first, b.first) ||
    (a.key < b.key ? -1 : Number(a.key > b.key))
  );
}

function hasViolation({ first }: Symptom): boolean {
  return first.ready.case.violations.length > 0;
}
