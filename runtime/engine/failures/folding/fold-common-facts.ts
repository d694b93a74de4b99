import { negativeDataRejection } from '../../../checks/negative-data-rejection.ts';
import type { Finding } from '../../../model/failure.ts';
import { failureKey, plainKey, type Symptom } from './evidence.ts';
import { foldAs, groupSymptoms, operationCount, type Fold, type FoldRule } from './fold.ts';

/** So many operations with the same wrong refusal have an error handler in common; with the same gap in a definition that they share, its validation. */
const minSharing = 3;
/** So many operations, and half of those tested, with the same finding have it in common. */
const minOperations = 5;

/** Its findings are of one operation’s data, and learning folds them. */
const isOwn: ReadonlySet<string> = new Set(['positive_data_acceptance', 'not_a_server_error']);

/**
 * The same finding at many operations is one defect of what they share: a middleware, an error handler, a proxy. What half of the operations may yet show
 * waits until all were asked.
 */
export const foldCommonFacts: FoldRule = (symptoms, { tested, isFinal }) => {
  const folds: Fold[] = [];
  const settled = new Set<Symptom>();
  for (const members of groupSymptoms(symptoms, commonFact).values()) {
    const { check, finding, response } = (members[0] as Symptom).first; // A group has a member.
    const count = operationCount(members);
    const status = response?.status ?? 0;
    const isOfOneCode = (status >= 400 && formChecks.has(check.id)) || members.every(isOfSharedDefinition);
    const isCommon = isOfOneCode ? count >= minSharing : count >= minOperations && count * 2 >= tested.length;
    if (isCommon) folds.push(commonFold(members, identityOf(members[0] as Symptom)));
    else if (isFinal || count < 2 || finding.confidence === 'heuristic') continue;
    for (const member of members) settled.add(member);
  }
  return { folds, rest: symptoms.filter((symptom) => !settled.has(symptom)) };
};

/** What the finding is, whichever operation it was met at. */
function commonFact(symptom: Symptom): string | undefined {
  const { check, finding, response, state } = symptom.first;
  if (finding.scope === 'api' || response === undefined) return undefined;
  if (isOwn.has(check.id) || check.needsTwoOfThree === true) return undefined;
  // A finding that names its operation is no other one's.
  if (finding.identity.includes(state.entry.path) && state.entry.path.length > 1) return undefined;
  return `${check.id}\n${identityOf(symptom)}`;
}

/** With what is the operation’s own taken out of it. */
function identityOf({ first: { finding, state } }: Symptom): string {
  const own = `${state.entry.location.pointer}/`;
  return finding.identity.startsWith(own) ? finding.identity.slice(own.length - 1) : finding.identity;
}

/** An invalid value was accepted of a parameter or body that the document defines once for several operations. */
function isOfSharedDefinition({ first: { check, finding, state } }: Symptom): boolean {
  const { location } = state.entry;
  return (
    check.id === negativeDataRejection.id &&
    finding.location !== undefined &&
    (finding.location.file !== location.file || !finding.location.pointer.startsWith(`${location.pointer}/`))
  );
}

/** Checks of the form that an answer has. */
const formChecks: ReadonlySet<string> = new Set([
  'content_type_conformance',
  'response_headers_conformance',
  'response_schema_conformance',
]);

function commonFold(members: readonly Symptom[], identity: string): Fold {
  const { check } = (members[0] as Symptom).first; // A group has a member.
  const count = operationCount(members);
  return foldAs(
    {
      check: check.id,
      identity,
      change: ({ message }) => ({ message: `${message} The same was met at ${count} operations.` }),
    },
    members,
  );
}

/** Symptoms that have the name of their failure in common: what is left after all rules. */
export function foldByName(symptoms: readonly Symptom[]): readonly Fold[] {
  const shared = new Set(symptoms.flatMap((symptom) => (isShared(symptom) ? [sharedKey(symptom)] : [])));
  const groups = groupSymptoms(symptoms, (symptom) => {
    // A place that other operations refer to may stand inside of one operation.
    const key = sharedKey(symptom);
    return symptom.first.finding.identity.startsWith('/') && shared.has(key) ? key : plainKey(symptom);
  });
  return [...groups].map(([key, members]) => ({
    key,
    members,
    ...(members.some(isShared) && { present: (finding: Finding) => ({ ...finding, scope: 'api' as const }) }),
  }));
}

/** Whether it is a finding of the whole API by itself. */
export function isShared({ first }: Symptom): boolean {
  return first.finding.scope === 'api';
}

/** What the failure is named where it is one of the whole API. */
export function sharedKey({ first: { check, finding } }: Symptom): string {
  return failureKey(check.id, '', { scope: 'api', identity: finding.identity });
}
