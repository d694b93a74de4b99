import type { ReadyCase } from '../cases/ready-case.ts';
import { triesUndeclaredMethod, type Case, type CaseValues } from '../model/case.ts';
import { leniencyOf } from '../model/leniency.ts';
import type { Operation } from '../model/operation.ts';
import { acceptanceWords } from './naming/acceptance-words.ts';
import { changedPlaces } from './naming/changed-places.ts';
import { violationWords } from './naming/violation-words.ts';
import { stableId } from './stable-id.ts';
import { staticRequest, type RequestSetting } from './static-request.ts';
import type { Expectation, StaticTest } from './static-test.ts';

/** What the server answered to a case in a run, where one was asked. */
export interface ObservedAnswer {
  readonly status: number;
}

/** A case as a test of its operation; `plainest` are the values that others are told apart from. */
export function caseTest(
  { case: one, request }: ReadyCase,
  operation: Operation,
  plainest: CaseValues,
  setting: RequestSetting,
  observed: ObservedAnswer | undefined,
): StaticTest {
  const title = titleOf(one, plainest, observed);
  return {
    // What it is, not what its place among the cases is: those move when the document changes.
    id: stableId(operation.label, subjectOf(one, plainest)),
    operation: operation.label,
    title,
    notes: [notesOf(one, observed)],
    isKnownFailure: false,
    steps: [
      {
        operation: operation.label,
        request: staticRequest(request, setting),
        expectations: expectationsOf(one, operation, observed),
        keeps: [],
      },
    ],
  };
}

/** Whether the document alone says how a case is to be answered, so that no sane server answers otherwise. */
export function isCertain(one: Case, operation: Operation): boolean {
  if (one.doubtful === true || triesUndeclaredMethod(one) || leniencyOf(one) !== undefined) return false;
  const [violation, ...others] = one.violations;
  if (violation === undefined) return true;
  if (others.length > 0 || violation.keyword === 'format' || operation.method.toUpperCase() === 'OPTIONS') return false;
  // A handler that never looks at its body takes anything for one.
  const isOfTheBody = violation.keyword === 'mediaType' || violation.keyword === 'syntax';
  return !isOfTheBody || (violation.keyword === 'syntax' && operation.body?.required === true);
}

function titleOf(one: Case, plainest: CaseValues, observed: ObservedAnswer | undefined): string {
  const subject = subjectOf(one, plainest);
  if (one.mode === 'negative') return `rejects ${subject}`;
  if (observed === undefined) return `answers as documented to ${subject}`;
  return observed.status < 300 ? `accepts ${subject}` : `answers ${observed.status} to ${subject}`;
}

function subjectOf(one: Case, plainest: CaseValues): string {
  const [violation] = one.violations;
  if (violation !== undefined) return violationWords(violation, one.scenario);
  return acceptanceWords(changedPlaces(one.values, plainest), one.scenario, one.phase === 'examples');
}

function notesOf({ phase, scenario, violations }: Case, observed: ObservedAnswer | undefined): string {
  const [violation] = violations;
  const facts = [
    observed === undefined ? 'not observed' : `observed: ${observed.status}`,
    `${phase}${scenario === undefined ? '' : ` ${scenario}`}`,
    ...(violation === undefined ? [] : [`breaks ${violation.keyword} at #${violation.schemaPointer}`]),
  ];
  return facts.join(' · ');
}

function expectationsOf(one: Case, operation: Operation, observed: ObservedAnswer | undefined): readonly Expectation[] {
  const content: Expectation[] = operation.method.toUpperCase() === 'HEAD' ? [] : [{ kind: 'content' }];
  if (one.mode === 'negative') return [{ kind: 'status', statuses: ['4XX'] }, ...content];
  if (observed === undefined) return [{ kind: 'documented' }, ...content];
  return [{ kind: 'status', statuses: statusesOf(observed.status, operation) }, ...content];
}

/** What answers hang on: whether the thing in the path is there, or one like it already. Others may have made or deleted it meanwhile. */
export const absences: readonly string[] = ['404', '409', '410', '412'];

function statusesOf(status: number, { path, method, responses }: Operation): readonly string[] {
  const own = String(status);
  const isSafe = ['GET', 'HEAD', 'OPTIONS'].includes(method.toUpperCase());
  if (isSafe && !path.includes('{')) return [own];
  // A PUT makes what is not there and replaces what is (RFC 9110 §9.3.4).
  const successes = status < 300 ? ['200', '201', '202', '204'] : [];
  const others = [...successes, ...absences].filter((code) => responses.some((response) => response.status === code));
  return [...new Set([own, ...others])];
}
