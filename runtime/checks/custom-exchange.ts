import { headerValue, type Exchange } from '../model/exchange.ts';
import type { Operation } from '../model/operation.ts';
import type { CheckedExchange } from './custom-check.ts';

/** An exchange as the user's checks see it. */
export function customExchange(operation: Operation, exchange: Exchange): CheckedExchange {
  const { request, response, durationMs } = exchange;
  const { body } = response;
  const text = (): string => new TextDecoder().decode(body);
  return {
    operation,
    case: exchange.case,
    durationMs,
    ...(exchange.identity === undefined ? {} : { identity: exchange.identity }),
    request: { ...request, header: (name) => headerValue(request.headers, name) },
    response: {
      status: response.status,
      headers: response.headers,
      body,
      header: (name) => headerValue(response.headers, name),
      text,
      json: () => parseJson(text(), response.status),
    },
  };
}

/** A body that is no JSON is the server's doing, not a defect of the check. */
function parseJson(text: string, status: number): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new Error(`The body of the answer ${status} is no JSON.`, { cause });
  }
}
