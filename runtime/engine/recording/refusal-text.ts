import type { WireResponse } from '../../model/exchange.ts';

/** Of a longer body no more is read. */
const maxBytes = 4_096;
const maxLength = 120;

/** Members that hold what a server says to people, the most telling first; RFC 9457 has `detail` and `title`. */
const members = ['message', 'detail', 'error_description', 'description', 'msg', 'reason', 'error', 'errors', 'title'];

/** What an answer says to people, in one short line; `undefined` where it says nothing that can be read. */
export function refusalText({ body }: WireResponse): string | undefined {
  if (body.length === 0) return undefined;
  const text = new TextDecoder().decode(body.subarray(0, maxBytes)).trim();
  const said = messageIn(parsed(text), 0) ?? (text.startsWith('<') || text.startsWith('{') ? undefined : text);
  const line = said?.replaceAll(/\s+/gu, ' ').trim();
  if (line === undefined || line === '') return undefined;
  return line.length > maxLength ? `${line.slice(0, maxLength - 1)}…` : line;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const maxDepth = 4;

function messageIn(value: unknown, depth: number): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value;
  if (typeof value !== 'object' || value === null || depth > maxDepth) return undefined;
  if (Array.isArray(value)) return messageIn(value[0], depth + 1);
  const object = value as Readonly<Record<string, unknown>>;
  for (const name of members) {
    const found = Object.hasOwn(object, name) ? messageIn(object[name], depth + 1) : undefined;
    if (found !== undefined) return found;
  }
  // `{ "name": ["is too short"] }`: the member says what it is about.
  for (const [name, inner] of depth === 0 ? [] : Object.entries(object)) {
    const found = Array.isArray(inner) ? messageIn(inner[0], depth + 1) : undefined;
    if (found !== undefined) return `${name}: ${found}`;
  }
  return undefined;
}
