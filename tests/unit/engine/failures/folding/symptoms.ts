import { builtinChecks } from '../../../../../runtime/checks/index.ts';
import { notAServerError } from '../../../../../runtime/checks/not-a-server-error.ts';
import {
  createFailureRegistry,
  type Evidence,
  type KnownFailure,
} from '../../../../../runtime/engine/failures/failure-registry.ts';
import {
  createOperationState,
  noteAnswer,
  type OperationState,
} from '../../../../../runtime/engine/operation-state.ts';
import type { Check } from '../../../../../runtime/checks/contract.ts';
import type { Case } from '../../../../../runtime/model/case.ts';
import type { Finding } from '../../../../../runtime/model/failure.ts';
import type { JsonPointer } from '../../../../../runtime/model/json.ts';
import { operationLabel } from '../../../../../runtime/model/operation.ts';
import type { Phase } from '../../../../../runtime/model/phase.ts';
import type { RequestLocation, Violation } from '../../../../../runtime/model/violation.ts';
import { checkInput } from '../../../checks/exchange-fixture.ts';

const root = '' as JsonPointer;

/** Operations `GET /op0`, `GET /op1`, … of one run, all tested. */
export function operations(count: number): readonly OperationState[] {
  return Array.from({ length: count }, (_, index) => {
    const path = `/op${index}`;
    const location = { file: '/api.yaml', pointer: `/paths/~1op${index}/get` as JsonPointer };
    const label = operationLabel('GET', path);
    const entry = { label, method: 'GET', path, operationId: undefined, tags: [], deprecated: false, location };
    return Object.assign(createOperationState(entry, index), { tested: true });
  });
}

export function violation(
  location: RequestLocation,
  parameter: string | undefined,
  keyword: string,
  pointer = '',
): Violation {
  return {
    location,
    ...(parameter !== undefined && { parameter }),
    keyword,
    valuePointer: pointer as JsonPointer,
    schemaPointer: root,
  };
}

interface Met {
  readonly check?: Check['id'];
  readonly status?: number;
  readonly identity?: string;
  readonly scope?: 'api';
  readonly confidence?: Finding['confidence'];
  readonly violation?: Violation;
  readonly body?: unknown;
  readonly phase?: Phase;
  readonly index?: number;
}

let next = 0;

/** A case of an operation that met a finding: of a server error, what the check says of it. */
export function met(state: OperationState, options: Met): Evidence {
  const {
    check: id = 'not_a_server_error',
    status = 500,
    phase = 'coverage',
    violation: broken,
    body,
    index = (next += 1),
  } = options;
  const { exchange } = checkInput({
    responses: [],
    status,
    headers: { 'content-type': 'application/json' },
    body: body === undefined ? '' : JSON.stringify(body),
    mode: broken === undefined ? 'positive' : 'negative',
    violations: broken === undefined ? [] : [broken],
  });
  const sent: Case = {
    ...exchange.case,
    operation: state.entry.label,
    phase,
    seedPath: { seed: 1, operation: state.entry.label, phase, index },
  };
  const check = builtinChecks.find((one) => one.id === id) as Check;
  const verdict =
    id === notAServerError.id
      ? notAServerError.run(
          checkInput({
            responses: [],
            status,
            headers: { 'content-type': 'application/json' },
            body: exchange.response.body.toString(),
            violations: sent.violations,
            mode: sent.mode,
          }),
        )
      : undefined;
  const finding: Finding =
    verdict?.kind === 'fail'
      ? verdict.findings[0]
      : {
          ...plain,
          identity: options.identity ?? 'x',
          confidence: options.confidence ?? 'proved',
          ...(options.scope && { scope: options.scope }),
        };
  noteAnswer(state, sent, status);
  return { check, finding, state, ready: { case: sent, request: exchange.request }, response: exchange.response };
}

/** A case that met nothing. */
export function answered(state: OperationState, status: number, broken?: Violation): void {
  const { exchange } = checkInput({
    responses: [],
    status,
    mode: broken ? 'negative' : 'positive',
    violations: broken ? [broken] : [],
  });
  noteAnswer(state, exchange.case, status);
  if (status < 300 && broken === undefined) state.reached = true;
}

const plain = { title: 't', message: 'It is so.', expected: 'e', received: 'r', hint: 'h', details: {} } as const;

/** What is reported of these, all known at once. */
export function reported(
  states: readonly OperationState[],
  evidence: readonly Evidence[],
  isFinal = true,
): readonly KnownFailure[] {
  const registry = createFailureRegistry(states);
  for (const one of evidence) registry.add(one);
  return registry.unreported(isFinal);
}

/** Operation (or `API`) and identity of each. */
export function names(failures: readonly KnownFailure[]): readonly string[] {
  return failures.map(({ present, first }) => {
    const finding = present(first.finding);
    return `${finding.scope === 'api' ? 'API' : first.state.entry.label} ${finding.identity}`;
  });
}
