import { headerValue, type Exchange } from '../model/exchange.ts';

/** One requirement of HTTP on an answer. */
export interface HttpRule {
  /** Stable: the failure's identity. */
  readonly id: string;
  /** The clause that demands it. */
  readonly clause: string;
  /** What HTTP demands, as a half sentence after “HTTP demands”. */
  readonly demand: string;
  readonly hint: string;
  /** What the answer does otherwise, as the end of a sentence; nothing where the rule is kept, or does not apply. */
  broken(exchange: Exchange): string | undefined;
}

/** What can be seen in an answer alone, and that no framework, proxy or client relies on being otherwise. */
export const httpRules: readonly HttpRule[] = [
  {
    id: '204 with content',
    clause: 'RFC 9110 §15.3.5, §8.6',
    demand: 'no content in a 204',
    hint: 'Send 200 with the content, or none.',
    broken: (exchange) => (exchange.response.status === 204 ? announcedContent(exchange) : undefined),
  },
  {
    id: '205 with content',
    clause: 'RFC 9110 §15.3.6',
    demand: 'no content in a 205',
    hint: 'Send 200 with the content, or none.',
    broken: (exchange) => (exchange.response.status === 205 ? announcedContent(exchange) : undefined),
  },
  {
    id: '201 to a safe method',
    clause: 'RFC 9110 §15.3.2, §9.2.1',
    demand: 'that a safe method creates nothing',
    hint: 'Answer 200, or create by POST or PUT.',
    broken: ({ request: { method }, response: { status } }) =>
      status === 201 && isRead(method) ? `is 201 (Created) to ${method}` : undefined,
  },
  {
    id: '304 to a write',
    clause: 'RFC 9110 §15.4.5',
    demand: '304 to conditional GET and HEAD alone',
    hint: 'Answer 200 or 204 where nothing changed, 412 where a precondition failed.',
    broken: ({ request: { method }, response: { status } }) =>
      status === 304 && !isRead(method) ? `is 304 (Not Modified) to ${method}` : undefined,
  },
  {
    id: '304 without a condition',
    clause: 'RFC 9110 §15.4.5',
    demand: '304 to conditional requests alone',
    hint: 'Answer 200 with the content where the client did not say what it has.',
    broken: ({ request, response: { status } }) =>
      status === 304 && isRead(request.method) && !has(request.headers, 'if-none-match', 'if-modified-since')
        ? 'is 304 (Not Modified) to a request without If-None-Match and If-Modified-Since'
        : undefined,
  },
  {
    id: '206 without Range',
    clause: 'RFC 9110 §15.3.7',
    demand: '206 to range requests alone',
    hint: 'Answer 200, also for one page of a list.',
    broken: ({ request, response: { status } }) =>
      status === 206 && !has(request.headers, 'range')
        ? 'is 206 (Partial Content) to a request without Range'
        : undefined,
  },
  {
    id: '401 without WWW-Authenticate',
    clause: 'RFC 9110 §15.5.2',
    demand: 'a WWW-Authenticate header with 401',
    hint: 'Name the scheme: `WWW-Authenticate: Bearer`.',
    broken: ({ response: { status, headers } }) =>
      status === 401 && !has(headers, 'www-authenticate') ? 'is 401 without WWW-Authenticate' : undefined,
  },
  {
    id: '407 without Proxy-Authenticate',
    clause: 'RFC 9110 §15.5.8',
    demand: 'a Proxy-Authenticate header with 407',
    hint: 'Only proxies answer 407; a server means 401.',
    broken: ({ response: { status, headers } }) =>
      status === 407 && !has(headers, 'proxy-authenticate') ? 'is 407 without Proxy-Authenticate' : undefined,
  },
  {
    id: '426 without Upgrade',
    clause: 'RFC 9110 §15.5.22',
    demand: 'an Upgrade header with 426',
    hint: 'Name the protocol that the client is to switch to.',
    broken: ({ response: { status, headers } }) =>
      status === 426 && !has(headers, 'upgrade') ? 'is 426 without Upgrade' : undefined,
  },
  {
    id: 'redirect without Location',
    clause: 'RFC 9110 §15.4',
    demand: 'a Location header with 301, 302, 303, 307 and 308',
    hint: 'Say where the client is to go, or answer with another status.',
    broken: ({ response: { status, headers } }) =>
      [301, 302, 303, 307, 308].includes(status) && !has(headers, 'location')
        ? `is ${status} without Location`
        : undefined,
  },
  {
    id: 'malformed ETag',
    clause: 'RFC 9110 §8.8.3',
    demand: 'an ETag in double quotes',
    hint: 'Write it as `"…"`, or `W/"…"` for a weak one.',
    broken: ({ response: { headers } }) => {
      const tag = headerValue(headers, 'etag');
      return tag === undefined || /^(?:W\/)?"[^"\s]*"$/.test(tag.trim()) ? undefined : `has the ETag ${tag}`;
    },
  },
  {
    id: 'malformed Last-Modified',
    clause: 'RFC 9110 §8.8.2, §5.6.7',
    demand: 'a date as `Sun, 06 Nov 1994 08:49:37 GMT`',
    hint: 'Write the date in the form of HTTP (`toUTCString()` in JavaScript).',
    broken: ({ response: { headers } }) => {
      const date = headerValue(headers, 'last-modified');
      return date === undefined || isHttpDate(date.trim()) ? undefined : `has the Last-Modified ${date}`;
    },
  },
];

/** A 204 has no length at all; `Content-Length: 0` is wrong, harmless and common. */
function announcedContent({ response: { status, headers, body } }: Exchange): string | undefined {
  if (body.byteLength > 0) return `is ${status} with content of ${body.byteLength} bytes`;
  const length = headerValue(headers, 'content-length')?.trim();
  // A HEAD may say how long the answer to a GET would be.
  return length !== undefined && /^0*[1-9]\d*$/.test(length)
    ? `is ${status} with Content-Length: ${length}`
    : undefined;
}

function isRead(method: string): boolean {
  return method === 'GET' || method === 'HEAD';
}

function has(headers: Exchange['response']['headers'], ...names: readonly string[]): boolean {
  return names.some((name) => headerValue(headers, name) !== undefined);
}

/** The one form that is to be sent, and the two old ones that are to be understood. */
function isHttpDate(text: string): boolean {
  return (
    /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/.test(text) ||
    /^[A-Z][a-z]{5,8}, \d{2}-[A-Z][a-z]{2}-\d{2} \d{2}:\d{2}:\d{2} GMT$/.test(text) ||
    /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/.test(text)
  );
}
