import type { Exchange } from '../../model/exchange.ts';

/** Shorter texts stand in any message by chance, but not between quotes. */
const minLength = 3;
const quotes = ["'", '"', '`'];
const maxValues = 200;

/** The texts of a request that an answer may give back, the longest first. */
export function sentValues({ case: { values }, request }: Exchange): readonly string[] {
  const found = new Set<string>();
  for (const part of [values.path, values.query, values.header, values.cookie, values.querystring?.value]) {
    collect(part, found, 0);
  }
  if (values.body?.kind === 'value') collect(values.body.value, found, 0);
  else if (typeof values.body?.bytes === 'string') add(values.body.bytes, found);
  add(request.target, found);
  add(request.target.split('?', 1)[0] ?? '', found);
  return [...found].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
}

function collect(value: unknown, found: Set<string>, depth: number): void {
  if (found.size >= maxValues || depth > 8) return;
  if (typeof value === 'string') add(value, found);
  else if (typeof value === 'number' || typeof value === 'bigint') add(String(value), found);
  else if (typeof value === 'object' && value !== null)
    for (const member of Object.values(value)) collect(member, found, depth + 1);
}

function add(text: string, found: Set<string>): void {
  if (text.length < minLength) {
    if (text !== '') for (const quote of quotes) found.add(quote + text + quote);
    return;
  }
  found.add(text);
  const host = hostIn.exec(text)?.[1];
  if (host !== undefined && host.length >= minLength) found.add(host);
  const escaped = JSON.stringify(text).slice(1, -1);
  if (escaped !== text) found.add(escaped);
  const trimmed = text.trim();
  if (trimmed.length >= minLength) found.add(trimmed);
}

/** What is looked up of a URL, or of an e-mail address. */
const hostIn = /(?:^[a-z][a-z\d+.-]*:\/\/|@)([\w.-]+)/iu;
