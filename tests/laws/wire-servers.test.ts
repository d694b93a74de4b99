import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { positiveArbitrary } from '../../runtime/arbitraries/positive-arbitrary.ts';
import type { TextProfile } from '../../runtime/arbitraries/text-profile.ts';
import { violatingArbitrary } from '../../runtime/arbitraries/violations/violating-arbitrary.ts';
import { randomFor } from '../../runtime/cases/random-for.ts';
import type { CaseValues } from '../../runtime/model/case.ts';
import type { WireRequest } from '../../runtime/model/exchange.ts';
import { operationLabel, type Operation } from '../../runtime/model/operation.ts';
import type { RequestLocation } from '../../runtime/model/violation.ts';
import { createEncoder } from '../../runtime/requests/create-encoder.ts';
import { createWireOracle } from '../../runtime/requests/wire-oracle.ts';
import { bareSchema } from '../../runtime/schema/bare-schema.ts';
import { createSchemas } from '../../runtime/schema/create-schemas.ts';
import { body, content, operation, parameter, values } from '../unit/requests/build-operation.ts';

const RUNS = 60;

const integer = { type: 'integer', minimum: 1, maximum: 50 };
const member = {
  type: 'object',
  required: ['id'],
  properties: { id: integer, name: { type: 'string', minLength: 2, maxLength: 4 }, on: { type: 'boolean' } },
};

const corpus: Readonly<Record<string, object>> = {
  integer,
  number: { type: 'number', exclusiveMinimum: 0, maximum: 1 },
  boolean: { type: 'boolean' },
  'a text of a length': { type: 'string', minLength: 2, maxLength: 4 },
  'a text of a pattern': { type: 'string', pattern: '^[a-z]{3}$' },
  'a UUID': { type: 'string', format: 'uuid' },
  'an enumeration': { type: 'string', enum: ['red', 'green'] },
  'a list': { type: 'array', items: integer, minItems: 2, maxItems: 3 },
  'a set': { type: 'array', items: { type: 'string', minLength: 1 }, uniqueItems: true, minItems: 1 },
  'an object': { ...member, additionalProperties: false },
  'an object with a default': {
    ...member,
    required: ['id', 'size'],
    properties: { ...member.properties, size: { ...integer, default: 5 } },
  },
  'objects in a list': { type: 'array', items: member, minItems: 1 },
  'a union': { anyOf: [integer, { type: 'string', pattern: '^x' }, { type: 'array', items: integer, minItems: 1 }] },
};

/** Whether a server that coerces as Fastify does (Ajv with its options) takes a value for a valid one. */
function coercing(schema: object): (value: unknown) => boolean {
  const ajv = new Ajv2020({ coerceTypes: 'array', useDefaults: true, removeAdditional: true, strict: false });
  addFormats.default(ajv);
  const validate = ajv.compile({ type: 'object', properties: { value: schema }, required: ['value'] });
  return (value) => validate({ value });
}

interface Place {
  readonly subject: Operation;
  readonly location: RequestLocation;
  readonly profile: TextProfile;
  readonly fill: (value: unknown) => CaseValues;
  /** What the server's parser hands to its validator; `undefined` where the value is not there. */
  readonly parse: (request: WireRequest) => unknown;
}

function inQuery(schema: object): Place {
  const isObject = 'properties' in schema;
  const style = isObject ? { style: 'deepObject' as const } : {};
  return {
    subject: operation('GET', '/x', { parameters: [parameter('query', 'p', { schema, required: true, ...style })] }),
    location: 'query',
    profile: 'query',
    fill: (value) => values({ query: { p: value } }),
    parse: ({ target }) => {
      const query = new URLSearchParams(target.split('?')[1] ?? '');
      if (!isObject) return valueOf(query, 'p');
      const names = [...query.keys()].flatMap((key) => /^p\[(.*)\]$/.exec(key)?.[1] ?? []);
      if (names.length === 0) return valueOf(query, 'p');
      return Object.fromEntries(names.map((name) => [name, valueOf(query, `p[${name}]`)]));
    },
  };
}

function inBody(schema: object, mediaType: string, parse: (text: string) => unknown): Place {
  return {
    subject: operation('POST', '/x', { body: body([content(mediaType, bareSchema(schema))]) }),
    location: 'body',
    profile: mediaType === 'application/json' ? 'any' : 'query',
    fill: (value) => values({ body: { kind: 'value', mediaType, value } }),
    parse: ({ body: bytes }) => parse(typeof bytes === 'string' ? bytes : Buffer.from(bytes ?? '').toString('utf8')),
  };
}

function inJson(schema: object): Place {
  return inBody(schema, 'application/json', (text) => JSON.parse(text) as unknown);
}

function inForm(schema: object): Place {
  return inBody(schema, 'application/x-www-form-urlencoded', (text) => {
    const form = new URLSearchParams(text);
    return Object.fromEntries([...form.keys()].map((name) => [name, valueOf(form, name)]));
  });
}

/** The values of one name: one alone as itself, as most query parsers have it. */
function valueOf(query: URLSearchParams, name: string): unknown {
  const texts = query.getAll(name);
  return texts.length > 1 ? texts : texts[0];
}

function randomAt(index: number): ReturnType<typeof randomFor> {
  return randomFor({ seed: 3, phase: 'fuzzing', operation: operationLabel('POST', '/x'), index });
}

/** Sends the negative cases that the oracle lets pass, each of which the server must refuse, and says how many that were. */
function sentNegatives(schema: object, { subject, location, profile, fill, parse }: Place): number {
  const schemas = createSchemas();
  const accepts = coercing(schema);
  const arbitrary = violatingArbitrary(bareSchema(schema), schemas, profile);
  if (arbitrary === undefined) throw new Error('Nothing can break this schema.');
  const encode = createEncoder(subject, { basePath: '', headers: [] });
  const oracle = createWireOracle(subject, schemas);
  let sent = 0;
  for (let index = 0; index < RUNS; index += 1) {
    const { value, violation } = arbitrary.generate(randomAt(index), 3).value;
    const meant = fill(value);
    const encoded = encode(meant);
    const named = location === 'body' ? { ...violation, location } : { ...violation, location, parameter: 'p' };
    if (encoded.kind === 'unencodable' || oracle.hasValidReading(meant, [named])) continue;
    sent += 1;
    const parsed = parse(encoded.request);
    expect(parsed !== undefined && accepts(parsed), JSON.stringify({ value, parsed })).toBe(false);
  }
  return sent;
}

/** The same of positive cases, each of which the server must take. */
function sentPositives(schema: object, { subject, profile, fill, parse }: Place): number {
  const schemas = createSchemas();
  const accepts = coercing(schema);
  const arbitrary = positiveArbitrary(bareSchema(schema), schemas, profile);
  const encode = createEncoder(subject, { basePath: '', headers: [] });
  const oracle = createWireOracle(subject, schemas);
  let sent = 0;
  for (let index = 0; index < RUNS; index += 1) {
    const { value } = arbitrary.generate(randomAt(index), 3);
    const meant = fill(value);
    const encoded = encode(meant);
    if (encoded.kind === 'unencodable' || !oracle.keepsMeaning(meant, encoded.request)) continue;
    sent += 1;
    const parsed = parse(encoded.request);
    expect(accepts(parsed), JSON.stringify({ value, parsed })).toBe(true);
  }
  return sent;
}

const rows = Object.entries(corpus);
const objects = rows.filter(([, schema]) => 'properties' in schema);
/** Objects in a list have no style: they are JSON, which this server does not look for in a query. */
const inQueries = rows.filter(([name]) => name !== 'objects in a list');
/** The schemas that (nearly) every text can be read as a value of; an empty one, and one that is there twice, as none. */
const tolerant: ReadonlySet<string> = new Set(['a union', 'a set']);

describe('a server that coerces refuses every negative case', () => {
  it.each(rows)('in a query: %s', (name, schema) => {
    const sent = sentNegatives(schema, inQuery(schema));
    if (!tolerant.has(name)) expect(sent).toBeGreaterThan(0);
  });

  it.each(rows)('in a JSON body: %s', (_, schema) => {
    expect(sentNegatives(schema, inJson(schema))).toBeGreaterThan(0);
  });

  it.each(objects)('in a form: %s', (_, schema) => {
    expect(sentNegatives(schema, inForm(schema))).toBeGreaterThan(0);
  });
});

describe('and takes every positive one', () => {
  it.each(inQueries)('in a query: %s', (_, schema) => {
    expect(sentPositives(schema, inQuery(schema))).toBeGreaterThan(0);
  });

  it.each(rows)('in a JSON body: %s', (_, schema) => {
    expect(sentPositives(schema, inJson(schema))).toBeGreaterThan(0);
  });

  it.each(objects)('in a form: %s', (_, schema) => {
    expect(sentPositives(schema, inForm(schema))).toBeGreaterThan(0);
  });
});
