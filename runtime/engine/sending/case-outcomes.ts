import { notAServerError } from '../../checks/not-a-server-error.ts';
import { positiveDataAcceptance } from '../../checks/positive-data-acceptance.ts';
import { lateFinding, requestTimeout } from '../../checks/request-timeout.ts';
import { triesUndeclaredMethod } from '../../model/case.ts';
import type { ApiTestGenError } from '../../errors.ts';
import type { Exchange, WireResponse } from '../../model/exchange.ts';
import type { Finding, Reproducibility } from '../../model/failure.ts';
import type { BaseUrlCheck } from './base-url-check.ts';
import { noteRefusal } from '../recording/heard-refusals.ts';
import { createCaseEvents, type CaseOutcome } from './case-events.ts';
import { malformedAnswer } from './fault-findings.ts';
import type { Judgement } from '../judging/judge.ts';
import { noteAnswer, type OperationState } from '../operation-state.ts';
import type { RunState } from '../run-state.ts';
import type { Scheduled } from '../phases/schedule.ts';
import { undecodedType } from '../judging/undecoded-type.ts';

/** An operation that lets this many requests in a row wait in vain is left alone. */
const maxTimeoutsPerOperation = 3;

/** What can become of a case, and what each of it means for the run. */
export interface CaseOutcomes {
  /** How many answers came so far. */
  answers(): number;
  /** A promise only where something is left to wait for. */
  answered(scheduled: Scheduled, response: WireResponse, durationMs: number): Promise<void> | undefined;
  timedOut(scheduled: Scheduled, durationMs: number): void;
  malformed(scheduled: Scheduled, message: string, durationMs: number): void;
  /** The server ended the connection instead of answering. */
  lost(scheduled: Scheduled, finding: Finding, reproducibility: Reproducibility | undefined): void;
  /** Ends the run with an error, which is thrown once everything is reported. */
  end(error: ApiTestGenError, reason: 'base-url-suspect' | 'unreachable'): void;
  fatal(): ApiTestGenError | undefined;
}

export function createCaseOutcomes(run: RunState, baseUrlCheck: BaseUrlCheck): CaseOutcomes {
  const events = createCaseEvents(run);
  const judgesServer = run.options.checks.includes(notAServerError.id);
  const judgesTimeouts = run.options.checks.includes(requestTimeout.id);
  let answers = 0;
  let timeoutsInARow = 0;
  let fatal: ApiTestGenError | undefined;

  const finished = (scheduled: Scheduled, outcome: CaseOutcome): void => {
    scheduled.state.tested = true;
    if (scheduled.ready.case.mode === 'positive') scheduled.state.testedValid = true;
    run.coverage.sent(scheduled.state, scheduled.ready.case);
    events.finished(scheduled, outcome);
    const { maxFailures } = run.options;
    if (maxFailures !== undefined && run.failures.serious() >= maxFailures) run.stop('max-failures');
  };

  const end: CaseOutcomes['end'] = (error, reason) => {
    fatal ??= error;
    run.stop(reason);
  };

  const diagnose = async (): Promise<void> => {
    const error = await baseUrlCheck.diagnose(run.sender);
    if (error !== undefined) end(error, 'base-url-suspect');
  };

  /** A case that no response came to, and what that shows. */
  const unanswered = (
    scheduled: Scheduled,
    fault: 'malformed-response' | 'connection-lost',
    shown: { readonly finding: Finding; readonly reproducibility?: Reproducibility | undefined },
    durationMs: number,
  ): void => {
    const { finding, reproducibility } = shown;
    const judgements = judgesServer ? [{ check: notAServerError, finding }] : [];
    for (const judgement of judgements) {
      run.failures.add({
        ...judgement,
        ...scheduled,
        response: undefined,
        ...(reproducibility && { reproducibility }),
      });
    }
    finished(scheduled, { fault, durationMs, judgements });
  };

  const late = (scheduled: Scheduled): readonly Judgement[] => {
    if (!judgesTimeouts || triesUndeclaredMethod(scheduled.ready.case)) return [];
    const { operation } = run.contexts.get(scheduled.state);
    const finding = lateFinding(operation, scheduled.ready.case, run.options.requestTimeoutMs);
    if (finding === undefined) return [];
    run.failures.add({ check: requestTimeout, finding, ...scheduled, response: undefined });
    return [{ check: requestTimeout, finding }];
  };

  const judged = (
    scheduled: Scheduled,
    { response, durationMs }: Pick<Exchange, 'response' | 'durationMs'>,
    judgements: readonly Judgement[],
  ): Promise<void> | undefined => {
    const { state, ready, chain } = scheduled;
    const exchange = { ...ready, response, durationMs };
    noteUndecoded(state, exchange);
    const demands = run.learning.answered(state, exchange);
    run.resources.answered(state, exchange);
    for (const { check, finding } of judgements) {
      const evidence = { check, finding, state, ready, response, ...(chain && { chain }) };
      if (check.id === positiveDataAcceptance.id) run.refusals.add(evidence, demands);
      else run.failures.add(evidence);
    }
    finished(scheduled, { status: response.status, durationMs, response, judgements });
    return baseUrlCheck.observe(ready.request, response.status) ? diagnose() : undefined;
  };

  return {
    answers: () => answers,
    fatal: () => fatal,
    end,
    answered(scheduled, response, durationMs) {
      const { state, ready } = scheduled;
      answers += 1;
      timeoutsInARow = 0;
      state.timeouts = 0;
      // What answers another method is not the operation.
      if (!triesUndeclaredMethod(ready.case)) {
        noteAnswer(state, ready.case, response.status);
        if (response.status >= 200 && response.status < 300) {
          state.reached = true;
          state.heard.clear();
          keepSpecimen(state, { ...ready, response, durationMs });
        } else if (!state.reached && ready.case.mode === 'positive') noteRefusal(state.heard, ready.case, response);
      }
      const { operation } = run.contexts.get(state);
      const judgements = run.sender.judge(state, operation, ready, response, durationMs, scheduled.history);
      const answer = { response, durationMs };
      if (!(judgements instanceof Promise)) return judged(scheduled, answer, judgements);
      return judgements.then((known) => judged(scheduled, answer, known));
    },
    timedOut(scheduled, durationMs) {
      const { state } = scheduled;
      if (!triesUndeclaredMethod(scheduled.ready.case)) state.timeouts += 1;
      timeoutsInARow += 1;
      finished(scheduled, { fault: 'timeout', durationMs, judgements: late(scheduled) });
      if (state.timeouts >= maxTimeoutsPerOperation && !state.broken) leaveAlone(run, scheduled);
      if (timeoutsInARow >= Math.max(10, 2 * run.options.concurrency)) stalled(run, timeoutsInARow);
    },
    malformed: (scheduled, message, durationMs) =>
      unanswered(scheduled, 'malformed-response', { finding: malformedAnswer(message) }, durationMs),
    lost: (scheduled, finding, reproducibility) =>
      unanswered(scheduled, 'connection-lost', { finding, reproducibility }, 0),
  };
}

/** The first by index, not by time: what is probed must not depend on concurrency. */
function keepSpecimen(state: OperationState, exchange: Exchange): void {
  const { mode, doubtful, phase, seedPath } = exchange.case;
  // What a sequence asks for is doubtful for the things that it names, and those were there.
  const isOfSequence = phase === 'stateful' && exchange.request.method === 'GET';
  if (mode !== 'positive' || (doubtful === true && !isOfSequence)) return;
  const known = state.specimen?.case;
  if (known !== undefined && (known.phase !== phase || known.seedPath.index < seedPath.index)) return;
  state.specimen = { ...exchange, response: { ...exchange.response, body: noContent } };
}

/** Once for each status: the next answer of it will be as readable. */
function noteUndecoded(state: OperationState, exchange: Exchange): void {
  const { status } = exchange.response;
  if (state.answers.get(status) !== 1) return;
  const mediaType = undecodedType(state.definitions.get(status), exchange);
  if (mediaType !== undefined) state.undecoded.add(mediaType);
}

const noContent = new Uint8Array(0);

function leaveAlone(run: RunState, { state }: Scheduled): void {
  state.broken = true;
  run.warn({
    code: 'operation_timeout',
    message: `${state.entry.label} did not answer ${maxTimeoutsPerOperation} requests in a row in time; it is left alone from here on.`,
    hint: 'Look at the server’s log for these requests, or raise --request-timeout.',
    operations: [state.entry.label],
  });
}

function stalled(run: RunState, timeouts: number): void {
  run.warn({
    code: 'server_stalled',
    message: `The server let ${timeouts} requests in a row wait in vain: the run ends here.`,
    hint: 'See whether the server still works, and start it again.',
  });
  run.stop('server-died');
}
