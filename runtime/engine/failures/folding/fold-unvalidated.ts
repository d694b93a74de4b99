import { negativeDataRejection } from '../../../checks/negative-data-rejection.ts';
import { hasUnreadableBody } from '../../../checks/identity/unreadable-body.ts';
import type { RequestLocation } from '../../../model/violation.ts';
import { isShared } from './fold-common-facts.ts';
import { foldAs, groupSymptoms, operationCount, type Fold, type FoldRule } from './fold.ts';
import type { Symptom } from './evidence.ts';

/** So many different violations accepted, and none refused, are no single rules that are missing. */
const minAccepted = 5;
/** From so many operations on it may be the whole API. */
const minOperations = 3;

/**
 * Where an operation accepts all that is invalid in one part of its requests, that part is not validated: one failure. Where that holds for half of
 * the operations with such a part, nothing validates it: one failure of the API.
 */
export const foldUnvalidated: FoldRule = (symptoms, { tested }) => {
  const accepted = symptoms.filter((symptom) => isAccepted(symptom) && !isShared(symptom));
  const leniencies = symptoms.filter((symptom) => isAccepted(symptom) && isShared(symptom));
  const folds: Fold[] = [];
  const folded = new Set<Symptom>();
  const take = (fold: Fold, part: string): void => {
    // What an unvalidated part lets through is no leniency of a validation.
    const where = new Set(fold.members.flatMap(({ operations }) => [...operations]));
    const through = leniencies.filter(
      (symptom) => partOf(symptom) === part && [...symptom.operations].every((operation) => where.has(operation)),
    );
    folds.push({ ...fold, members: [...fold.members, ...through] });
    for (const symptom of through) folded.add(symptom);
    for (const member of fold.members) folded.add(member);
  };
  for (const [part, inPart] of groupSymptoms(accepted, partOf)) {
    const location = part as RequestLocation; // From `partOf`
    const unvalidated = inPart.filter(({ first: { state } }) => !state.parts.refused.has(location));
    const byOperation = groupSymptoms(unvalidated, ({ first }) => first.state.entry.label);
    const clear = [...byOperation].filter(([, members]) => members.filter(counts).length >= minAccepted);
    const asked = new Set([
      ...tested.filter(({ parts }) => parts.refused.has(location)).map(({ entry }) => entry.label),
      ...inPart.filter(counts).flatMap(({ operations }) => [...operations]),
    ]).size;
    if (clear.length >= minOperations && clear.length * 2 >= asked) take(apiFold(location, unvalidated), part);
    else for (const [operation, members] of clear) take(operationFold(location, operation, members), part);
  }
  return { folds, rest: symptoms.filter((symptom) => !folded.has(symptom)) };
};

function isAccepted({ first: { check } }: Symptom): boolean {
  return check.id === negativeDataRejection.id;
}

/** What no parser would refuse, and is surely invalid. That garbage is accepted, too, shows nothing more of a part that is not validated. */
function counts({ first: { finding, ready } }: Symptom): boolean {
  return finding.confidence !== 'heuristic' && !hasUnreadableBody(ready.case);
}

function partOf({ first: { ready } }: Symptom): string | undefined {
  return ready.case.violations[0]?.location;
}

const names: Readonly<Record<RequestLocation, string>> = {
  path: 'parameters of the path',
  query: 'query',
  querystring: 'query',
  header: 'headers',
  cookie: 'cookies',
  body: 'body',
};

const hint = 'Validate this part of the request against the document, before anything else is done with it.';

function operationFold(part: RequestLocation, operation: string, members: readonly Symptom[]): Fold {
  return foldAs(
    {
      check: negativeDataRejection.id,
      operation,
      identity: `${part} not validated`,
      change: ({ message }) => ({
        title: 'Invalid requests accepted',
        message: `Nothing invalid in the ${names[part]} was refused: ${members.length} different violations were accepted. For one, ${lowerFirst(message)}`,
        hint,
      }),
    },
    members,
  );
}

function apiFold(part: RequestLocation, members: readonly Symptom[]): Fold {
  return foldAs(
    {
      check: negativeDataRejection.id,
      identity: `${part} not validated`,
      change: ({ message }) => ({
        title: 'Invalid requests accepted',
        message: `Nothing invalid in the ${names[part]} was refused at ${operationCount(members)} operations: ${members.length} violations were accepted. For one, ${lowerFirst(message)}`,
        hint,
      }),
    },
    members,
  );
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
