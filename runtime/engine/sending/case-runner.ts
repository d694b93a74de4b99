import { toProblem, UnreachableServerError } from '../../errors.ts';
import type { TransportResult } from '../../transport/contract.ts';
import type { CaseOutcomes } from './case-outcomes.ts';
import { createConnectionTrouble } from './connection-trouble.ts';
import type { RunState } from '../run-state.ts';
import type { Scheduled } from '../phases/schedule.ts';
import { sendCase } from './send-case.ts';

/** Sends cases and deals with all that can come back. */
export interface CaseRunner {
  /** Something to wait for before the next case, where there is: the server may be dying. */
  gate(): Promise<void> | undefined;
  perform(scheduled: Scheduled): Promise<void>;
}

type Fault = Extract<TransportResult, { kind: 'fault' }>;

export function createCaseRunner(run: RunState, outcomes: CaseOutcomes): CaseRunner {
  const trouble = createConnectionTrouble(run, outcomes);

  const failed = (scheduled: Scheduled, fault: Fault): Promise<void> | undefined => {
    switch (fault.fault) {
      case 'aborted':
        return undefined;
      case 'timeout':
        outcomes.timedOut(scheduled, fault.durationMs);
        return undefined;
      case 'malformed-response':
        outcomes.malformed(scheduled, fault.message, fault.durationMs);
        return undefined;
      case 'connection-lost':
        return trouble.suspect(scheduled);
      case 'refused':
      case 'unreachable':
        if (outcomes.answers() > 0 || trouble.isSuspecting()) return trouble.suspect(scheduled);
        outcomes.end(unreachable(run.options.baseUrl, fault), 'unreachable');
        return undefined;
    }
  };

  return {
    gate: trouble.gate,
    async perform(planned) {
      trouble.left();
      let result: TransportResult;
      let scheduled = planned;
      try {
        if (run.identities.names.length === 0) result = await run.sender.send(planned.ready.request);
        else {
          const sent = await sendCase(run, planned.state, planned.ready, planned.hands);
          scheduled = { ...planned, ready: sent.ready };
          ({ result } = sent);
        }
      } catch (error) {
        // HTTP has no form for the request: nothing was sent, and nothing can be said of the server.
        run.problem(toProblem(error, planned.state.entry.label));
        return;
      } finally {
        trouble.cameBack();
      }
      if (result.kind === 'fault') return failed(scheduled, result);
      run.tally.throttled += result.throttled;
      scheduled.onAnswer?.(result.response, result.durationMs, scheduled.ready.identity);
      return outcomes.answered(scheduled, result.response, result.durationMs);
    },
  };
}

function unreachable(baseUrl: string, { message, fault }: Fault): UnreachableServerError {
  return new UnreachableServerError(`The server at ${baseUrl} cannot be reached: ${message}`, {
    where: '--base-url',
    hint:
      fault === 'refused'
        ? 'Nothing listens there. Start the server, or correct the port.'
        : 'Check the host name, the network and the certificate.',
  });
}
