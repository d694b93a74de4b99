import { createRequire } from 'node:module';
import type * as Yaml from 'yaml';
import type * as Builder from 'xmlbuilder2';
import type { BodyFormat } from '../bodies/body-format.ts';
import { multipartParts } from '../multipart-parts.ts';
import { wirePairs } from '../wire-pairs.ts';
import { leadingJson } from './leading-json.ts';

// Loaded when the first raw body is judged: most runs have few.
const require = createRequire(import.meta.url);

/** What a lenient parser may make of bytes; `unknown` where a parser takes them and what it makes of them is not looked into. */
export type LenientBody = { readonly kind: 'value'; readonly value: unknown } | { readonly kind: 'unknown' };

/**
 * Everything that some parser of a format may make of a body's bytes: broken UTF-8 replaced (Go, Node) or taken for Latin-1, UTF-16, only the
 * first JSON value (Go, Jackson), JSON with comments left out of it, single quotes and trailing commas (Newtonsoft), plain text for a string
 * (Spring), a multipart body without its end.
 */
export function* lenientBodies(
  bytes: string | Uint8Array,
  contentType: string,
  format: BodyFormat,
): Generator<LenientBody> {
  if (format === 'multipart') {
    yield { kind: 'value', value: grouped(partsOf(bytes, contentType)) };
    return;
  }
  for (const text of textsOf(bytes)) {
    if (format === 'xml') {
      if (isXml(text)) yield { kind: 'unknown' };
      continue;
    }
    for (const value of valuesOf(text, format)) yield { kind: 'value', value };
  }
}

function valuesOf(text: string, format: BodyFormat): Iterable<unknown> {
  switch (format) {
    case 'form':
      return [grouped(wirePairs(text.trim().replaceAll('+', ' '), '&'))];
    case 'json-lines':
    case 'json-sequence':
      return [jsonLines(text)];
    case 'yaml':
      return [text, ...yamlValues(text)];
    case 'json':
      return [text, ...leadingJson(text), ...(/^\s*[[{]/.test(text) ? yamlValues(text) : [])];
    case 'text':
    case 'binary':
    case 'multipart':
    case 'xml':
      return [text];
  }
}

/** The texts that the bytes may stand for. */
function textsOf(bytes: string | Uint8Array): readonly string[] {
  if (typeof bytes === 'string') return [bytes];
  const texts = new Set([new TextDecoder('utf-8').decode(bytes), Buffer.from(bytes).toString('latin1')]);
  if (bytes.includes(0))
    for (const encoding of ['utf-16le', 'utf-16be']) texts.add(new TextDecoder(encoding).decode(bytes));
  return [...texts];
}

/** Lines up to the first that is no JSON: a streaming reader has taken them by then. */
function jsonLines(text: string): readonly unknown[] {
  const values: unknown[] = [];
  for (const line of text.replaceAll('\u001e', '\n').split('\n')) {
    if (line.trim() === '') continue;
    const [value] = leadingJson(line);
    if (value === undefined) break;
    values.push(value);
  }
  return values;
}

function yamlValues(text: string): readonly unknown[] {
  const { parseDocument } = require('yaml') as typeof Yaml;
  try {
    const document = parseDocument(text, { strict: false, uniqueKeys: false, logLevel: 'silent' });
    return document.errors.length === 0 ? [document.toJS({ maxAliasCount: 100 })] : [];
  } catch {
    return [];
  }
}

function isXml(text: string): boolean {
  const { create } = require('xmlbuilder2') as typeof Builder;
  try {
    create(text);
    return true;
  } catch {
    return false;
  }
}

/** Fields are text, files texts whose characters are their bytes. */
function* partsOf(bytes: string | Uint8Array, contentType: string): Generator<readonly [string, string]> {
  for (const { name, filename, content } of multipartParts(bytes, contentType))
    yield [name, content.toString(filename === undefined ? 'utf8' : 'latin1')];
}

/** Fields by name; of a name that stands more than once, a list. */
function grouped(fields: Iterable<readonly [string, unknown]>): object {
  const found = new Map<string, unknown[]>();
  for (const [name, value] of fields) {
    const same = found.get(name);
    if (same === undefined) found.set(name, [value]);
    else same.push(value);
  }
  return Object.fromEntries([...found].map(([name, values]) => [name, values.length === 1 ? values[0] : values]));
}
