import { builtinChecks } from '../../checks/index.ts';
import type { Check, CheckInput, Verdict } from '../../checks/contract.ts';
import { maxResponseTime } from '../../checks/max-response-time.ts';
import { unsupportedMethod } from '../../checks/unsupported-method.ts';
import { allowHeaderConformance } from '../../checks/allow-header-conformance.ts';
import { notAServerError } from '../../checks/not-a-server-error.ts';
import { triesUndeclaredMethod } from '../../model/case.ts';
import { toProblem } from '../../errors.ts';
import { headerValue, type Exchange, type WireResponse } from '../../model/exchange.ts';
import type { Finding } from '../../model/failure.ts';
import type { Problem } from '../../model/problem.ts';

/** A finding and the check that made it. */
export interface Judgement {
  readonly check: Check;
  readonly finding: Finding;
}

export type Judge = (input: CheckInput) => readonly Judgement[];

const none: readonly Judgement[] = [];

/**
 * Runs the checks of these ids on an exchange. A server error belongs to not_a_server_error alone; throttling belongs to
 * the environment and to no check. The other precedences are in the checks, as facts of the exchange: leaving one check out
 * never makes another one speak for it. A check that throws is a problem.
 */
export function createJudge(ids: readonly string[], onProblem: (problem: Problem) => void): Judge {
  const selected = selectChecks(ids).filter(
    ({ probes, history, races }) => probes !== true && history !== true && races !== true,
  );
  const forServerErrors = selected.filter((check) => check.id === 'not_a_server_error');
  const forUndeclared = selected.filter(({ id }) => judgeUndeclaredMethods.has(id));
  const checksFor = ({ response, case: sent }: Exchange): readonly Check[] => {
    if (isServerError(response)) return forServerErrors;
    return triesUndeclaredMethod(sent) ? forUndeclared : selected;
  };
  return (input) => {
    const { exchange } = input;
    if (isThrottling(exchange.response)) return none;
    let judgements: Judgement[] | undefined;
    for (const check of checksFor(exchange)) {
      const verdict = runCheck(check, input, onProblem);
      if (verdict?.kind !== 'fail') continue;
      judgements ??= [];
      for (const finding of verdict.findings) judgements.push({ check, finding });
    }
    return judgements ?? none;
  };
}

/** What the document says of an operation says nothing of another method: only these have something to say. */
const judgeUndeclaredMethods: ReadonlySet<string> = new Set([
  notAServerError.id,
  unsupportedMethod.id,
  allowHeaderConformance.id,
  maxResponseTime.id,
]);

/** The checks of these ids. */
export function selectChecks(ids: readonly string[]): readonly Check[] {
  const all: readonly Check[] = builtinChecks;
  return all.filter((check) => ids.includes(check.id));
}

/** A part of the document that cannot be used is a problem of the document, and no verdict on the server. */
export function runCheck(check: Check, input: CheckInput, onProblem: (problem: Problem) => void): Verdict | undefined {
  try {
    return check.run(input);
  } catch (error) {
    onProblem(toProblem(error, input.operation.label));
    return undefined;
  }
}

function isServerError({ status }: WireResponse): boolean {
  return status >= 500 || status < 100;
}

/** 429, and 503 that says when to come back (RFC 6585 §4, RFC 9110 §15.6.4). */
export function isThrottling(response: WireResponse): boolean {
  return (
    response.status === 429 || (response.status === 503 && headerValue(response.headers, 'retry-after') !== undefined)
  );
}
