import type { HeaderList } from '../../runtime/model/exchange.ts';
import { UsageError } from '../../runtime/errors.ts';

/** A response of any client, as it is judged. */
export interface ReceivedResponse {
  readonly status: number;
  readonly headers: HeaderList;
  readonly body: Uint8Array;
  /** What was asked for, where the client tells. */
  readonly method: string | undefined;
  readonly url: string | undefined;
}

type Members = Readonly<Record<string, unknown>>;

/**
 * Reads what a client gave: a `Response` of fetch (its body stays readable), of supertest, axios, light-my-request, or undici's `request`. A promise
 * only where the body has to be read first; a stream of undici is read to its end. Throws `UsageError` for what is no response, and for a body that
 * was read already and not kept.
 */
export function readResponse(value: unknown): ReceivedResponse | Promise<ReceivedResponse> {
  if (value instanceof Response) return readFetch(value);
  const members = membersOf(value);
  if (members === undefined) throw noResponse(value);
  const status = members['statusCode'] ?? members['status'];
  const { headers } = members;
  if (typeof status !== 'number' || typeof headers !== 'object' || headers === null) throw noResponse(value);
  const head = { status, headers: headerList(headers), ...requestOf(members) };
  const body = bodyOf(members);
  if (isByteStream(body)) return readStream(body).then((bytes) => ({ ...head, body: bytes }));
  return { ...head, body: bytesOf(body, head.headers) };
}

async function readFetch(response: Response): Promise<ReceivedResponse> {
  if (response.bodyUsed) throw alreadyRead('const copy = response.clone()');
  const body = new Uint8Array(await response.clone().arrayBuffer());
  const { status, url } = response;
  return { status, headers: [...response.headers], body, method: undefined, url: url === '' ? undefined : url };
}

/** light-my-request has `rawPayload`, axios `data`, supertest `text` and, for what is no text, `body`. */
function bodyOf(members: Members): unknown {
  if (members['rawPayload'] !== undefined) return members['rawPayload'];
  if ('data' in members && 'config' in members) return members['data'];
  const { text, body } = members;
  if (typeof text === 'string' && (text !== '' || !(body instanceof Uint8Array))) return text;
  return body;
}

/** Bytes and texts as they are; what a client has parsed is written again. */
function bytesOf(body: unknown, headers: HeaderList): Uint8Array {
  if (body instanceof Uint8Array) return body;
  if (body instanceof ArrayBuffer) return new Uint8Array(body);
  if (body === undefined || (body === null && !isJson(headers))) return new Uint8Array();
  if (typeof body !== 'string') return Buffer.from(JSON.stringify(body));
  return Buffer.from(body === '' || !isJson(headers) || parses(body) ? body : JSON.stringify(body));
}

function isJson(headers: HeaderList): boolean {
  return headers.some(([name, value]) => name === 'content-type' && /[/+]json\b/i.test(value));
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function headerList(headers: object): HeaderList {
  const plain: unknown = membersOf(headers)?.['toJSON'];
  const entries =
    headers instanceof Headers
      ? [...headers]
      : Object.entries(typeof plain === 'function' ? (plain.call(headers) as object) : headers);
  return entries.flatMap(([name, value]: [string, unknown]) =>
    value === undefined || value === null
      ? []
      : (Array.isArray(value) ? value : [value]).map((one) => [name.toLowerCase(), String(one)] as const),
  );
}

function requestOf(members: Members): Pick<ReceivedResponse, 'method' | 'url'> {
  const config = membersOf(members['config']);
  const request = membersOf(members['request']);
  const inner = membersOf(membersOf(members['raw'])?.['req']) ?? membersOf(members['req']);
  const method = text(config?.['method']) ?? text(inner?.['method']) ?? text(request?.['method']);
  const path = text(inner?.['path']) ?? text(inner?.['url']) ?? text(request?.['path']);
  const url = text(config?.['url']) ?? text(request?.['url']);
  return { method: method?.toUpperCase(), url: path ?? url };
}

async function readStream(body: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  if (membersOf(body)?.['bodyUsed'] === true) throw alreadyRead('{ statusCode, headers, body: await body.json() }');
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function isByteStream(body: unknown): body is AsyncIterable<Uint8Array> {
  return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}

function membersOf(value: unknown): Members | undefined {
  return typeof value === 'object' && value !== null ? (value as Members) : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function alreadyRead(instead: string): UsageError {
  return new UsageError('The body of the response was read already, so that it cannot be judged.', {
    hint: `Expect before you read it, or keep what you read: ${instead}.`,
  });
}

function noResponse(value: unknown): UsageError {
  return new UsageError(`This is no response: ${value === null ? 'null' : `a ${typeof value}`}.`, {
    hint: 'Give what fetch, supertest, axios, undici or light-my-request gave you, or { status, headers, body }.',
  });
}
