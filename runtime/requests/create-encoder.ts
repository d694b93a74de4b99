import type { BodyValue, CaseValues, ParameterValues } from '../model/case.ts';
import type { HeaderList, WireRequest } from '../model/exchange.ts';
import type { Operation } from '../model/operation.ts';
import { acceptHeader } from './accept-header.ts';
import type { BodyWriter, WrittenBody } from './bodies/body-writer.ts';
import { bodyFormat, contentFor } from './bodies/body-format.ts';
import { createBodyWriter } from './bodies/create-body-writer.ts';
import { fixedCookies, joinCookies } from './cookie-header.ts';
import { headerWriter } from './header-writer.ts';
import type { ValueWriter } from './path-style.ts';
import { ownValue } from './own-value.ts';
import { pathWriter } from './path-writer.ts';
import { declaredWriters, pairsWriter, queryWriter } from './query-writer.ts';
import { serialiserFor } from './serialiser.ts';
import type { Serialiser } from './serialiser.ts';
import type { Unencodable } from './unencodable.ts';

type Encoded =
  | { readonly kind: 'encoded'; readonly request: WireRequest }
  | { readonly kind: 'unencodable'; readonly reason: string };

interface EncoderOptions {
  /** The path of the base URL, with or without a slash at its end. */
  readonly basePath: string;
  /** Headers of every request; they win over parameters of the same name. `Cookie` is joined with the case's. */
  readonly headers: HeaderList;
  /** For bodies of types that we cannot write, or that the user would write otherwise; none by default. They must not throw. */
  readonly serialisers?: readonly Serialiser[];
}

type Encoder = (values: CaseValues, method?: string) => Encoded;

type Header = readonly [name: string, value: string];

/** Whether a body of this type, or of some type in this range, can be written from a value. */
export function canEncode(mediaType: string, serialisers: readonly Serialiser[] = []): boolean {
  return bodyFormat(mediaType) !== undefined || serialiserFor(mediaType, serialisers) !== undefined;
}

/**
 * Compiles the way from an operation's values to the bytes of a request. The encoder answers `unencodable` for values that the wire cannot carry
 * where they should stand, and throws `UnsupportedMediaTypeError` when asked for a body of a type that cannot be written. GET, HEAD and TRACE
 * never carry a body, DELETE only a documented one.
 */
export function createEncoder(operation: Operation, options: EncoderOptions): Encoder {
  const path = pathWriter(options.basePath, operation.path, operation.parameters);
  const writeQuery = queryWriter(operation.parameters);
  const writeHeaders = headersWriter(operation, options.headers);
  const writeBody = bodyWriter(operation, options.serialisers ?? []);
  return (values, method = operation.method) => {
    const target = path.write(values.path);
    if (typeof target !== 'string') return refused(target);
    const query = writeQuery(values);
    if (typeof query !== 'string') return refused(query);
    const name = method.toUpperCase();
    const body = values.body === undefined || !carriesBody(name, operation) ? undefined : writeBody(values.body);
    if (body !== undefined && !('bytes' in body)) return refused(body);
    const headers = writeHeaders(values, body?.contentType === '' ? undefined : body?.contentType);
    if (!Array.isArray(headers)) return refused(headers as Unencodable);
    return {
      kind: 'encoded',
      request: { method: name, target: withQuery(target, path.query, query), headers, body: body?.bytes },
    };
  };
}

function refused({ reason }: Unencodable): Encoded {
  return { kind: 'unencodable', reason };
}

function withQuery(path: string, fixed: string, query: string): string {
  if (fixed === '' && query === '') return path;
  return `${path}?${fixed}${fixed === '' || query === '' ? '' : '&'}${query}`;
}

/** Whether a request of this method may have a body here. `method` is in capitals. */
export function carriesBody(method: string, operation: Operation): boolean {
  if (method === 'GET' || method === 'HEAD' || method === 'TRACE') return false;
  return method !== 'DELETE' || (operation.body !== undefined && operation.method.toUpperCase() === 'DELETE');
}

function bodyWriter(
  operation: Operation,
  serialisers: readonly Serialiser[],
): (body: BodyValue) => WrittenBody | Unencodable {
  const writers = new Map<string, BodyWriter>();
  return (body) => {
    if (body.kind === 'raw') return { contentType: body.mediaType, bytes: body.bytes };
    let write = writers.get(body.mediaType);
    if (write === undefined) {
      const content = contentFor(operation.body?.contents ?? [], body.mediaType);
      write = createBodyWriter(body.mediaType, content, serialisers);
      writers.set(body.mediaType, write);
    }
    return write(body.value);
  };
}

/** Order: `Accept`, parameters as documented, others, cookies, `Content-Type`, the user's. */
function headersWriter(
  operation: Operation,
  fixed: HeaderList,
): (values: CaseValues, contentType: string | undefined) => HeaderList | Unencodable {
  const taken = new Set(fixed.map(([name]) => name.toLowerCase()));
  const accept: Header = Object.freeze(['Accept', acceptHeader(operation)] as const);
  const cookies = pairsWriter(declaredWriters(operation.parameters, 'cookie', '; '), '; ');
  const parameters = operation.parameters.filter((parameter) => parameter.in === 'header');
  const writers = new Map(parameters.map((parameter) => [parameter.name, headerWriter(parameter.name, parameter)]));
  const ready = readyHeaders(accept, fixed, taken);
  return (values, contentType) => {
    if (isEmpty(values.header) && isEmpty(values.cookie)) return ready(contentType);
    const own = ownHeaders(values.header, writers, taken);
    if (!Array.isArray(own)) return own;
    const cookie = cookies(values.cookie);
    if (typeof cookie !== 'string') return cookie;
    const names = new Set(own.map(([name]: Header) => name.toLowerCase()));
    const headers: Header[] = taken.has('accept') || names.has('accept') ? [] : [accept];
    headers.push(...own);
    if (cookie !== '') headers.push(['Cookie', joinCookies(cookie, fixedCookies(fixed))]);
    if (contentType !== undefined && !taken.has('content-type') && !names.has('content-type')) {
      headers.push(['Content-Type', contentType]);
    }
    for (const header of fixed) if (cookie === '' || header[0].toLowerCase() !== 'cookie') headers.push(header);
    return headers;
  };
}

/** The headers of requests that have none of their own: one frozen list for each content type. */
function readyHeaders(
  accept: Header,
  fixed: HeaderList,
  taken: ReadonlySet<string>,
): (contentType: string | undefined) => HeaderList {
  const lists = new Map<string | undefined, HeaderList>();
  return (contentType) => {
    const known = lists.get(contentType);
    if (known !== undefined) return known;
    const list: Header[] = taken.has('accept') ? [] : [accept];
    if (contentType !== undefined && !taken.has('content-type'))
      list.push(Object.freeze(['Content-Type', contentType] as const));
    list.push(...fixed);
    // A multipart boundary differs in each case, and keeping those lists would never end.
    if (lists.size < 32) lists.set(contentType, Object.freeze(list));
    return list;
  };
}

function ownHeaders(
  values: ParameterValues,
  writers: ReadonlyMap<string, ValueWriter>,
  taken: ReadonlySet<string>,
): Header[] | Unencodable {
  const headers: Header[] = [];
  for (const name of headerOrder(values, writers)) {
    if (taken.has(name.toLowerCase())) continue;
    const text = (writers.get(name) ?? headerWriter(name, undefined))(values[name]);
    if (typeof text !== 'string') return text;
    headers.push([name, text]);
  }
  return headers;
}

function headerOrder(values: ParameterValues, writers: ReadonlyMap<string, ValueWriter>): readonly string[] {
  const declared = [...writers.keys()].filter((name) => ownValue(values, name) !== undefined);
  const others = Object.keys(values).filter((name) => values[name] !== undefined && !writers.has(name));
  return others.length === 0 ? declared : [...declared, ...others];
}

function isEmpty(values: ParameterValues): boolean {
  for (const name in values) if (values[name] !== undefined) return false;
  return true;
}
