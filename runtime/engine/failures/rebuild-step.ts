import type { ReadyCase } from '../../cases/ready-case.ts';
import type { Case } from '../../model/case.ts';
import type { HeaderList, WireRequest } from '../../model/exchange.ts';
import type { FailureStep } from '../../model/failure-step.ts';
import type { JsonPointer } from '../../model/json.ts';
import type { Operation } from '../../model/operation.ts';
import type { Violation } from '../../model/violation.ts';
import { fixedCookies, joinCookies } from '../../requests/cookie-header.ts';
import { changeCredentials } from '../judging/change-credentials.ts';
import { valuesFromJson } from './kept-values.ts';

/** What a step meets where it is sent again. */
export interface StepTarget {
  readonly operation: Operation;
  /** The path of the base URL that it was recorded under, and of the one it is sent to; both without a slash at the end. */
  readonly from: string;
  readonly to: string;
  /** The user's, credentials among them: they win over recorded ones. */
  readonly headers: HeaderList;
}

/** The request of a step as it is to be sent now; `undefined` where it was too long to be kept whole. */
export function rebuildStep(step: FailureStep, target: StepTarget): ReadyCase | undefined {
  const { request, credentials, seedPath, values } = step;
  if (request.body?.truncated === true) return undefined;
  const full: WireRequest = {
    method: request.method,
    target: rebased(request.target, target),
    headers: withUsers(request.headers, target.headers),
    body: bodyOf(request.body),
  };
  const { label } = target.operation;
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
  const wire = credentials === 'same' ? full : changeCredentials(full, target.operation, target.headers, credentials);
  return { case: sent, request: wire };
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
