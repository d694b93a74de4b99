import type { ReadyCase } from '../../cases/ready-case.ts';
import type { Check } from '../../checks/contract.ts';
import { notAServerError } from '../../checks/not-a-server-error.ts';
import { positiveDataAcceptance } from '../../checks/positive-data-acceptance.ts';
import { lateFinding, requestTimeout } from '../../checks/request-timeout.ts';
import { ApiTestGenError } from '../../errors.ts';
import type { WireResponse } from '../../model/exchange.ts';
import type { Failure, Finding, Reproducibility } from '../../model/failure.ts';
import type { FailureStep } from '../../model/failure-step.ts';
import type { KeptFailure } from '../../model/kept-failure.ts';
import type { Operation } from '../../model/operation.ts';
import type { TransportResult } from '../../transport/contract.ts';
import { askCheck, type Asker } from '../judging/ask-check.ts';
import { contradictionIn } from '../learning/contradictions.ts';
import { brokenConnection, malformedAnswer } from '../sending/fault-findings.ts';
import { isThrottling, type Judgement } from '../judging/judge.ts';
import type { OperationState } from '../operation-state.ts';
import { replayChain, type ChainOutcome, type ChainReplayer } from './replay-chain.ts';
import { isChain, isLedToThing, ownSteps } from '../failures/is-chain.ts';
import { rebuildStep } from '../failures/rebuild-step.ts';
import { withValuesAnew, type AnsweredStep } from './values-anew.ts';
import type { Sender } from '../sending/sender.ts';

/** What sends a failure again. */
export interface Replayer extends Asker, ChainReplayer {
  readonly sender: Sender;
  readonly baseUrl: string;
  readonly requestTimeoutMs: number;
  /** The check of this id; `undefined` where there is none, `run` where it is one of the user's that judges whole runs. */
  checkOf(id: string): Check | 'run' | undefined;
  wait(ms: number): Promise<void>;
  /** Throws the `SpecError` of an operation that cannot be used any more. */
  operationOf(state: OperationState): Operation;
}

/** What a request that was sent again showed, and what it was sent as. */
interface Resent {
  readonly check: Check;
  readonly finding: Finding;
  readonly state: OperationState;
  readonly ready: ReadyCase;
  readonly response: WireResponse | undefined;
}

/**
 * What became of a failure. `unclear`: this answer tells nothing of it, another one may; `lost`: it cannot be judged any more; `unreachable`: nothing
 * answered at all.
 */
export type ReplayOutcome =
  | { readonly kind: 'still-failing'; readonly resent: Resent; readonly reproducibility: Reproducibility }
  | { readonly kind: 'different'; readonly resent: Resent }
  | { readonly kind: 'fixed' | 'unclear' | 'lost' | 'unreachable'; readonly reason: string };

/** How often a flaky failure is tried. */
const flakyTries = 5;

/** Sends a failure's requests again and judges the last answer as before: a flaky one up to five times, one that must be seen twice up to three times. */
export async function replayFailure(replayer: Replayer, kept: KeptFailure): Promise<ReplayOutcome> {
  const { failure } = kept;
  const check = replayer.checkOf(failure.check);
  if (check === undefined) return lost(`there is no check ${failure.check}`);
  if (failure.phase === 'concurrent')
    return lost(`parallel requests showed it: it is raced again by ${failure.replay}`);
  if (check === 'run') return lost(`${failure.check} judges whole runs`);
  const isFlaky = failure.reproducibility.kind === 'flaky';
  const needed = check.needsTwoOfThree === true ? 2 : 1;
  const maxTries = isFlaky ? flakyTries : 2 * needed - 1;
  let failed = 0;
  let last: ReplayOutcome = unclear('it was not sent');
  for (let tries = 1; tries <= maxTries; tries += 1) {
    const outcome = await replayOnce(replayer, kept, check);
    if (outcome.kind === 'fixed' || outcome.kind === 'different') {
      last = outcome;
      continue;
    }
    if (outcome.kind !== 'still-failing') return outcome;
    failed += 1;
    if (failed < needed) continue;
    const reproducibility: Reproducibility =
      isFlaky || tries > needed ? { kind: 'flaky', failed, tries } : { kind: 'deterministic' };
    return { ...outcome, reproducibility };
  }
  return last;
}

/** What one sending meets. */
interface Subject {
  readonly kept: KeptFailure;
  readonly check: Check;
  readonly state: OperationState;
  readonly operation: Operation;
  readonly ready: ReadyCase;
}

async function replayOnce(replayer: Replayer, kept: KeptFailure, check: Check): Promise<ReplayOutcome> {
  if (isChain(kept.failure)) return chainOnce(replayer, kept, check);
  let judged: ReplayOutcome = unclear('it has no request');
  const stranger = kept.failure.steps.find(({ identity }) => !isConfigured(replayer, identity));
  if (stranger !== undefined)
    return unclear(`it was sent as ${stranger.identity ?? ''}, and no such identity is configured`);
  const steps = ownSteps(kept.failure.steps);
  const before = new Map<number, AnsweredStep>();
  for (const [at, step] of steps.entries()) {
    const found = subjectOf(replayer, kept, check, step);
    if (typeof found === 'string') return lost(found);
    const subject = isLedToThing(kept.failure) ? ledAnew(replayer, found, step, before) : found;
    if (typeof subject === 'string') return lost(subject);
    const result = await send(replayer, subject.ready);
    if (typeof result === 'string') return lost(result);
    if (at < steps.length - 1) {
      // It prepares those after it.
      if (result.kind === 'fault') return faultBefore(result);
      const { response, durationMs } = result;
      before.set(at + 1, { entry: subject.state.entry, exchange: { ...subject.ready, response, durationMs } });
      continue;
    }
    judged = result.kind === 'fault' ? faulted(replayer, subject, result) : await answered(replayer, subject, result);
  }
  return judged;
}

/** The thing that a request was sent to is made anew, and has another id. */
function ledAnew(
  { graph }: Replayer,
  subject: Subject,
  step: FailureStep,
  before: ReadonlyMap<number, AnsweredStep>,
): Subject | string {
  const ready = withValuesAnew(subject.ready, step, subject.state.entry, before, graph().resources);
  if (ready !== undefined) return { ...subject, ready };
  const refused = [...before.values()].find(({ exchange }) => !isSuccess(exchange.response.status));
  if (refused === undefined) return 'what it was sent to could not be made again';
  return `what it was sent to could not be made again: ${refused.entry.label} was answered ${refused.exchange.response.status}`;
}

function faultBefore({ fault, message }: Fault): ReplayOutcome {
  if (fault === 'refused' || fault === 'unreachable') return { kind: 'unreachable', reason: message };
  return unclear(`a request before the last one failed: ${message}`);
}

/** A sequence is carried out from scratch: what its requests spoke of is gone, or belongs to others by now. */
async function chainOnce(replayer: Replayer, kept: KeptFailure, check: Check): Promise<ReplayOutcome> {
  const { failure } = kept;
  const missing = failure.steps.find(({ operation }) => replayer.stateOf(operation) === undefined);
  if (missing !== undefined) return lost(`the document has no ${missing.operation} any more`);
  const unknown = failure.steps.find(({ identity }) => !isConfigured(replayer, identity));
  if (unknown !== undefined) return unclear(`the identity "${unknown.identity ?? ''}" is not configured`);
  let outcome: Awaited<ReturnType<typeof replayChain>>;
  try {
    outcome = await replayChain(replayer, failure.steps, check);
  } catch (error) {
    if (ApiTestGenError.is(error)) return lost(`an operation of it cannot be used any more: ${error.message}`);
    throw error;
  }
  switch (outcome.kind) {
    case 'fault':
      return outcome.result.fault === 'refused' || outcome.result.fault === 'unreachable'
        ? { kind: 'unreachable', reason: outcome.result.message }
        : unclear(
            outcome.isLast ? outcome.result.message : `a request before the last one failed: ${outcome.result.message}`,
          );
    case 'broken-off':
      return lost(outcome.reason);
    case 'done':
      return judgedChain(replayer, kept, check, outcome.last);
  }
}

type LastSteps = Extract<ChainOutcome, { kind: 'done' }>['last'];

function judgedChain(replayer: Replayer, kept: KeptFailure, check: Check, last: LastSteps): ReplayOutcome {
  const { failure } = kept;
  const subjectOf = ({ state, ready }: LastSteps[number]): Subject => ({
    kept,
    check,
    state,
    ready,
    operation: replayer.operationOf(state),
  });
  const throttled = last.find(({ exchange }) => isThrottling(exchange.response));
  if (throttled !== undefined)
    return unclear(`the server answered ${throttled.exchange.response.status}: it asks to wait`);
  for (const isWanted of [
    (one: Judgement) => isSame(failure, one),
    ({ check: { id } }: Judgement) => id === check.id || id === notAServerError.id,
  ]) {
    for (const step of last) {
      const judgement = step.judgements.find(isWanted);
      if (judgement !== undefined) return outcomeOf(subjectOf(step), judgement, step.exchange.response);
    }
  }
  const { response } = (last.at(-1) ?? last[0]).exchange;
  if (lacksCredentials(failure, response))
    return unclear(
      `the server answered ${response.status}, so it may lack its credentials, which are not kept: give them with -H`,
    );
  return fixed(failure, response);
}

/** Where one identity alone is configured, no step has to name it. */
function isConfigured({ identities }: Replayer, identity: string | undefined): boolean {
  return identity === undefined || identities.names.includes(identity);
}

/** What came back, or why HTTP has no form for the request. */
async function send({ sender }: Replayer, { request, identity }: ReadyCase): Promise<TransportResult | string> {
  try {
    return await sender.send(request, identity);
  } catch (error) {
    return `it cannot be sent: ${error instanceof Error ? error.message : String(error)}`;
  }
}

function subjectOf(replayer: Replayer, kept: KeptFailure, check: Check, step: FailureStep): Subject | string {
  const state = replayer.stateOf(step.operation);
  if (state === undefined) return `the document has no ${step.operation} any more`;
  try {
    const operation = replayer.operationOf(state);
    const [from, to] = [pathOf(kept.baseUrl), pathOf(replayer.baseUrl)];
    const ready = rebuildStep(step, { operation, from, to, identities: replayer.identities });
    return ready === undefined ? 'its body was too long to be kept' : { kept, check, state, operation, ready };
  } catch (error) {
    if (ApiTestGenError.is(error)) return `${step.operation} cannot be used any more: ${error.message}`;
    throw error;
  }
}

type Fault = Extract<TransportResult, { kind: 'fault' }>;

/** Where no answer came. */
function faulted({ requestTimeoutMs }: Replayer, subject: Subject, { fault, message }: Fault): ReplayOutcome {
  const { operation, ready, check } = subject;
  if (fault === 'refused' || fault === 'unreachable') return { kind: 'unreachable', reason: message };
  if (fault === 'aborted') return unclear('it was interrupted');
  if (fault === 'timeout') {
    const finding = lateFinding(operation, ready.case, requestTimeoutMs);
    if (finding === undefined) return unclear('no answer came in time');
    return outcomeOf(subject, { check: requestTimeout, finding }, undefined);
  }
  const finding = fault === 'connection-lost' ? brokenConnection(message) : malformedAnswer(message);
  return outcomeOf(subject, { check: check.id === notAServerError.id ? check : notAServerError, finding }, undefined);
}

type Answer = Extract<TransportResult, { kind: 'response' }>;

async function answered(
  replayer: Replayer,
  subject: Subject,
  { response, durationMs }: Answer,
): Promise<ReplayOutcome> {
  if (isThrottling(response)) return unclear(`the server answered ${response.status}: it asks to wait`);
  const { state, operation, ready, check, kept } = subject;
  const exchange = { ...ready, response, durationMs };
  const judgements = await replayer.sender.judge(state, operation, ready, response, durationMs);
  const same = judgements.find((one) => isSame(kept.failure, one)) ?? contradiction(subject, exchange);
  if (same !== undefined) return outcomeOf(subject, same, response);
  const other = judgements.find((one) => one.check.id === check.id || one.check.id === notAServerError.id);
  if (other !== undefined && !lacksCredentials(kept.failure, response)) return outcomeOf(subject, other, response);
  const blind = cannotTell(kept.failure, response);
  if (blind !== undefined) return blind;
  if (check.probes !== true) return fixed(kept.failure, response);
  const asked = await askCheck(replayer, check, replayer.sender.inputOf(state, operation, exchange));
  const [first] = asked.findings ?? [];
  if (first === undefined) return fixed(kept.failure, response);
  const found = asked.findings?.find((finding) => isSame(kept.failure, { check, finding })) ?? first;
  const answer = found.probe === undefined ? undefined : asked.answers.get(found.probe);
  return outcomeOf(subject, { check, finding: found }, answer?.response ?? response);
}

/** A demand of the server that contradicts the document shows in what its answer says. */
function contradiction(
  { check, operation, kept }: Subject,
  exchange: Parameters<typeof contradictionIn>[1],
): Judgement | undefined {
  if (check.id !== positiveDataAcceptance.id) return undefined;
  const { status } = exchange.response;
  const finding = status < 400 ? undefined : contradictionIn(operation, exchange, shownIdentity(kept.failure));
  return finding && { check, finding };
}

function outcomeOf(subject: Subject, { check, finding }: Judgement, response: WireResponse | undefined): ReplayOutcome {
  const { kept, state, ready } = subject;
  const resent = { check, finding, state, ready, response };
  if (!isSame(kept.failure, { check, finding })) return { kind: 'different', resent };
  return { kind: 'still-failing', resent, reproducibility: { kind: 'deterministic' } };
}

/** Whether a finding is the failure's. One that stands for many says which of them its request shows. */
function isSame(failure: Failure, { check, finding }: Judgement): boolean {
  return check.id === failure.check && finding.identity === shownIdentity(failure);
}

function shownIdentity({ fold, identity }: Failure): string {
  return fold?.shown ?? identity;
}

/** Why an answer without the failure does not show that it was mended. */
function cannotTell(failure: Failure, response: WireResponse): ReplayOutcome | undefined {
  const old = failure.response?.status;
  const { status } = response;
  if (lacksCredentials(failure, response)) {
    return unclear(
      `the server answered ${status}, so it may lack its credentials, which are not kept: give them with -H`,
    );
  }
  if (failure.mode === 'positive' && old !== undefined && isSuccess(old) && !isSuccess(status)) {
    return lost(`the server answered ${status} where it answered ${old}: what it spoke of may be gone`);
  }
  return undefined;
}

/** What was not turned away before is now. */
function lacksCredentials({ response: before }: Failure, { status }: WireResponse): boolean {
  return (status === 401 || status === 403) && before?.status !== status;
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

function fixed({ reproducibility }: Failure, { status }: WireResponse): ReplayOutcome {
  const doubt =
    reproducibility.kind === 'state-dependent'
      ? '; it hung on the state that the server was in, so this proves little'
      : '';
  return { kind: 'fixed', reason: `the server answered ${status}${doubt}` };
}

function unclear(reason: string): ReplayOutcome {
  return { kind: 'unclear', reason };
}

function lost(reason: string): ReplayOutcome {
  return { kind: 'lost', reason };
}

/** Without a slash at the end, as requests are written. */
function pathOf(baseUrl: string): string {
  return new URL(baseUrl).pathname.replace(/\/+$/, '');
}
