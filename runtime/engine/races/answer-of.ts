import type { ReadyCase } from '../../cases/ready-case.ts';
import { isErrorEnvelope } from '../../checks/error-envelope.ts';
import type { WireResponse } from '../../model/exchange.ts';
import type { RaceAnswer, RaceOutcome } from '../../stateful/concurrency/race-answer.ts';
import type { TransportResult } from '../../transport/contract.ts';

/** What came of a request of a race. Times are those of `performance.now`. */
export function answerOf(ready: ReadyCase, invokedAt: number, endedAt: number, result: TransportResult): RaceAnswer {
  const waitedMs = endedAt - invokedAt;
  if (result.kind === 'response') {
    // What had to be sent again came at another time than the others.
    const outcome = result.throttled > 0 ? 'unclear' : outcomeOf(result.response);
    return { ready, invokedAt, respondedAt: endedAt, waitedMs, response: result.response, fault: undefined, outcome };
  }
  const { fault } = result;
  const outcome = fault === 'connection-lost' ? 'failed' : fault === 'timeout' ? 'late' : 'unclear';
  return { ready, invokedAt, respondedAt: undefined, waitedMs, response: undefined, fault, outcome };
}

/** 4xx that say nothing of what the request would have done. */
const environmental: ReadonlySet<number> = new Set([401, 407, 408, 425, 429]);
/** 5xx of a server, or of one before it, that has too much to do. */
const busy: ReadonlySet<number> = new Set([502, 503, 504]);

function outcomeOf(response: WireResponse): RaceOutcome {
  const { status } = response;
  if (status >= 500) return busy.has(status) ? 'unclear' : 'failed';
  if (status >= 400) return environmental.has(status) ? 'unclear' : 'refused';
  // 202: it may still be refused.
  if (status < 200 || status > 299 || status === 202) return 'unclear';
  return isErrorEnvelope(response) ? 'refused' : 'accepted';
}
