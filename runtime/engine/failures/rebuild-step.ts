import type { ReadyCase } from '../../cases/ready-case.ts';
import type { Case } from '../../model/case.ts';
import type { HeaderList, WireRequest } from '../../model/exchange.ts';
import type { FailureStep } from '../../model/failure-step.ts';
import type { JsonPointer } from '../../model/json.ts';
import type { Operation } from '../../model/operation.ts';
import type { Violation } from '../../model/violation.ts';
import { fixedCookies, joinCookies } from '../../requests/cookie-header.ts';
import { changeCredentials } from '../judging/change-credentials.ts';
import type { Identities } from '../sending/identities.ts';
import { valuesFromJson } from './kept-values.ts';

/** What a step meets where it is sent again. */
export interface StepTarget {
  readonly operation: Operation;
  /** The path of the base URL that it was recorded under, and of the one it is sent to; both without a slash at the end. */
  readonly from: string;
  readonly to: string;
  /** Whose headers, credentials among them, win over recorded ones. */
  readonly identities: Pick<Identities, 'actAs' | 'headersOf' | 'recorded'>;
}

/** The request of a step as it is to be sent now; `undefined` where it was too long to be kept whole. */
export function rebuildStep(step: FailureStep, target: StepTarget): ReadyCase | undefined {
  const { request, credentials, seedPath, values } = step;
  const { identities, operation } = target;
  if (request.body?.truncated === true) return undefined;
  const full: WireRequest = {
    method: request.method,
    target: rebased(request.target, target),
    headers: withUsers(request.headers, identities.headersOf(undefined)),
    body: bodyOf(request.body),
  };
  const { label } = operation;
  const sent: Case = {
    operation: label,
    phase: seedPath.phase,
    mode: step.mode,
    ...(step.doubtful === true ? { doubtful: true } : {}),
    scenario: step.scenario,
    seedPath: { ...seedPath, operation: label },
    inputs: {},
    values: valuesFromJson(values ?? null),
    // They were a case's, and are JSON.
    violations: step.violations.map((violation) => ({
      ...(violation as Violation),
      valuePointer: violation.valuePointer as JsonPointer,
    })),
  };
  const identity = identities.recorded(step.identity);
  if (credentials === 'same') return { case: sent, request: full, ...(identity === undefined ? {} : { identity }) };
  const own = identities.headersOf(identity);
  return { case: sent, request: changeCredentials(identities.actAs(full, identity), operation, own, credentials) };
}

function rebased(target: string, { from, to }: StepTarget): string {
  return from !== to && target.startsWith(from) ? `${to}${target.slice(from.length)}` : target;
}

function withUsers(recorded: HeaderList, users: HeaderList): HeaderList {
  const names = new Set(users.map(([name]) => name.toLowerCase()));
  const cookies = recorded.find(([name]) => name.toLowerCase() === 'cookie')?.[1];
  const fixed = fixedCookies(users);
  const joined = cookies === undefined || fixed === undefined ? undefined : joinCookies(cookies, fixed);
  return [
    ...recorded.filter(([name]) => !names.has(name.toLowerCase())),
    ...users.map(([name, value]) => [name, name.toLowerCase() === 'cookie' ? (joined ?? value) : value] as const),
  ];
}

function bodyOf(body: FailureStep['request']['body']): WireRequest['body'] {
  if (body === undefined) return undefined;
  return body.text ?? new Uint8Array(Buffer.from(body.base64 ?? '', 'base64'));
}
