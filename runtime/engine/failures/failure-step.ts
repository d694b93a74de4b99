import type { ReadyCase } from '../../cases/ready-case.ts';
import type { HeaderList } from '../../model/exchange.ts';
import { headerValue } from '../../model/exchange.ts';
import type { FailureStep } from '../../model/failure-step.ts';
import type { JsonValue } from '../../model/json.ts';
import type { Redactor } from '../../redaction.ts';
import { valuesToJson } from './kept-values.ts';
import { recordBody } from '../recording/record-body.ts';
import { redactTexts } from '../recording/redact-texts.ts';

/** What is longer is not kept: nobody sends it again by hand, and a report should stay one that can be opened. */
export const maxKeptBody = 1024 * 1024;

/** What is the same for all steps of a run. */
export interface StepSetting {
  readonly redactor: Redactor;
  /** The user's, that went with every request. */
  readonly headers: HeaderList;
  /** Lower-case names of those that hold credentials. */
  readonly secretHeaders: Pick<ReadonlyMap<string, string>, 'has'>;
  /** Whose they are, where several are configured. */
  readonly identity?: string | undefined;
}

/** A request that was sent, as a step of a failure. */
export function failureStep(
  { case: sent, request }: ReadyCase,
  credentials: FailureStep['credentials'],
  setting: StepSetting,
): FailureStep {
  const { text } = setting.redactor;
  const { seed, phase, index } = sent.seedPath;
  return {
    operation: sent.operation,
    mode: sent.mode,
    ...(sent.doubtful === true ? { doubtful: true } : {}),
    ...(sent.scenario === undefined ? {} : { scenario: sent.scenario }),
    seedPath: { seed, phase, index },
    violations: sent.violations.map((violation) => ({ ...violation })),
    ...givenBy(sent.inputs['bindings'], text),
    ...(typeof sent.inputs['parallel'] === 'string' ? { parallel: sent.inputs['parallel'] } : {}),
    ...(Buffer.byteLength(request.body ?? '') > maxKeptBody
      ? {}
      : { values: redactTexts(valuesToJson(sent.values), text) }),
    request: {
      method: request.method,
      target: text(request.target),
      headers: withoutCredentials(request.headers, setting).map(([name, value]) => [name, text(value)]),
      ...(request.body === undefined ? {} : { body: recordBody(request.body, text, maxKeptBody) }),
    },
    left: setting.headers.map(([name]) => name.toLowerCase()).filter((name) => setting.secretHeaders.has(name)),
    credentials,
    ...(setting.identity === undefined ? {} : { identity: setting.identity }),
  };
}

/** A case's own cookies stay: they stand behind the user's. */
function withoutCredentials(headers: HeaderList, { headers: users, secretHeaders }: StepSetting): HeaderList {
  const cookies = secretHeaders.has('cookie') ? headerValue(users, 'cookie') : undefined;
  return headers.flatMap(([name, value]): HeaderList => {
    const lower = name.toLowerCase();
    if (!secretHeaders.has(lower)) return [[name, value]];
    const own = lower === 'cookie' && cookies !== undefined && value.startsWith(`${cookies}; `);
    return own ? [[name, value.slice(cookies.length + 2)]] : [];
  });
}

/** What the bindings of a case say, as it recorded them. */
function givenBy(bindings: JsonValue | undefined, text: (value: string) => string): Pick<FailureStep, 'given'> {
  if (!Array.isArray(bindings) || bindings.length === 0) return {};
  const ofSteps = bindings.filter((binding: Readonly<Record<string, JsonValue>>) => binding['step'] !== undefined);
  if (ofSteps.length === 0) return {};
  const given = ofSteps.map((binding: Readonly<Record<string, JsonValue>>) => ({
    name: typeof binding['name'] === 'string' ? binding['name'] : `body${asText(binding['pointer'])}`,
    value: text(asText(binding['value'])),
    step: Number(binding['step']),
    from: asText(binding['from']),
  }));
  return { given };
}

function asText(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}
