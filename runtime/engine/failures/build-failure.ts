import type { Check } from '../../checks/contract.ts';
import type { Finding, Failure, Reproducibility } from '../../model/failure.ts';
import type { Essential } from '../../model/essential.ts';
import type { WireRequest, WireResponse } from '../../model/exchange.ts';
import type { FailureStep } from '../../model/failure-step.ts';
import type { Api } from '../../model/operation.ts';
import type { Phase } from '../../model/phase.ts';
import type { Probe } from '../../model/probe.ts';
import { formatSeedPath } from '../../model/seed-path.ts';
import type { Redactor } from '../../redaction.ts';
import { toCurl } from '../../requests/curl.ts';
import type { ReadyCase } from '../../cases/ready-case.ts';
import type { KnownFailure } from './failure-registry.ts';
import { plainIdentity } from './folding/error-place.ts';
import { failureId } from './failure-id.ts';
import { maxKeptBody } from './failure-step.ts';
import { chainScript } from './chain-script.ts';
import { canBeSentAgain, hangsTogether } from './is-chain.ts';
import { failureSteps } from './failure-steps.ts';
import type { ShownStep } from './shown-step.ts';
import type { Recorder } from '../recording/record-exchange.ts';
import { redactTexts } from '../recording/redact-texts.ts';
import { isOfRun } from '../judging/judges-runs.ts';
import type { Identities } from '../sending/identities.ts';

/** Where and how failures are kept; who makes the setting also writes the files. */
export interface FailureStoreSetting {
  /** Relative to where the run was started, with `/` between folders: binary bodies are in it, as curl lines name them. */
  readonly folder: string;
  /** The command that sends a kept failure again. */
  replayCommand(id: string): string;
}

/** What is the same for all failures of a run. */
export interface FailureSetting {
  readonly api: Api;
  readonly origin: string;
  readonly recorder: Recorder;
  readonly redactor: Redactor;
  readonly identities: Identities;
  readonly replayCommand: string;
  /** Of the run, in their order. */
  readonly phases: readonly Phase[];
  /** Where failures are kept, if they are. */
  readonly store: FailureStoreSetting | undefined;
}

/** The smallest case of a failure and what it showed. */
export interface Shown {
  readonly ready: ShownStep;
  readonly essential?: Essential | undefined;
  readonly finding: Finding;
  readonly response: WireResponse | undefined;
  readonly reproducibility: Reproducibility;
  /** The requests that it takes before it, and after it to see what it did. */
  readonly before?: readonly ShownStep[];
  readonly after?: readonly ShownStep[];
}

/** A failure as reports carry it: plain, redacted, with all that is needed to see it again. */
export function buildFailure(setting: FailureSetting, known: KnownFailure, shown: Shown): Failure {
  const { check, state } = known.first;
  const { ready, response } = shown;
  const finding = known.present(shown.finding);
  const { text } = setting.redactor;
  const { case: smallest, request } = ready;
  const id = failureId(known.key);
  const { probed } = known.first;
  const credentials = (ready === known.first.ready ? probed?.credentials : undefined) ?? 'same';
  const sent = setting.identities.actAs(request, ready.identity);
  // A check that probes is asked again from the request that it judged.
  const subject = check.probes === true ? probed?.subject : undefined;
  const steps = failureSteps(setting, {
    before: shown.before ?? [],
    judged: subject ?? ready,
    credentials: subject === undefined ? credentials : 'same',
    after: shown.after ?? [],
  });
  const curl = curlLine(setting, { request: sent, identity: ready.identity, credentials, fileName: `${id}.bin` });
  return {
    id,
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
    request: setting.recorder.request(sent),
    ...(response === undefined ? {} : { response: setting.recorder.response(response) }),
    curl: text(hangsTogether({ phase: smallest.phase, steps }) ? scriptOf(setting, shown, id, steps) : curl),
    replay: replayOf(setting, check, shown, { id, steps }),
    seedPath: formatSeedPath(smallest.seedPath),
    reproducibility: shown.reproducibility,
    occurrences: known.occurrences,
    ...foldOf(known, shown.finding, text),
    ...(shown.essential === undefined ? {} : { essential: redactTexts(shown.essential, text) as Essential }),
    ...furtherExamples(setting, known, id),
    steps,
  };
}

/** The lines of all requests of a sequence; a file is there for the body of the judged one alone. */
function scriptOf(
  setting: FailureSetting,
  { before = [], ready, after = [] }: Shown,
  id: string,
  steps: readonly FailureStep[],
): string {
  const all = [...before, ready, ...after];
  return chainScript(
    all.flatMap((one, at) => {
      const step = steps[at];
      const { identity } = one;
      const own = one === ready ? setting : { ...setting, store: undefined };
      const curl = (request: WireRequest): string =>
        curlLine(own, { request, identity, credentials: step?.credentials ?? 'same', fileName: `${id}.bin` });
      return step === undefined ? [] : [{ step, request: setting.identities.actAs(one.request, identity), curl }];
    }),
  );
}

/** How many findings a report lists of those that a failure stands for. */
const maxListed = 50;

/** What a failure stands for, and what its smallest case alone shows. */
function foldOf(
  { symptoms, present }: KnownFailure,
  shown: Finding,
  text: (value: string) => string,
): Pick<Failure, 'fold'> {
  const identity = plainIdentity(shown);
  if (symptoms.length < 2 && present(shown).identity === identity) return {};
  const list = symptoms.map(({ state, finding }) => text(`${state.entry.label}: ${finding.identity}`));
  return { fold: { shown: text(identity), count: list.length, list: list.slice(0, maxListed) } };
}

/** A body of megabytes is nothing to paste: without a file for it the line ends in a comment, and the replay line sends it. */
function curlLine(
  { origin, identities, store }: FailureSetting,
  { request, identity, credentials, fileName }: Sent,
): string {
  const { body } = request;
  const bytes = body === undefined ? 0 : Buffer.byteLength(body);
  // A request whose credentials were taken out, or made wrong, is to be sent without the right ones.
  const isChanged = credentials === 'none' || credentials === 'wrong';
  const secretHeaders = isChanged ? new Map<string, string>() : identities.secretHeadersOf(identity);
  if (store !== undefined && bytes <= maxKeptBody) {
    return toCurl(request, { origin, secretHeaders, bodyFile: `${store.folder}/${fileName}` });
  }
  if (bytes <= maxCurlBody) return toCurl(request, { origin, secretHeaders });
  return `${toCurl({ ...request, body: undefined }, { origin, secretHeaders })} # and a body of ${bytes} bytes, which the replay line sends`;
}

interface Sent {
  /** With the credentials of `identity`, or with others, as `credentials` says. */
  readonly request: WireRequest;
  readonly identity: string | undefined;
  readonly credentials: Probe['credentials'];
  /** Of the file that holds its body, where it needs one. */
  readonly fileName: string;
}

const maxCurlBody = 64 * 1024;

/** The next cases that showed it, as they were sent. */
function furtherExamples(setting: FailureSetting, { others }: KnownFailure, id: string): Pick<Failure, 'examples'> {
  if (others.length === 0) return {};
  const { recorder, redactor, identities } = setting;
  const examples = others.map(({ ready: { case: sent, request: written, identity }, response, probed }, at) => {
    const request = identities.actAs(written, identity);
    const credentials = probed?.credentials ?? 'same';
    return {
      operation: sent.operation,
      request: recorder.request(request),
      ...(response === undefined ? {} : { response: recorder.response(response) }),
      curl: redactor.text(curlLine(setting, { request, identity, credentials, fileName: `${id}-${at + 2}.bin` })),
      seedPath: formatSeedPath(sent.seedPath),
    };
  });
  return { examples };
}

function whereOf(api: Api, { location }: Finding): Pick<Failure, 'where'> {
  const position = location && api.position(location);
  return position === undefined ? {} : { where: { ...position } };
}

function replayOf(
  setting: FailureSetting,
  check: Check,
  shown: Shown,
  { id, steps }: Pick<Failure, 'id' | 'steps'>,
): string {
  if (shown.ready.case.phase === 'concurrent') return raceLine(setting, shown);
  return isOfRun(shown)
    ? wholeRunLine(setting, check, shown.ready)
    : replayLine(setting, check, shown.ready, { id, steps });
}

/** Of a race no request shows anything alone: its operations are raced again. */
function raceLine({ replayCommand, phases }: FailureSetting, { ready, before = [], after = [] }: Shown): string {
  const all = [...before, ready, ...after].map((one) => one.case);
  const needed = all.some(({ inputs }) => inputs['learned'] !== undefined) ? phases : (['concurrent'] as const);
  const paths = new Set(all.map(({ operation }) => operation.slice(operation.indexOf(' ') + 1)));
  const filters = [...paths].map((path) => ` --include-path ${quoted(path)}`).join('');
  return `${replayCommand} --seed ${ready.case.seedPath.seed} --phases ${needed.join(',')}${filters}`;
}

function quoted(path: string): string {
  return `'${path.replaceAll("'", `'\\''`)}'`;
}

function wholeRunLine(
  { replayCommand, phases }: FailureSetting,
  { id, optIn }: Check,
  { case: { seedPath } }: ReadyCase,
): string {
  const checks = optIn === true ? ` --checks ${id}` : '';
  return `${replayCommand}${checks} --seed ${seedPath.seed} --phases ${phases.join(',')}`;
}

/**
 * A kept failure is sent by its id. Else its phase of the operation is run again: a case depends on its seed path alone, so it comes back to the byte. Where
 * something learned went into it, the phases before have to teach it again.
 */
function replayLine(
  { replayCommand, phases, store }: FailureSetting,
  { id: check, optIn }: Check,
  { case: { seedPath, operation, inputs } }: ReadyCase,
  { id, steps }: Pick<Failure, 'id' | 'steps'>,
): string {
  if (store !== undefined && canBeSentAgain({ check, phase: seedPath.phase, steps })) return store.replayCommand(id);
  const hangsOnOthers = seedPath.phase === 'stateful' || inputs['bindings'] !== undefined;
  const space = operation.indexOf(' ');
  const method = operation.slice(0, space);
  const path = quoted(operation.slice(space + 1));
  const checks = optIn === true ? ` --checks ${check}` : '';
  const isOwn = inputs['learned'] === undefined && inputs['bindings'] === undefined;
  const needed = isOwn ? seedPath.phase : phases.slice(0, phases.indexOf(seedPath.phase) + 1).join(',');
  // What came before it needs its operations, too.
  if (hangsOnOthers) return `${replayCommand}${checks} --seed ${seedPath.seed} --phases ${needed}`;
  return `${replayCommand}${checks} --seed ${seedPath.seed} --phases ${needed} --include-method ${method} --include-path ${path}`;
}
