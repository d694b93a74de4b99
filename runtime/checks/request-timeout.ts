import type { Case } from '../model/case.ts';
import type { Finding } from '../model/failure.ts';
import type { Operation } from '../model/operation.ts';
import { pass, type Check } from './contract.ts';
import { isStream, mayAskToWait } from './waits-on-purpose.ts';

type Details = { readonly limitMs: number };

/** Every request must get an answer. Where none came there is no exchange to judge: `lateFinding` says what that shows. */
export const requestTimeout: Check<'request_timeout', Details> = {
  id: 'request_timeout',
  severity: 'high',
  summary: 'Every request must be answered before the timeout.',
  needsTwoOfThree: true,
  page: {
    finds:
      'A request that is not answered as a whole within `--request-timeout` (10 seconds), and not within it either in one of two more tries. An operation that lets three requests in a row wait in vain is left alone from then on.',
    silent: [
      'A request that was answered in time when it was sent again, twice.',
      'Operations with a documented response that has no end: event streams, JSON lines and the like.',
    ],
    confidence: {
      likely: 'Two of three tries got no answer in time.',
      heuristic:
        'The request may ask for it, by the name of the operation or a parameter (`wait`, `timeout`, `poll` …); or it could not be sent again.',
    },
    sources: ['RFC 9110 §15.5.9, §15.6.5 (a server that cannot answer in time says so)'],
    options: '`--request-timeout SECONDS`: how long to wait for an answer.',
  },
  run: () => pass,
};

/** What it shows that no answer came within the limit; nothing where the operation has no end. */
export function lateFinding(operation: Operation, sent: Case, limitMs: number): Finding<Details> | undefined {
  if (isStream(operation)) return undefined;
  return {
    confidence: mayAskToWait(operation, sent) ? 'heuristic' : 'likely',
    identity: 'timeout',
    title: 'No answer in time',
    message: `The server did not answer within ${limitMs / 1000} s.`,
    expected: `an answer within ${limitMs / 1000} s`,
    received: 'no answer',
    hint: 'Look at the server’s log for what this request waits for, or raise --request-timeout.',
    location: operation.location,
    details: { limitMs },
  };
}
