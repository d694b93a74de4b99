import { headerValue, type WireRequest } from '../../model/exchange.ts';
import { askFor, fail, pass, skip, type Check, type CheckInput } from '../contract.ts';
import { lookAgain, settledResponse, settlingText } from './settle.ts';

type Details = { readonly location: string; readonly status: number };

/** Where a creation says that the new thing is, it must be. */
export const locationResolves: Check<'location_resolves', Details> = {
  id: 'location_resolves',
  severity: 'medium',
  summary: 'The `Location` of a 201 must lead somewhere.',
  history: true,
  page: {
    finds: `A POST or PUT answered 201 whose \`Location\`, asked for with GET and the same credentials, answers 404, 410 or 5xx. It takes a sequence of the stateful phase; \`Location\` is followed right after the creation, and again ${settlingText} while that fails.`,
    silent: [
      'Other statuses than 201: 202 speaks of what is still to come.',
      'A `Location` on another origin: it may be the address behind a proxy, or another service.',
      'Every other answer, such as 401, 403 or 405: something is there.',
      'A thing that its own documented path does not find either: ensure_resource_availability speaks of that.',
    ],
    confidence: { likely: 'Always.' },
    sources: ['RFC 9110 §15.3.2 (201 Created)', 'RFC 9110 §10.2.2 (Location)'],
  },
  run(input) {
    const { operation, exchange, aftermath, answers } = input;
    const { request, response } = exchange;
    if (aftermath === undefined || response.status !== 201 || !['POST', 'PUT'].includes(request.method))
      return skip('nothing was created');
    const location = headerValue(response.headers, 'location');
    const target = location === undefined ? undefined : targetOf(location, input);
    if (location === undefined || target === undefined) return skip('no Location on the same origin');
    const { seen, read } = aftermath;
    const own = read?.request.target === target ? seen : undefined;
    if (own !== undefined && isGone(own.status)) return skip('its own path does not find it either');
    if (own !== undefined && !isBroken(own.status)) return pass;
    const follow = followed(target, input);
    const first = answers?.get('location');
    if (first === undefined) return askFor({ key: 'location', request: follow, credentials: 'same' });
    const last = settledResponse(answers) ?? first.response;
    if (last === undefined || !isBroken(last.status)) return pass;
    const again = lookAgain(answers, follow);
    if (again !== undefined) return again;
    const { status } = last;
    return fail({
      confidence: 'likely',
      identity: isGone(status) ? 'leads nowhere' : 'leads to an error',
      title: isGone(status) ? 'Location leads nowhere' : 'Location leads to an error',
      message: `The ${request.method} was answered 201 with Location "${location}", and GET ${target} is answered ${status}.`,
      expected: '2xx',
      received: String(status),
      hint: 'Build `Location` from the path under which clients reach the thing, with its prefix and id.',
      location: operation.location,
      details: { location, status },
    });
  },
};

function isGone(status: number): boolean {
  return status === 404 || status === 410;
}

function isBroken(status: number): boolean {
  return isGone(status) || status >= 500;
}

/** The path and query that `Location` leads to, where that is on the same origin. */
function targetOf(location: string, { aftermath, exchange }: CheckInput): string | undefined {
  const base = `${aftermath?.origin ?? ''}${exchange.request.target}`;
  if (!URL.canParse(location, base)) return undefined;
  const url = new URL(location, base);
  return url.origin === new URL(base).origin ? `${url.pathname}${url.search}` : undefined;
}

/** As the thing is asked for on its documented path, else as the creation was: but for what speaks of content. */
function followed(target: string, { aftermath, exchange }: CheckInput): WireRequest {
  const like = aftermath?.read?.request ?? exchange.request;
  const headers = like.headers.filter(([name]) => !/^(?:content-.*|if-.*|idempotency-key|prefer)$/iu.test(name));
  return { method: 'GET', target, headers, body: undefined };
}
