import { headerValue, type WireRequest, type WireResponse } from '../../model/exchange.ts';
import { decodeBody } from '../../requests/decode-body.ts';
import type { Members } from './representation.ts';

/** One page of a list: its items, and where the answer says that the next one is. */
export interface Page {
  readonly items: readonly Members[];
  /** The target of the next page, or what its cursor is; `undefined` where the answer names none. */
  readonly next: { readonly target: string } | { readonly cursor: string } | undefined;
}

/** Reads a page; `undefined` where the answer is none, or does not tell which of its lists is meant. */
export function pageOf(response: WireResponse | undefined, request: WireRequest): Page | undefined {
  if (response?.status !== 200 || response.truncated) return undefined;
  const decoded = decodeBody(response.body, headerValue(response.headers, 'content-type') ?? '');
  if (decoded.kind !== 'decoded') return undefined;
  const items = itemsOf(decoded.value, 2);
  if (items === undefined) return undefined;
  const linked = linkHeader(headerValue(response.headers, 'link') ?? '');
  const target = targetOf(linked ?? nextAddress(decoded.value), request.target);
  const cursor = nextCursor(decoded.value);
  if (target !== undefined) return { items, next: { target } };
  return { items, next: cursor === undefined ? undefined : { cursor } };
}

/** The list that the body is, or the only one that it holds. */
function itemsOf(value: unknown, depth: number): readonly Members[] | undefined {
  if (Array.isArray(value)) return value.every(isMembers) ? value : undefined;
  if (!isMembers(value) || depth === 0) return undefined;
  const lists = Object.entries(value).flatMap(([name, member]) => (Array.isArray(member) ? [[name, member]] : []));
  const [only, ...others] = lists;
  if (only !== undefined) return others.length === 0 ? itemsOf(only[1], 0) : undefined;
  const inner = Object.values(value).flatMap((member) => {
    const found = isMembers(member) ? itemsOf(member, depth - 1) : undefined;
    return found === undefined ? [] : [found];
  });
  return inner.length === 1 ? inner[0] : undefined;
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The target of `rel=next` (RFC 8288 §3). */
function linkHeader(text: string): string | undefined {
  const link = text
    .split(/,\s*(?=<)/u)
    .find((one) => /;\s*rel\s*=\s*(?:"(?:[^"]*\s)?next(?:\s[^"]*)?"|next(?=\s*(?:;|$)))/iu.test(one));
  return link === undefined ? undefined : /<([^>]*)>/u.exec(link)?.[1];
}

/** Where bodies hold the address of the next page. */
const addressPaths: readonly (readonly string[])[] = [
  ['next'],
  ['next_url'],
  ['nextUrl'],
  ['nextLink'],
  ['next_link'],
  ['@odata.nextLink'],
  ['links', 'next'],
  ['links', 'next', 'href'],
  ['_links', 'next', 'href'],
  ['paging', 'next'],
  ['pagination', 'next'],
  ['meta', 'next'],
];

const cursorNames = ['next_cursor', 'nextCursor', 'next_page_token', 'nextPageToken', 'next_token', 'nextToken'];
const cursorHolders = [[], ['meta'], ['paging'], ['pagination'], ['page_info'], ['pageInfo'], ['response_metadata']];

function nextAddress(body: unknown): string | undefined {
  return addressPaths
    .map((path) => textAt(body, path))
    .find((text) => text !== undefined && /^(?:https?:|[/?])/iu.test(text));
}

/** Members that hold an address mostly, and that a number can only be the cursor of. */
const numberPaths: readonly (readonly string[])[] = [
  ['next'],
  ['paging', 'next'],
  ['pagination', 'next'],
  ['meta', 'next'],
];

function nextCursor(body: unknown): string | undefined {
  const paths = cursorHolders.flatMap((holder) => cursorNames.map((name) => [...holder, name]));
  const text = paths.map((path) => textAt(body, path)).find((one) => one !== undefined && one !== '');
  return text ?? [...paths, ...numberPaths].map((path) => numberAt(body, path)).find((one) => one !== undefined);
}

/** A number as text; 0 and less say that there is no next one. */
function numberAt(body: unknown, path: readonly string[]): string | undefined {
  const value = valueAt(body, path);
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? String(value) : undefined;
}

function textAt(body: unknown, path: readonly string[]): string | undefined {
  const value = valueAt(body, path);
  return typeof value === 'string' ? value : undefined;
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  let current = value;
  for (const name of path) {
    if (!isMembers(current) || !Object.hasOwn(current, name)) return undefined;
    current = current[name];
  }
  return current;
}

/** The path and query of an address on the same path: what leads elsewhere, or to another server, is not followed. */
function targetOf(address: string | undefined, from: string): string | undefined {
  const base = `http://server.invalid${from}`;
  if (address === undefined || !URL.canParse(address, base)) return undefined;
  const url = new URL(address, base);
  const own = new URL(base).pathname;
  // Behind a proxy the server may know itself by another name and prefix; the page is asked for where this one was.
  return url.pathname === own || own.endsWith(url.pathname) || url.pathname.endsWith(own)
    ? `${own}${url.search}`
    : undefined;
}
