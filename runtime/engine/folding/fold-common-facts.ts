import { plainKey, type Symptom } from './evidence.ts';
import { foldAs, groupSymptoms, operationCount, type Fold, type FoldRule } from './fold.ts';

/** So many operations with the same wrong refusal have an error handler in common. */
const minRefusing = 3;
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
    const isRefusal = status >= 400 && formChecks.has(check.id);
    const isCommon = isRefusal ? count >= minRefusing : count >= minOperations && count * 2 >= tested.length;
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

/** With what is the operation’s own taken out of it, and the status where that says more. */
function identityOf({ first: { check, finding, response, state } }: Symptom): string {
  const own = state.entry.location.pointer;
  const identity = finding.identity.startsWith(`${own}/`) ? finding.identity.slice(own.length) : finding.identity;
  return check.id === 'content_type_conformance' || check.id === 'response_headers_conformance'
    ? `${response?.status} ${identity}`
    : identity;
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
  const shared = new Set(
    symptoms.flatMap(({ first: { check, finding } }) =>
      finding.scope === 'api' ? [`${check.id}\n\n${finding.identity}`] : [],
    ),
  );
  const groups = groupSymptoms(symptoms, (symptom) => {
    const { check, finding } = symptom.first;
    const own = plainKey(symptom);
    // A place that other operations refer to may stand inside one operation.
    const everybodys = `${check.id}\n\n${finding.identity}`;
    return finding.identity.startsWith('/') && shared.has(everybodys) ? everybodys : own;
  });
  return [...groups].map(([key, members]) => ({ key, members }));
}
