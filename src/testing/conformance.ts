import type { OperationEntry } from '../../runtime/model/operation.ts';
import { oneLine } from '../../reporters/escape.ts';
import { countOf } from '../../reporters/words.ts';
import { UsageError } from '../../runtime/errors.ts';
import type { ReceivedResponse } from './received-response.ts';
import type { ResponseFinding, ResponseJudge } from './response-judge.ts';

/** Whether a response is what the document says, in the words of an assertion. */
export interface Conformance {
  readonly conforms: boolean;
  readonly message: string;
  readonly expected: string;
  readonly actual: string;
}

/** What a request was, for clients whose responses do not tell. */
export interface RequestHint {
  readonly method?: string;
  /** A URL or a path, the base path included. */
  readonly url?: string;
}

/** Judges a response by one operation. */
export function conformanceTo(judge: ResponseJudge, entry: OperationEntry, response: ReceivedResponse): Conformance {
  return conformanceOf(entry, response, judge.judge(entry, response));
}

/** What was found, in words. */
export function conformanceOf(
  entry: OperationEntry,
  response: ReceivedResponse,
  findings: readonly ResponseFinding[],
): Conformance {
  const expected = findings.map(({ finding }) => finding.expected).join('\n');
  const actual = findings.map(({ finding }) => finding.received).join('\n');
  return { conforms: findings.length === 0, message: messageOf(entry, response, findings), expected, actual };
}

/** Judges a response by the operation that it answers. Where the method is not known, one of the path has to fit. Throws `UsageError` where there is none. */
export function conformanceToApi(
  judge: ResponseJudge,
  response: ReceivedResponse,
  hint: RequestHint = {},
): Conformance {
  const url = hint.url ?? response.url;
  const method = hint.method ?? response.method;
  if (url === undefined) {
    throw new UsageError('The response does not tell what it answers.', {
      hint: "Name the operation, toConformTo('GET /pets'), or the request, toConformToApi({ method: 'GET', url: '/pets' }).",
    });
  }
  const verdicts = judge.operationsAt(method, url).map((entry) => conformanceTo(judge, entry, response));
  const [first] = verdicts;
  if (first !== undefined) return verdicts.find(({ conforms }) => conforms) ?? first;
  return {
    conforms: false,
    message: `The document has no operation for ${oneLine([method, url].filter(Boolean).join(' '))}.`,
    expected: 'an operation of the document',
    actual: oneLine(url),
  };
}

function messageOf(
  { label }: OperationEntry,
  { status }: ReceivedResponse,
  findings: readonly ResponseFinding[],
): string {
  if (findings.length === 0)
    return `The answer ${status} to ${label} is what the document says, and was expected not to be.`;
  const lines = findings.flatMap(({ check, finding: { message, hint }, where }) => [
    '',
    `  ${oneLine(message)} (${check})`,
    ...(where === undefined ? [] : [`  Where  ${where}`]),
    `  Next   ${oneLine(hint)}`,
  ]);
  const what = `breaks the contract in ${countOf(findings.length, 'place')}`;
  return [`The answer ${status} to ${label} ${what}.`, ...lines, ''].join('\n');
}
