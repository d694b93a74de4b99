import type { Failure } from '../model/failure.ts';
import type { FailureStep } from '../model/failure-step.ts';
import type { WireRequest } from '../model/exchange.ts';
import type { Operation } from '../model/operation.ts';
import { failureExpectation } from './failure-expectations.ts';
import { variableName, withVariables, type FlowingValue } from './flowing-values.ts';
import { failureTitle } from './naming/failure-title.ts';
import { staticRequest, type RequestSetting } from './static-request.ts';
import type { StaticStep, StaticTest } from './static-test.ts';

/** What tests of failures are made with. */
export interface FailureSetting extends Omit<RequestSetting, 'accept'> {
  /** The operation of a label; `undefined` where the document has none, or a broken one. */
  operation(label: string): Operation | undefined;
  acceptOf(operation: Operation): string;
  /** The operation that deletes what an operation makes. */
  deletes(made: Operation): Operation | undefined;
}

/** A failure as a test that fails until it is mended; as a line of what is to be done where no test can show it. */
export function failureTest(failure: Failure, setting: FailureSetting): StaticTest {
  const steps = canBeShown(failure) ? stepsOf(failure, setting) : undefined;
  const { check, confidence, where, hint, reproducibility, replay } = failure;
  const place = where === undefined ? '' : ` · #${where.pointer}`;
  const doubt = reproducibility.kind === 'deterministic' ? '' : ` · ${reproducibility.kind}`;
  return {
    id: failure.id.slice(0, 12),
    operation: failure.operation,
    title: failureTitle(failure),
    notes: [
      `found: ${check} (${confidence}${doubt})${place}`,
      failure.message,
      hint,
      ...(steps === undefined ? [`No test that stands alone shows it: ${replay}`] : []),
    ],
    isKnownFailure: true,
    steps: steps ?? [],
  };
}

/** What is only worth a look fails no run, and what hangs on the state of the server that was run against may not show on another. */
function canBeShown({ confidence, reproducibility, steps }: Failure): boolean {
  if (confidence === 'heuristic' || steps.length === 0) return false;
  if (reproducibility.kind === 'flaky' || reproducibility.kind === 'state-dependent') return false;
  return steps.every(({ request, parallel }) => request.body?.truncated !== true && parallel === undefined);
}

function stepsOf(failure: Failure, setting: FailureSetting): readonly StaticStep[] | undefined {
  const asked = failure.steps.filter(({ look }) => look !== true);
  const last = asked.at(-1);
  const operation = last && setting.operation(last.operation);
  const expected = operation && failureExpectation(failure, operation);
  if (expected === undefined) return undefined;
  const keeps = keptValues(failure.steps);
  const steps: StaticStep[] = [];
  for (const [at, step] of failure.steps.entries()) {
    if (step.look === true) continue;
    const isLast = step === last;
    const own = setting.operation(step.operation);
    if (own === undefined) return undefined;
    steps.push({
      operation: step.operation,
      request: {
        ...requestOf(step, own, keeps, at + 1, setting),
        ...(isLast && expected.credentials !== undefined ? { credentials: expected.credentials } : {}),
      },
      expectations: expectationsOf(step, isLast ? expected.expectations : undefined),
      keeps: keeps.filter((one) => one.step === at + 1).map(({ variable, pointer }) => ({ variable, pointer })),
    });
  }
  return [...steps, ...cleanUps(failure.steps, keeps, setting)];
}

function expectationsOf(
  { status }: FailureStep,
  own: StaticStep['expectations'] | undefined,
): StaticStep['expectations'] {
  if (own !== undefined) return own;
  return status === undefined ? [] : [{ kind: 'status', statuses: [`${String(status).charAt(0)}XX`] }];
}

interface KeptValue extends FlowingValue {
  readonly step: number;
  readonly pointer: string;
}

/** Each value that a later step was given out of the body of an earlier one. */
function keptValues(steps: readonly FailureStep[]): readonly KeptValue[] {
  const kept = new Map<string, KeptValue>();
  for (const [at, { given = [] }] of steps.entries()) {
    for (const { value, step, from } of given) {
      const pointer = / response\.body#(?<pointer>(?:\/.*)?)$/u.exec(from)?.groups?.['pointer'];
      if (pointer === undefined || step > at || steps[step - 1]?.look === true) continue;
      kept.set(`${step} ${pointer}`, { variable: variableName(pointer, step), value, step, pointer });
    }
  }
  return [...kept.values()];
}

function requestOf(
  step: FailureStep,
  operation: Operation,
  keeps: readonly KeptValue[],
  number: number,
  setting: FailureSetting,
): StaticStep['request'] {
  const { credentials, identity } = step;
  const request = staticRequest(wireRequest(step), { ...setting, accept: setting.acceptOf(operation) });
  return {
    ...withVariables(
      request,
      keeps.filter((one) => one.step < number),
    ),
    ...(credentials === 'same' ? {} : { credentials }),
    ...(identity === undefined ? {} : { identity }),
  };
}

function wireRequest({ request: { method, target, headers, body } }: FailureStep): WireRequest {
  const bytes = body?.base64 === undefined ? body?.text : Buffer.from(body.base64, 'base64');
  return { method, target, headers, body: bytes };
}

/** What the steps made and did not delete is deleted, the youngest first. */
function cleanUps(
  steps: readonly FailureStep[],
  keeps: readonly KeptValue[],
  setting: FailureSetting,
): readonly StaticStep[] {
  return keeps
    .flatMap(({ step, variable, pointer }): StaticStep[] => {
      const made = setting.operation(steps[step - 1]?.operation ?? '');
      const deletes = made && setting.deletes(made);
      // What stands below another thing goes with it, mostly.
      if (made === undefined || deletes === undefined || made.path.includes('{')) return [];
      if (pointer.split('/').length !== 2) return [];
      if (steps.some(({ operation }) => operation === deletes.label)) return [];
      const request = { method: deletes.method.toUpperCase(), target: [`${made.path}/`, { variable }], headers: [] };
      return [{ operation: deletes.label, request, expectations: [], keeps: [], isCleanUp: true }];
    })
    .reverse();
}
