import { headerValue, type Exchange, type WireRequest, type WireResponse } from '../../model/exchange.ts';
import { decodeBody } from '../../requests/decode-body.ts';

/** The members of a JSON object. */
export type Members = Readonly<Record<string, unknown>>;

/** The JSON object that a message has as its body; `undefined` for everything else, and for what was not read to its end. */
export function bodyMembers(message: WireRequest | WireResponse): Members | undefined {
  const { body, headers } = message;
  if (body === undefined || body.length === 0 || ('truncated' in message && message.truncated)) return undefined;
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  const decoded = decodeBody(bytes, headerValue(headers, 'content-type') ?? '');
  return decoded.kind === 'decoded' && isMembers(decoded.value) ? decoded.value : undefined;
}

/** What a successful answer shows of a thing with these members: its body, or what a wrapper such as `{"data": {…}}` holds. */
export function representationOf(response: WireResponse | undefined, names: readonly string[]): Members | undefined {
  if (response === undefined || response.status < 200 || response.status > 299) return undefined;
  const body = bodyMembers(response);
  if (body === undefined || names.some((name) => Object.hasOwn(body, name))) return body;
  const inner = Object.values(body).filter(isMembers);
  const holding = inner.filter((one) => names.some((name) => Object.hasOwn(one, name)));
  // Two that could be it are none.
  return holding.length === 1 ? holding[0] : undefined;
}

/** What a request sends: its JSON object, out of a wrapper with a single member. */
export function sentMembers({ request }: Exchange, shown: Members | undefined): Members | undefined {
  const body = bodyMembers(request);
  if (body === undefined) return undefined;
  const [only, ...others] = Object.entries(body);
  const isWrapper =
    only !== undefined && others.length === 0 && isMembers(only[1]) && !(shown && Object.hasOwn(shown, only[0]));
  return isWrapper ? (only[1] as Members) : body;
}

/** The objects of the list that is an answer's body, or that a member of it holds; none where it was not read to its end. */
export function listedMembers(response: WireResponse | undefined): readonly Members[] {
  if (response?.status !== 200 || response.truncated) return [];
  const decoded = decodeBody(response.body, headerValue(response.headers, 'content-type') ?? '');
  if (decoded.kind !== 'decoded') return [];
  const { value } = decoded;
  if (Array.isArray(value)) return value.filter(isMembers);
  if (!isMembers(value)) return [];
  return Object.values(value).flatMap((member) => (Array.isArray(member) ? member.filter(isMembers) : []));
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
