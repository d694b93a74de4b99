import { headerValue, type WireResponse } from '../model/exchange.ts';
import { parseMediaType } from '../requests/media-type.ts';
import { isStream } from './waits-on-purpose.ts';
import { askFor, fail, pass, skip, type Check } from './contract.ts';

type Details = { readonly part: string; readonly head: string; readonly get: string };

/** What an answer to HEAD has in common with that to GET, and how both show it; `undefined` where one of them does not. */
const parts: readonly (readonly [name: string, of: (response: WireResponse) => string | undefined])[] = [
  ['status', ({ status }) => String(status)],
  ['Content-Type', ({ headers }) => mediaType(headerValue(headers, 'content-type'))],
  ['Content-Length', contentLength],
];

/** HEAD must answer as GET does, but for the content. */
export const headMatchesGet: Check<'head_matches_get', Details> = {
  id: 'head_matches_get',
  severity: 'low',
  summary: 'HEAD must answer as GET does, but for the content.',
  probes: true,
  page: {
    finds:
      'A HEAD whose status, media type or `Content-Length` differs from that of the same GET. The first valid GET of each operation that was answered with 2xx is sent again as HEAD, and then as GET once more.',
    silent: [
      'A server that does not know HEAD: 404, 405 or 501.',
      'Operations with a documented response that has no end, such as event streams.',
      'What differs between the two GETs, too.',
      'A header that one of the two answers does not have: HEAD may leave out what is only known while content is made.',
    ],
    confidence: { heuristic: 'Always: few clients send HEAD.' },
    sources: ['RFC 9110 §9.3.2 (HEAD)'],
  },
  run({ operation, exchange, answers }) {
    if (operation.method !== 'GET') return skip('no GET');
    if (isStream(operation)) return skip('the response may have no end');
    if (answers === undefined) return skip('only judged by probes');
    const { request } = exchange;
    if (answers.size === 0)
      return askFor({ key: 'HEAD', request: { ...request, method: 'HEAD' }, credentials: 'same' });
    const head = answers.get('HEAD')?.response;
    if (head === undefined || [404, 405, 501].includes(head.status)) return skip('HEAD is not known');
    const differs = ([, of]: (typeof parts)[number], get: WireResponse): boolean => {
      const [a, b] = [of(head), of(get)];
      return a !== undefined && b !== undefined && a !== b;
    };
    const different = parts.filter((part) => differs(part, exchange.response));
    if (different.length === 0) return pass;
    if (!answers.has('GET')) return askFor({ key: 'GET', request, credentials: 'same' });
    const again = answers.get('GET')?.response;
    const found = different.find((part) => again !== undefined && part[1](again) === part[1](exchange.response));
    if (found === undefined) return skip('GET differs from GET');
    const [part, of] = found;
    const details = { part, head: of(head) ?? '', get: of(exchange.response) ?? '' };
    return fail({
      confidence: 'heuristic',
      identity: part,
      title: 'HEAD differs from GET',
      message: `The ${part} of HEAD is ${details.head}, that of the same GET ${details.get}.`,
      expected: details.get,
      received: details.head,
      hint: 'Let HEAD run what GET runs, and leave out the content.',
      location: operation.location,
      probe: 'HEAD',
      details,
    });
  },
};

function mediaType(header: string | undefined): string | undefined {
  const parsed = header === undefined ? undefined : parseMediaType(header);
  return parsed && `${parsed.type}/${parsed.subtype}`;
}

/** Of content that is coded on its way, the length need not be known beforehand. */
function contentLength({ headers }: WireResponse): string | undefined {
  if (headerValue(headers, 'content-encoding') !== undefined) return undefined;
  return headerValue(headers, 'content-length')?.trim();
}
