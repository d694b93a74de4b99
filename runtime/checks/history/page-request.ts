import type { WireRequest } from '../../model/exchange.ts';
import type { Operation } from '../../model/operation.ts';
import { percentDecode } from '../../requests/percent-encode.ts';
import type { Limit } from './page-plan.ts';

/** The request without what it may leave out of its query: the whole list, as it comes by itself. */
export function unpaged(request: WireRequest, { parameters, security }: Operation): WireRequest {
  const required = parameters.filter((one) => one.in === 'query' && one.required).map(({ name }) => name);
  const keys = security.flat().flatMap((scheme) => (scheme.kind === 'apiKey' ? [scheme.parameter] : []));
  const kept = new Set([...required, ...keys]);
  return withPairs(request, (pairs) => pairs.filter((pair) => kept.has(nameOf(pair).replace(/\[.*/su, ''))));
}

/** The request with a limit, and a value for another parameter. */
export function pageRequest(
  request: WireRequest,
  { limit, value }: { readonly limit?: Limit; readonly value?: readonly [name: string, text: string] },
): WireRequest {
  const added = [
    ...(limit === undefined ? [] : [[limit.name, String(limit.items)] as const]),
    ...(value ? [value] : []),
  ];
  const names = new Set(added.map(([name]) => name));
  return withPairs(request, (pairs) => [
    ...pairs.filter((pair) => !names.has(nameOf(pair))),
    ...added.map(([name, text]) => `${encodeURIComponent(name)}=${encodeURIComponent(text)}`),
  ]);
}

function withPairs(request: WireRequest, change: (pairs: readonly string[]) => readonly string[]): WireRequest {
  const [path = '', ...query] = request.target.split('?');
  const pairs = query
    .join('?')
    .split('&')
    .filter((pair) => pair !== '');
  const changed = change(pairs);
  return { ...request, target: changed.length === 0 ? path : `${path}?${changed.join('&')}` };
}

function nameOf(pair: string): string {
  return percentDecode(pair.split('=')[0] ?? '');
}
