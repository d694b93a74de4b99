import { conformanceTo, conformanceToApi, type Conformance, type RequestHint } from '../testing/conformance.ts';
import { readResponse, type ReceivedResponse } from '../testing/received-response.ts';
import type { ResponseJudge } from '../testing/response-judge.ts';

/** What `expect` is given. */
interface MatcherResult {
  readonly pass: boolean;
  message(): string;
  readonly expected?: unknown;
  readonly actual?: unknown;
}

/** A promise only where the body of the response has to be read. */
type Answer = MatcherResult | Promise<MatcherResult>;

/** The matchers, of one document. */
export function createMatchers(judge: ResponseJudge): {
  toConformTo(received: unknown, operation: string): Answer;
  toConformToApi(received: unknown, request?: RequestHint): Answer;
} {
  return {
    toConformTo(received, operation) {
      const entry = judge.operation(operation);
      return judged(received, (response) => conformanceTo(judge, entry, response));
    },
    toConformToApi: (received, request) => judged(received, (response) => conformanceToApi(judge, response, request)),
  };
}

function judged(received: unknown, conformance: (response: ReceivedResponse) => Conformance): Answer {
  const result = (response: ReceivedResponse): MatcherResult => {
    const { conforms, message, expected, actual } = conformance(response);
    return { pass: conforms, message: () => message, ...(conforms ? {} : { expected, actual }) };
  };
  const response = readResponse(received);
  return response instanceof Promise ? response.then(result) : result(response);
}
