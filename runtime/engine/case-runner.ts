import { notAServerError } from '../checks/not-a-server-error.ts';
import { toProblem, UnreachableServerError, type ApiTestGenError } from '../errors.ts';
import type { WireResponse } from '../model/exchange.ts';
import type { TransportFault, TransportResult } from '../transport/contract.ts';
import { brokenConnection, malformedAnswer } from './fault-findings.ts';
import type { BaseUrlCheck } from './base-url-check.ts';
import { createCaseEvents } from './case-events.ts';
import type { Judgement } from './judge.ts';
import type { RunState } from './run-state.ts';
import type { Scheduled } from './schedule.ts';
import { waitForServer } from './server-health.ts';

/** An operation that lets this many requests in a row wait in vain is left alone. */
const maxTimeoutsPerOperation = 3;

/** Sends cases and deals with all that can come back. */
export interface CaseRunner {
  /** Something to wait for before the next case, where there is: the server may be dying. */
  gate(): Promise<void> | undefined;
  perform(scheduled: Scheduled): Promise<void>;
  /** The error that ended the run, if one did. */
  fatal(): ApiTestGenError | undefined;
}

type Fault = Extract<TransportResult, { kind: 'fault' }>;

export function createCaseRunner(run: RunState, baseUrlCheck: BaseUrlCheck): CaseRunner {
  const { sender, tally } = run;
  const events = createCaseEvents(run);
  let answers = 0;
  let timeoutsInARow = 0;
  let inFlight = 0;
  let fatal: ApiTestGenError | undefined;
  let suspects: Scheduled[] = [];
  let quarantine: Promise<void> | undefined;
  let allSettled: (() => void) | undefined;

  /** A promise only where something is left to wait for. */
  const answered = (
    { state, ready }: Scheduled,
    response: WireResponse,
    durationMs: number,
  ): Promise<void> | undefined => {
    answers += 1;
    timeoutsInARow = 0;
    state.timeouts = 0;
    if (response.status >= 200 && response.status < 300) state.reached = true;
    const { operation } = run.contexts.get(state);
    const judgements = sender.judge(state, operation, ready, response, durationMs);
    for (const { check, finding } of judgements) run.failures.add({ check, finding, state, ready, response });
    finished({ state, ready }, { status: response.status, durationMs, response, judgements });
    return baseUrlCheck.observe(ready.request, response.status) ? diagnose() : undefined;
  };

  const diagnose = async (): Promise<void> => {
    const error = await baseUrlCheck.diagnose(sender);
    if (error !== undefined) end(error, 'base-url-suspect');
  };

  const finished = (scheduled: Scheduled, outcome: Parameters<typeof events.finished>[1]): void => {
    scheduled.state.tested = true;
    events.finished(scheduled, outcome);
    if (run.options.maxFailures !== undefined && run.failures.serious() >= run.options.maxFailures)
      run.stop('max-failures');
  };

  const end = (error: ApiTestGenError, reason: 'base-url-suspect' | 'unreachable'): void => {
    fatal ??= error;
    run.stop(reason);
  };

  const failed = async (scheduled: Scheduled, fault: Fault): Promise<void> => {
    switch (fault.fault) {
      case 'aborted':
        return;
      case 'timeout':
        return timedOut(scheduled, fault);
      case 'malformed-response': {
        const judgement = { check: notAServerError, finding: malformedAnswer(fault.message) };
        if (isChecked())
          run.failures.add({ ...judgement, state: scheduled.state, ready: scheduled.ready, response: undefined });
        return finished(scheduled, {
          fault: 'malformed-response',
          durationMs: fault.durationMs,
          judgements: [judgement],
        });
      }
      case 'refused':
      case 'unreachable':
        if (answers === 0 && suspects.length === 0) return end(unreachable(run.options.baseUrl, fault), 'unreachable');
        return suspect(scheduled);
      case 'connection-lost':
        return suspect(scheduled);
    }
  };

  const timedOut = ({ state, ready }: Scheduled, fault: Fault): void => {
    state.timeouts += 1;
    timeoutsInARow += 1;
    finished({ state, ready }, { fault: 'timeout', durationMs: fault.durationMs, judgements: [] });
    if (state.timeouts === maxTimeoutsPerOperation) {
      state.broken = true;
      run.warn({
        code: 'operation_timeout',
        message: `${state.entry.label} did not answer ${maxTimeoutsPerOperation} requests in a row in time; it is left alone from here on.`,
        hint: 'Look at the server’s log for these requests, or raise --request-timeout.',
        operations: [state.entry.label],
      });
    }
    if (timeoutsInARow >= Math.max(10, 2 * run.options.concurrency)) {
      run.warn({
        code: 'server_stalled',
        message: `The server let ${timeoutsInARow} requests in a row wait in vain: the run ends here.`,
        hint: 'See whether the server still works, and start it again.',
      });
      run.stop('server-died');
    }
  };

  const isChecked = (): boolean => run.options.checks.includes(notAServerError.id);

  const suspect = (scheduled: Scheduled): Promise<void> => {
    suspects.push(scheduled);
    quarantine ??= examine().finally(() => {
      quarantine = undefined;
    });
    return quarantine;
  };

  /** The server broke connections. Once all others have come back it is asked, one suspect at a time, which request it was. */
  const examine = async (): Promise<void> => {
    if (inFlight > 0) {
      await new Promise<void>((resolve) => {
        allSettled = resolve;
      });
    }
    const examined = suspects;
    suspects = [];
    let isUp = await isBack(examined);
    let culprits = 0;
    for (const scheduled of examined) {
      if (!isUp) break;
      const result = await sender.send(scheduled.ready.request);
      if (result.kind === 'response') {
        await answered(scheduled, result.response, result.durationMs);
      } else if (result.fault === 'connection-lost' || result.fault === 'refused') {
        culprits += 1;
        lost(scheduled, brokenConnection(result.message), { kind: 'deterministic' });
        isUp = await isBack(examined);
      } else await failed(scheduled, result);
    }
    if (!isUp) gaveUp(examined, culprits);
    else if (culprits === 0) {
      run.warn({
        code: 'connection_lost',
        message: `The server broke ${examined.length} connection${examined.length === 1 ? '' : 's'}, and answered the same requests when they were sent again.`,
        hint: 'Look at the server’s log for a crash or a restart, or at what stands between it and this machine.',
        operations: [...new Set(examined.map(({ state }) => state.entry.label))],
      });
    }
  };

  const isBack = async (examined: readonly Scheduled[]): Promise<boolean> => {
    const [first] = examined;
    if (first === undefined || run.options.signal.aborted) return false;
    const target = new URL(run.options.baseUrl).pathname;
    return waitForServer(
      sender,
      { method: 'HEAD', target, headers: run.options.headers, body: undefined },
      run.options.signal,
    );
  };

  const lost = (
    scheduled: Scheduled,
    finding: Judgement['finding'],
    reproducibility: { readonly kind: 'deterministic' } | undefined,
  ): void => {
    const judgement = { check: notAServerError, finding };
    if (isChecked()) {
      run.failures.add({
        ...judgement,
        ...scheduled,
        response: undefined,
        ...(reproducibility && { reproducibility }),
      });
    }
    finished(scheduled, { fault: 'connection-lost', durationMs: 0, judgements: isChecked() ? [judgement] : [] });
  };

  const gaveUp = (examined: readonly Scheduled[], culprits: number): void => {
    if (run.options.signal.aborted) return;
    const [first] = examined;
    if (culprits === 0 && first !== undefined) {
      const labels = [...new Set(examined.map(({ state }) => state.entry.label))];
      const finding = brokenConnection(`the server is down; requests under way were to ${labels.join(', ')}`);
      lost(first, { ...finding, confidence: 'likely' }, undefined);
    }
    run.warn({
      code: 'server_died',
      message: 'The server stopped taking connections: the run ends here. What was found so far is reported.',
      hint: 'Start the server again, and send the request of the connection-lost failure to it alone.',
    });
    run.stop('server-died');
  };

  return {
    gate: () => quarantine,
    fatal: () => fatal,
    async perform(scheduled) {
      inFlight += 1;
      let result: TransportResult;
      try {
        result = await sender.send(scheduled.ready.request);
      } catch (error) {
        // HTTP has no form for the request: nothing was sent, and nothing can be said of the server.
        run.problem(toProblem(error, scheduled.state.entry.label));
        return;
      } finally {
        inFlight -= 1;
        if (inFlight === 0) {
          allSettled?.();
          allSettled = undefined;
        }
      }
      if (result.kind === 'response') {
        tally.throttled += result.throttled;
        return answered(scheduled, result.response, result.durationMs);
      }
      return failed(scheduled, result);
    },
  };
}

function unreachable(
  baseUrl: string,
  { message, fault }: { readonly message: string; readonly fault: TransportFault },
): UnreachableServerError {
  return new UnreachableServerError(`The server at ${baseUrl} cannot be reached: ${message}`, {
    where: '--base-url',
    hint:
      fault === 'refused'
        ? 'Nothing listens there. Start the server, or correct the port.'
        : 'Check the host name, the network and the certificate.',
  });
}
