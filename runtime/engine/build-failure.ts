import { hash } from 'node:crypto';
import type { Check } from '../checks/contract.ts';
import type { Finding, Failure, Reproducibility } from '../model/failure.ts';
import type { WireRequest, WireResponse } from '../model/exchange.ts';
import type { JsonValue } from '../model/json.ts';
import type { Api } from '../model/operation.ts';
import { formatSeedPath } from '../model/seed-path.ts';
import type { Redactor } from '../redaction.ts';
import { toCurl } from '../requests/curl.ts';
import type { ReadyCase } from '../cases/ready-case.ts';
import type { KnownFailure } from './failure-registry.ts';
import type { Recorder } from './record-exchange.ts';

/** What is the same for all failures of a run. */
export interface FailureSetting {
  readonly api: Api;
  readonly origin: string;
  readonly recorder: Recorder;
  readonly redactor: Redactor;
  /** Lower-case names of headers that hold credentials, with the variable that stands for each in a curl line. */
  readonly secretHeaders: ReadonlyMap<string, string>;
  readonly replayCommand: string;
}

/** The smallest case of a failure and what it showed. */
export interface Shown {
  readonly ready: ReadyCase;
  readonly finding: Finding;
  readonly response: WireResponse | undefined;
  readonly reproducibility: Reproducibility;
}

/** A failure as reports carry it: plain, redacted, with all that is needed to see it again. */
export function buildFailure(setting: FailureSetting, known: KnownFailure, shown: Shown): Failure {
  const { check, state } = known.first;
  const { finding, ready, response } = shown;
  const { text } = setting.redactor;
  const { case: smallest, request } = ready;
  return {
    id: hash('sha256', known.key).slice(0, 12),
    check: check.id,
    operation: state.entry.label,
    ...(finding.scope === 'api' ? { operations: [...known.operations].sort() } : {}),
    confidence: finding.confidence,
    severity: check.severity,
    identity: text(finding.identity),
    title: finding.title,
    message: text(finding.message),
    expected: text(finding.expected),
    received: text(finding.received),
    hint: text(finding.hint),
    ...whereOf(setting.api, finding),
    details: redactTexts(finding.details, text),
    phase: smallest.phase,
    mode: smallest.mode,
    ...(smallest.scenario === undefined ? {} : { scenario: smallest.scenario }),
    violations: smallest.violations.map(({ keyword, location, parameter, valuePointer }) => ({
      keyword,
      ...(location && { location }),
      ...(parameter !== undefined && { parameter }),
      valuePointer,
    })),
    request: setting.recorder.request(request),
    ...(response === undefined ? {} : { response: setting.recorder.response(response) }),
    curl: text(curlLine(setting, request)),
    replay: replayLine(setting.replayCommand, check, ready),
    seedPath: formatSeedPath(smallest.seedPath),
    reproducibility: shown.reproducibility,
    occurrences: known.occurrences,
  };
}

/** A body of megabytes is nothing to paste: the line then ends in a comment, and the replay line sends it. */
function curlLine({ origin, secretHeaders }: FailureSetting, request: WireRequest): string {
  const { body } = request;
  const bytes = body === undefined ? 0 : Buffer.byteLength(body);
  if (bytes <= maxCurlBody) return toCurl(request, { origin, secretHeaders });
  return `${toCurl({ ...request, body: undefined }, { origin, secretHeaders })} # and a body of ${bytes} bytes, which the replay line sends`;
}

const maxCurlBody = 64 * 1024;

function whereOf(api: Api, { location }: Finding): Pick<Failure, 'where'> {
  const position = location && api.position(location);
  return position === undefined ? {} : { where: { ...position } };
}

/** The phase of the operation is run again: a case depends on its seed path alone, so it comes back to the byte. */
function replayLine(command: string, { id, optIn }: Check, { case: { seedPath, operation } }: ReadyCase): string {
  const space = operation.indexOf(' ');
  const method = operation.slice(0, space);
  const path = `'${operation.slice(space + 1).replaceAll("'", `'\\''`)}'`;
  const checks = optIn === true ? ` --checks ${id}` : '';
  return `${command}${checks} --seed ${seedPath.seed} --phases ${seedPath.phase} --include-method ${method} --include-path ${path}`;
}

function redactTexts(value: JsonValue, text: (value: string) => string): JsonValue {
  if (typeof value === 'string') return text(value);
  if (Array.isArray(value)) return value.map((item: JsonValue) => redactTexts(item, text));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, member === undefined ? undefined : redactTexts(member, text)]),
  );
}
