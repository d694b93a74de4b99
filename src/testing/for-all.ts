import fc from 'fast-check';
import { createOperationContext } from '../../runtime/cases/operation-context.ts';
import { createContextOptions } from '../../runtime/engine/context-options.ts';
import type { CaseValues } from '../../runtime/model/case.ts';
import type { WireRequest, WireResponse } from '../../runtime/model/exchange.ts';
import { targetUrl } from '../base-url.ts';
import { openTransport } from '../app/open-transport.ts';
import type { ContractOptions, ContractSpec } from './contract-options.ts';
import { loadContract } from './load-contract.ts';
import { requestArbitrary } from './request-arbitrary.ts';
import { createResponseJudge } from './response-judge.ts';

/** One valid request that was drawn. */
export interface PropertyInput<Body = unknown> {
  /** Its values by their place, and the request as it is written. */
  readonly request: Omit<CaseValues, 'body'> & {
    readonly method: string;
    readonly url: string;
    readonly headers: Headers;
    /** The value that the body was written from; `undefined` where none is sent. */
    readonly body: Body;
  };
  /** Sends it as it is. Rejects where no answer comes. */
  send(): Promise<Response>;
}

/** What `forAll` takes beside what a contract does. */
export interface ForAllOptions<Document = ContractSpec> extends ContractOptions {
  /** @default what the setup was given, else that of the configuration file */
  readonly spec?: Document;
  /** How many requests are drawn. @default 100 */
  readonly numRuns?: number;
}

/** Draws valid requests to an operation, and rejects with fast-check's report of the smallest one for which the property does not hold. */
export async function checkForAll(
  name: string,
  property: (input: PropertyInput) => void | Promise<void>,
  { spec, numRuns = 100, ...options }: ForAllOptions,
): Promise<void> {
  const { api, config, cwd } = await loadContract(spec, options);
  const { baseUrl: given } = options;
  const baseUrl = targetUrl({ ...config, baseUrl: typeof given === 'function' ? await given() : config.baseUrl }, api);
  const { headers, serialisers, strictTypes, concurrency, seed } = config;
  const entry = createResponseJudge(api, baseUrl).operation(name);
  const contextOptions = createContextOptions(api, { baseUrl, headers, serialisers, strictTypes });
  const context = createOperationContext(api.operation(entry), contextOptions);
  const transport = await openTransport(config, { baseUrl, cwd, connections: concurrency });
  const { signal } = new AbortController();
  const { origin } = new URL(baseUrl);
  const send = async (request: WireRequest): Promise<Response> => {
    const result = await transport.send(request, signal);
    if (result.kind === 'response') return asResponse(result.response);
    throw new Error(`No answer to ${request.method} ${request.target}: ${result.message}`);
  };
  const holds = fc.asyncProperty(requestArbitrary(context), async ({ ready: { case: drawn, request } }) => {
    const { method, target } = request;
    const { body, ...values } = drawn.values;
    const written = { method, url: `${origin}${target}`, headers: headersOf(request.headers) };
    const value = body?.kind === 'value' ? body.value : undefined;
    await property({ request: { ...values, ...written, body: value }, send: () => send(request) });
  });
  try {
    // fast-check shows the seed as a signed number, which no option could take back.
    await fc.assert(holds, { seed: seed & 0x7fff_ffff, numRuns });
  } finally {
    await transport.close();
  }
}

/** Statuses without a body take none. */
function asResponse({ status, headers, body }: WireResponse): Response {
  const isEmpty = [204, 205, 304].includes(status);
  const copy = new Uint8Array(body);
  return new Response(isEmpty ? null : copy, { status, headers: headersOf(headers) });
}

function headersOf(list: WireRequest['headers']): Headers {
  return new Headers(list.map(([name, value]) => [name, value]));
}
