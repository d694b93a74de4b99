import type { ErrorSignature } from '../../../checks/identity/error-signature.ts';
import { violationPlace } from '../../../checks/identity/violation-place.ts';
import { notAServerError } from '../../../checks/not-a-server-error.ts';
import type { Violation } from '../../../model/violation.ts';
import type { OperationState } from '../../operation-state.ts';
import type { Symptom } from './evidence.ts';
import { errorDetails } from './error-place.ts';
import { foldAs, groupSymptoms, operationCount, type Fold, type FoldRule } from './fold.ts';
import { violationHash } from './part-checks.ts';

/** So many operations that fail at one place of the code fail for one reason. */
const minSharing = 3;
/** So many operations, and half of those tested, that answer nothing but server errors: what they all need is down. */
const minFailing = 5;
/** A message that so many operations have in common is what the server always says. */
const minConstant = 3;
/** More messages than these of one operation are one that differs each time. */
const maxMessages = 5;
/** More places than these in one part of a request: the part is not validated. */
const maxPlaces = 3;

/**
 * One failure for one cause. The server’s own words tell, where it has any: the same exception at the same place of the code, the same message. Where it has none,
 * what was wrong with the requests tells, as far as that explains the error; whatever it does not explain is one failure.
 */
export const foldServerErrors: FoldRule = (symptoms, { tested, isFinal }) => {
  // What a value was found to cause has its name, as what has no answer.
  const own = symptoms.filter(
    ({ first }) =>
      first.check.id === notAServerError.id &&
      first.response !== undefined &&
      errorDetails(first.finding).causedBy === undefined,
  );
  const folds: Fold[] = [];
  const placed = own.filter((symptom) => causeOf(symptom)?.kind === 'place');
  for (const members of groupSymptoms(placed, identityOf).values()) folds.push(...foldPlace(members, isFinal));
  const others = own.filter((symptom) => causeOf(symptom)?.kind !== 'place');
  const constants = constantMessages(others);
  const down: Symptom[] = [];
  const unavailable: Symptom[][] = [];
  for (const members of groupSymptoms(
    others,
    (symptom) => `${symptom.first.state.index} ${statusOf(symptom)}`,
  ).values()) {
    const kinds = splitByCause(members, constants);
    for (const [identity, same] of kinds.told) folds.push(operationFold(identity, same));
    if (kinds.untold.length === 0) continue;
    if (isDown(kinds.untold)) down.push(...kinds.untold);
    else if (statusOf(kinds.untold[0] as Symptom) === '503') unavailable.push([...kinds.untold]);
    else folds.push(...foldByPlace(kinds.untold));
  }
  folds.push(...foldDown(down, tested.length, isFinal), ...foldUnavailable(unavailable, isFinal));
  const owned = new Set(own);
  return { folds, rest: symptoms.filter((symptom) => !owned.has(symptom)) };
};

function identityOf({ first: { finding } }: Symptom): string {
  return finding.identity;
}

function statusOf({ first: { finding } }: Symptom): string {
  return String(errorDetails(finding).status);
}

function causeOf({ first: { finding } }: Symptom): ErrorSignature | undefined {
  return errorDetails(finding).cause;
}

/** At one place of the code: whatever the operation, where three or more show it. Two may become three. */
function foldPlace(members: readonly Symptom[], isFinal: boolean): readonly Fold[] {
  const [first] = members;
  if (first === undefined) return [];
  const count = operationCount(members);
  if (count >= minSharing) {
    return [
      foldAs(
        {
          check: notAServerError.id,
          identity: identityOf(first),
          change: ({ message }) => ({ message: `${message} The same was met at ${count} operations.` }),
        },
        members,
      ),
    ];
  }
  if (count > 1 && !isFinal) return [];
  return [...groupSymptoms(members, ({ first: { state } }) => state.entry.label).values()].map((same) =>
    operationFold(identityOf(first), same),
  );
}

function operationFold(identity: string, members: readonly Symptom[]): Fold {
  // A group has a member.
  const operation = (members[0] as Symptom).first.state.entry.label;
  return foldAs({ check: notAServerError.id, operation, identity }, members);
}

/** Messages without an exception that several operations have in common say nothing of the cause. */
function constantMessages(symptoms: readonly Symptom[]): ReadonlySet<string> {
  const groups = groupSymptoms(symptoms, (symptom) => {
    const cause = causeOf(symptom);
    return cause?.kind === 'message' ? cause.text : undefined;
  });
  return new Set([...groups].filter(([, members]) => operationCount(members) >= minConstant).map(([text]) => text));
}

interface ByCause {
  readonly told: ReadonlyMap<string, readonly Symptom[]>;
  readonly untold: readonly Symptom[];
}

/** Of one operation and status. */
function splitByCause(members: readonly Symptom[], constants: ReadonlySet<string>): ByCause {
  const told = groupSymptoms(members, (symptom) => {
    const cause = causeOf(symptom);
    if (cause === undefined || constants.has(cause.text)) return undefined;
    return `${statusOf(symptom)} ${cause.text}`;
  });
  if (told.size > maxMessages) return { told: new Map(), untold: members };
  const known = new Set([...told.values()].flat());
  return { told, untold: members.filter((symptom) => !known.has(symptom)) };
}

/** Nearly all valid requests fail, so that what was wrong with the others explains nothing. */
const hopeless = 0.8;

/** The part of the valid requests that fails. */
function baseRate(state: OperationState): number {
  let failed = 0;
  let all = 0;
  for (const [status, count] of state.answersToValid) {
    all += count;
    if (status >= 500) failed += count;
  }
  return all === 0 ? 0 : failed / all;
}

function isDown(members: readonly Symptom[]): boolean {
  const state = members[0]?.first.state;
  return state !== undefined && !state.reached && baseRate(state) >= hopeless;
}

/** One failure of the API where so many operations answer nothing else; else one each. */
function foldDown(members: readonly Symptom[], tested: number, isFinal: boolean): readonly Fold[] {
  return [...groupSymptoms(members, statusOf)].flatMap(([status, same]) => {
    const count = operationCount(same);
    if (count >= minFailing && count * 2 >= tested) {
      return [
        foldAs(
          {
            check: notAServerError.id,
            identity: `${status} throughout`,
            change: () => ({
              message: `The server answers ${status} to all valid requests, at ${count} operations.`,
              hint: 'See whether what the server needs, such as its database, is there, and look at its log.',
            }),
          },
          same,
        ),
      ];
    }
    if (count > 1 && !isFinal) return [];
    return [...groupSymptoms(same, ({ first }) => first.state.entry.label).values()].map((own) =>
      operationFold(status, own),
    );
  });
}

/** 503 speaks of the server's state, not of the request (RFC 9110 §15.6.4): what happens now and then at three operations is one thing. */
function foldUnavailable(byOperation: readonly (readonly Symptom[])[], isFinal: boolean): readonly Fold[] {
  const count = byOperation.length;
  if (count < minSharing) return count > 1 && !isFinal ? [] : byOperation.flatMap(foldByPlace);
  return [
    foldAs(
      {
        check: notAServerError.id,
        identity: '503 now and then',
        change: () => ({
          message: `The server answers 503 without Retry-After now and then, at ${count} operations.`,
          hint: 'See what is locked or used up under load, such as the database, or lower --concurrency. Send Retry-After where the client is to wait.',
        }),
      },
      byOperation.flat(),
    ),
  ];
}

/** What is wrong with a request explains the error where most requests with it fail, and clearly more than valid ones do. */
function foldByPlace(members: readonly Symptom[]): readonly Fold[] {
  const [first] = members;
  if (first === undefined) return [];
  const { state } = first.first;
  const status = statusOf(first);
  const base = baseRate(state);
  const isExplained = (symptom: Symptom): boolean => {
    const violation = onlyViolation(symptom);
    if (violation === undefined || base >= hopeless) return false;
    const coped = state.parts.copedWith.get(violationHash(violation)) ?? 0;
    return symptom.occurrences / (symptom.occurrences + coped) >= Math.max(0.5, (1 + base) / 2);
  };
  const explained = members.filter(isExplained);
  const unexplained = members.filter((symptom) => !isExplained(symptom));
  return [...(unexplained.length === 0 ? [] : [operationFold(status, unexplained)]), ...foldPlaces(status, explained)];
}

/** One failure for each place, whatever keyword is broken there; one for the part of the request where there are many. */
function foldPlaces(status: string, explained: readonly Symptom[]): readonly Fold[] {
  const byPart = groupSymptoms(explained, (symptom) => onlyViolation(symptom)?.location ?? 'method');
  return [...byPart].flatMap(([part, inPart]) => {
    const places = groupSymptoms(inPart, (symptom) => {
      const violation = onlyViolation(symptom);
      return violation && violationPlace(violation);
    });
    if (places.size > maxPlaces) return [operationFold(`${status} · ${part}`, inPart)];
    return [...places].map(([place, same]) => operationFold(`${status} · ${place}`, same));
  });
}

function onlyViolation({ first: { ready } }: Symptom): Violation | undefined {
  const [violation, ...others] = ready.case.violations;
  return others.length === 0 ? violation : undefined;
}
