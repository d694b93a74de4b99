import { fail, pass, skip, type Check } from './contract.ts';
import { isStream, mayAskToWait } from './waits-on-purpose.ts';

type Details = { readonly limitMs: number; readonly tookMs: number };

/** An answer must come within the time that the user sets. */
export const maxResponseTime: Check<'max_response_time', Details> = {
  id: 'max_response_time',
  severity: 'medium',
  summary: 'Every answer must come within --max-response-time, where it is given.',
  needsTwoOfThree: true,
  page: {
    finds:
      'An answer that took longer than `--max-response-time`, from the first byte sent to the last byte received, and did so again in one of two more tries. They are sent beside other requests, as in the run itself: `--concurrency 1` measures each one alone.',
    silent: [
      'Everything, where no limit is set.',
      'A slow answer that was fast when the request was sent again, twice.',
      'Operations with a documented response that has no end: event streams, JSON lines and the like.',
      'No answer at all, which is `request_timeout`’s, and 5xx.',
    ],
    confidence: {
      likely: 'Two of three tries took longer.',
      heuristic:
        'The request may ask for it, by the name of the operation or a parameter (`wait`, `timeout`, `poll` …); or it could not be sent again.',
    },
    sources: ['Your own limit'],
    options: '`--max-response-time SECONDS`: how long an answer may take, e.g. `0.5`.',
  },
  run({ operation, exchange, limits: { maxResponseTimeMs: limitMs } }) {
    if (limitMs === undefined) return skip('no limit is set');
    if (exchange.durationMs <= limitMs) return pass;
    if (isStream(operation)) return skip('the response may have no end');
    const tookMs = Math.round(exchange.durationMs);
    return fail({
      confidence: mayAskToWait(operation, exchange.case) ? 'heuristic' : 'likely',
      identity: 'slow',
      title: 'Slow answer',
      message: `The answer took ${tookMs} ms, which is more than ${limitMs} ms.`,
      expected: `an answer within ${limitMs} ms`,
      received: `${tookMs} ms`,
      hint: 'Look at what this request makes the server do, or raise --max-response-time.',
      location: operation.location,
      details: { limitMs, tookMs },
    });
  },
};
