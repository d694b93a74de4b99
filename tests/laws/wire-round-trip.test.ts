import { create } from 'xmlbuilder2';
import { parse as parseYaml } from 'yaml';
import { describe, expect, it } from 'vitest';
import { positiveArbitrary } from '../../runtime/arbitraries/positive-arbitrary.ts';
import type { TextProfile } from '../../runtime/arbitraries/text-profile.ts';
import { randomFor } from '../../runtime/cases/random-for.ts';
import type { CaseValues } from '../../runtime/model/case.ts';
import type { WireRequest } from '../../runtime/model/exchange.ts';
import { operationLabel, type Operation, type ParameterSerialization } from '../../runtime/model/operation.ts';
import { createEncoder } from '../../runtime/requests/create-encoder.ts';
import { createWireOracle } from '../../runtime/requests/wire-oracle.ts';
import { bareSchema } from '../../runtime/schema/bare-schema.ts';
import { createSchemas } from '../../runtime/schema/create-schemas.ts';
import { body, content, operation, parameter, values } from '../unit/requests/build-operation.ts';
import { fromForm, fromPairs, fromText, fromXml, typed, type WireSchema } from './reference-decoder.ts';

const RUNS = 40;

const string = { type: 'string' };
const integer = { type: 'integer' };
const record = {
  type: 'object',
  required: ['a'],
  properties: { a: integer, b: string, c: { type: 'boolean' } },
  additionalProperties: false,
};

const scalars: Readonly<Record<string, WireSchema>> = {
  string,
  integer,
  number: { type: 'number' },
  boolean: { type: 'boolean' },
  'a text that may be a number': { type: ['string', 'integer'] },
  'an enumeration': { type: 'string', enum: ['a', 'B c', 'é'] },
  'a pattern': { type: 'string', pattern: '^[A-Z]{2}-\\d{3}$' },
};
const flat: Readonly<Record<string, WireSchema>> = {
  'a list of texts': { type: 'array', items: string },
  'a list of numbers': { type: 'array', items: { type: 'number' }, minItems: 1 },
  'an object': record,
  'a map': { type: 'object', additionalProperties: integer },
};
const deep: Readonly<Record<string, WireSchema>> = {
  'an object in an object': {
    type: 'object',
    properties: { o: record, n: integer },
    required: ['o'],
    additionalProperties: false,
  },
  'lists in an object': {
    type: 'object',
    properties: { l: { type: 'array', items: string }, o: { type: 'array', items: record } },
    required: ['l'],
    additionalProperties: false,
  },
};

/** How many of the values that can be drawn are sent; each of them is given to `decode`, which must give it back. */
async function sentOf(
  schema: WireSchema,
  profile: TextProfile,
  {
    subject,
    fill,
    decode,
  }: {
    readonly subject: Operation;
    readonly fill: (value: unknown) => CaseValues;
    readonly decode: (request: WireRequest, value: unknown) => unknown;
  },
): Promise<number> {
  const schemas = createSchemas();
  const arbitrary = positiveArbitrary(bareSchema(schema), schemas, profile);
  const encode = createEncoder(subject, { basePath: '/base', headers: [] });
  const oracle = createWireOracle(subject, schemas);
  let sent = 0;
  for (let index = 0; index < RUNS; index += 1) {
    const random = randomFor({ seed: 7, phase: 'fuzzing', operation: operationLabel('GET', '/x'), index });
    const { value } = arbitrary.generate(random, 3);
    const meant = fill(value);
    const encoded = encode(meant);
    if (encoded.kind === 'unencodable' || !oracle.keepsMeaning(meant, encoded.request)) continue;
    sent += 1;
    expect(plain(await decode(encoded.request, value))).toEqual(plain(value));
  }
  return sent;
}

/** -0 is 0 in every text. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

type Style = Extract<ParameterSerialization, { kind: 'style' }>['style'];

const queryStyles: readonly (readonly [Style, boolean])[] = [
  ['form', true],
  ['form', false],
  ['spaceDelimited', false],
  ['pipeDelimited', false],
  ['tabDelimited', false],
];
const pathStyles: readonly (readonly [Style, boolean])[] = (['simple', 'label', 'matrix'] as const).flatMap((style) => [
  [style, true] as const,
  [style, false] as const,
]);
const rows = [
  ...queryStyles.map(([style, explode]) => ['query', style, explode, { ...scalars, ...flat }] as const),
  ['query', 'deepObject', true, { ...flat, ...deep }] as const,
  ...pathStyles.map(([style, explode]) => ['path', style, explode, { ...scalars, ...flat }] as const),
  ['header', 'simple', true, { ...scalars, ...flat }] as const,
  ['header', 'simple', false, { ...scalars, ...flat }] as const,
  ['header', 'pipeDelimited', false, flat] as const,
  ['cookie', 'form', true, { ...scalars, ...flat }] as const,
  ['cookie', 'form', false, { ...scalars, ...flat }] as const,
  ['cookie', 'cookie', true, { ...scalars, ...flat }] as const,
];

function pairsOf(text: string, separator: string): readonly (readonly [string, string])[] {
  return text.split(separator).map((pair) => {
    const [name = '', ...rest] = pair.split('=');
    return [decodeURIComponent(name), rest.join('=')];
  });
}

describe.each(rows)('%s %s explode=%s', (location, style, explode, schemas) => {
  it.each(Object.entries(schemas))('%s', async (_, schema) => {
    const subject = operation('GET', location === 'path' ? '/{p}/x' : '/x', {
      parameters: [parameter(location, 'p', { schema, style, explode })],
    });
    const sent = await sentOf(schema, location, {
      subject,
      fill: (value) => values({ [location]: { p: value } }),
      decode: ({ target, headers }) => {
        if (location === 'query')
          return fromPairs([...new URLSearchParams(target.split('?')[1])], 'p', schema, { style, explode });
        if (location === 'path')
          return fromText(decodeURIComponent(target.split('/')[2] ?? ''), 'p', schema, { style, explode });
        const header = headers.find(([name]) => name === (location === 'header' ? 'p' : 'Cookie'))?.[1] ?? '';
        if (location === 'header') return fromText(header, 'p', schema, { style, explode });
        return fromPairs(pairsOf(header, '; '), 'p', schema, { style, explode });
      },
    });
    expect(sent).toBeGreaterThan(0);
  });
});

describe('parameters with a media type', () => {
  it.each([
    ['query', 'application/json', record],
    ['query', 'application/json', deep['lists in an object'] ?? {}],
    ['query', 'text/plain', integer],
    ['query', 'application/x-www-form-urlencoded', record],
    ['header', 'application/json', record],
    ['cookie', 'application/json', integer],
    ['path', 'application/json', integer],
    ['querystring', 'application/x-www-form-urlencoded', record],
    ['querystring', 'application/json', record],
  ] as const)('%s %s', async (location, mediaType, schema) => {
    const subject = operation('GET', location === 'path' ? '/{p}/x' : '/x', {
      parameters: [parameter(location, 'p', { schema, content: mediaType })],
    });
    const read = (text: string): unknown =>
      mediaType === 'application/json'
        ? JSON.parse(text)
        : mediaType === 'text/plain'
          ? typed(text, schema)
          : fromForm([...new URLSearchParams(text)], schema);
    const profile = location === 'querystring' ? 'query' : location;
    const sent = await sentOf(schema, profile, {
      subject,
      fill: (value) =>
        location === 'querystring'
          ? values({ querystring: { name: 'p', value } })
          : values({ [location]: { p: value } }),
      decode: ({ target, headers }) => {
        const query = target.split('?')[1] ?? '';
        if (location === 'query') return read(new URLSearchParams(query).get('p') ?? '');
        if (location === 'querystring')
          return read(mediaType === 'application/json' ? decodeURIComponent(query) : query);
        if (location === 'path') return read(decodeURIComponent(target.split('/')[2] ?? ''));
        const header = headers.find(([name]) => name === (location === 'header' ? 'p' : 'Cookie'))?.[1] ?? '';
        return read(location === 'header' ? header : header.slice('p='.length));
      },
    });
    expect(sent).toBeGreaterThan(RUNS / 8);
  });
});

function textOf(bytes: WireRequest['body']): string {
  return typeof bytes === 'string' ? bytes : Buffer.from(bytes ?? '').toString('utf8');
}

const fields: WireSchema = {
  type: 'object',
  required: ['n'],
  properties: { n: integer, s: string, l: { type: 'array', items: integer }, o: record, t: { type: 'boolean' } },
  additionalProperties: false,
};
const lines: WireSchema = { type: 'array', items: record };
const xmlFields: WireSchema = {
  type: 'object',
  required: ['n'],
  properties: {
    n: { type: 'integer', xml: { attribute: true } },
    s: string,
    l: { type: 'array', items: integer },
    o: record,
  },
  additionalProperties: false,
};

async function formDataOf({ headers, body: bytes }: WireRequest): Promise<readonly (readonly [string, string])[]> {
  const contentType = headers.find(([name]) => name === 'Content-Type')?.[1] ?? '';
  const form = await new Response(bytes ?? '', { headers: { 'content-type': contentType } }).formData();
  return [...form].map(([name, part]) => [name, typeof part === 'string' ? part : '']);
}

/** What the test needs of a DOM. */
interface XmlElement {
  readonly nodeType: number;
  readonly nodeName: string;
  readonly textContent: string | null;
  readonly childNodes: Iterable<XmlElement>;
  readonly attributes: Iterable<{ readonly name: string; readonly value: string }> & { readonly length: number };
}

const bodies: readonly (readonly [
  mediaType: string,
  schema: WireSchema,
  profile: TextProfile,
  read: (request: WireRequest) => unknown,
])[] = [
  ['application/json', fields, 'any', ({ body: bytes }) => JSON.parse(textOf(bytes)) as unknown],
  ['application/vnd.x+json', lines, 'any', ({ body: bytes }) => JSON.parse(textOf(bytes)) as unknown],
  ['application/yaml', fields, 'any', ({ body: bytes }) => parseYaml(textOf(bytes)) as unknown],
  ['application/x-ndjson', lines, 'any', ({ body: bytes }) => jsonTexts(textOf(bytes).split('\n'))],
  ['application/json-seq', lines, 'any', ({ body: bytes }) => jsonTexts(textOf(bytes).split('\u001e'))],
  [
    'application/x-www-form-urlencoded',
    fields,
    'query',
    ({ body: bytes }) => fromForm([...new URLSearchParams(textOf(bytes))], fields),
  ],
  ['multipart/form-data', fields, 'query', async (request) => fromForm(await formDataOf(request), fields)],
  [
    'application/xml',
    xmlFields,
    'header',
    ({ body: bytes }) => fromXml(xmlTree(create(textOf(bytes)).root().node as unknown as XmlElement), xmlFields),
  ],
  ['text/plain', string, 'query', ({ body: bytes }) => textOf(bytes)],
  ['text/plain', { type: 'number' }, 'query', ({ body: bytes }) => Number(textOf(bytes))],
  [
    'application/octet-stream',
    { type: 'string', format: 'binary' },
    'query',
    ({ body: bytes }) => Buffer.from(bytes ?? '').toString('latin1'),
  ],
];

/** An element as its text, or its attributes and child elements by name. */
function xmlTree(element: XmlElement): unknown {
  const children = [...element.childNodes].filter(({ nodeType }) => nodeType === 1);
  if (children.length === 0 && element.attributes.length === 0) return element.textContent ?? '';
  const tree: Record<string, unknown> = {};
  for (const { name, value } of element.attributes) tree[`@${name}`] = value;
  for (const child of children) {
    const name = child.nodeName;
    const known = tree[name];
    const read = xmlTree(child);
    tree[name] = known === undefined ? read : [...(Array.isArray(known) ? known : [known]), read];
  }
  return tree;
}

function jsonTexts(texts: readonly string[]): readonly unknown[] {
  return texts.filter((text) => text.trim() !== '').map((text) => JSON.parse(text) as unknown);
}

describe('bodies', () => {
  it.each(bodies)('%s', async (mediaType, schema, profile, read) => {
    const subject = operation('POST', '/x', { body: body([content(mediaType, bareSchema(schema))]) });
    const sent = await sentOf(schema, profile, {
      subject,
      fill: (value) => values({ body: { kind: 'value', mediaType, value } }),
      decode: read,
    });
    expect(sent).toBeGreaterThan(RUNS / 8);
  });
});
