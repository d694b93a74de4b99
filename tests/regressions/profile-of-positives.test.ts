import { describe, expect, it } from 'vitest';
import { edgeValues } from '../../runtime/arbitraries/edge-values.ts';
import { inProfile, plainOf } from '../../runtime/arbitraries/formats/format-profile.ts';
import { formatNames } from '../../runtime/arbitraries/formats/sample-format.ts';
import { positiveArbitrary } from '../../runtime/arbitraries/positive-arbitrary.ts';
import { isSmaller, measure } from '../../runtime/arbitraries/shrink/measure.ts';
import { smallestValue } from '../../runtime/arbitraries/smallest-value.ts';
import type { TextProfile } from '../../runtime/arbitraries/text-profile.ts';
import { violatingArbitrary } from '../../runtime/arbitraries/violations/violating-arbitrary.ts';
import { realisticValue } from '../../runtime/cases/examples/realistic-value.ts';
import type { ValueSource } from '../../runtime/cases/operation-context.ts';
import { hasFormat } from '../../runtime/schema/formats.ts';
import { bareSchema } from '../../runtime/schema/bare-schema.ts';
import { createSchemas } from '../../runtime/schema/create-schemas.ts';
import { generateAt } from '../laws/generate-at.ts';

const schemas = createSchemas();
const profiles: readonly TextProfile[] = ['any', 'query'];

it.each([
  ['email', 'a@a.a', 'x@host.test', 'x@localhost', 'aaaaaaaaaaaaa'],
  ['date', '0000-01-01', '0001-01-01', '9999-12-31', '2001-02-29'],
  [
    'date-time',
    '0000-01-01T00:00:00Z',
    '2000-01-01t00:00:00z',
    '1990-12-31T23:59:60Z',
    '2000-01-01T00:00:00-00:00',
    '2000-01-01T00:00:00+05:30',
  ],
  ['time', '23:59:60Z', '12:00:00', '12:00:00-08:00'],
  [
    'uuid',
    'aaaaaaaa-aaaa-aaaa-aace-aaaaaaaaaaaa',
    '00000000-0000-0000-0000-000000000000',
    'urn:uuid:00000000-0000-4000-8000-000000000000',
  ],
  ['duration', 'P0Y', 'P1W', 'P1Y', 'PT'],
  ['ipv4', '0.0.0.0', '255.255.255.255'],
  ['ipv6', 'fe80::1%eth0'],
  ['uri', 'a:', 'https://a'],
  ['byte', 'a', ''],
])('not every server takes as %s: %s %s', (format, ...texts) => {
  expect(texts.filter((text) => inProfile(format, text))).toEqual([]);
});

it.each(formatNames)('the plainest %s is one', (format) => {
  const plain = plainOf(format) ?? '';
  expect(inProfile(format, plain), plain).toBe(true);
});

it('the plainest are those that everybody writes', () => {
  expect(['date', 'date-time', 'email', 'uuid', 'ipv4', 'ipv6', 'duration', 'byte'].map(plainOf)).toEqual([
    '2000-01-01',
    '2000-01-01T00:00:00Z',
    'a@example.com',
    '00000000-0000-4000-8000-000000000000',
    '127.0.0.1',
    '::1',
    'P1D',
    'AAAA',
  ]);
});

describe.each(formatNames)('texts of format %s', (format) => {
  const text = { type: 'string', format };
  const isTaken = (value: unknown): boolean =>
    typeof value === 'string' ? !hasFormat(format, value) || inProfile(format, value) : true;

  it.each(profiles)('stay in the profile however they are made and shrunk (%s)', (profile) => {
    const ref = bareSchema(text);
    const arbitrary = positiveArbitrary(ref, schemas, profile);
    for (let seed = 0; seed < 15; seed++) {
      let value = generateAt(arbitrary, seed) as string;
      expect(inProfile(format, value), value).toBe(true);
      for (let steps = 0; steps < 5; steps++) {
        const smaller = [...arbitrary.shrink(value, undefined)].map((candidate) => candidate.value as string);
        expect(smaller.filter((candidate) => candidate !== plainOf(format))).toEqual([]);
        if (smaller[0] === undefined) break;
        [value] = smaller as [string];
      }
      const plain = plainOf(format) ?? '';
      if (profile === 'any' && isSmaller(measure(plain), measure(value))) expect(value).toBe(plain);
    }
    expect(inProfile(format, smallestValue(ref, schemas, profile) as string)).toBe(true);
    for (const { value, doubtful } of edgeValues(ref, schemas, profile))
      if (!doubtful) expect(isTaken(value), String(value)).toBe(true);
  });

  it('stay in it beside a violation', () => {
    const schema = { type: 'object', required: ['f', 'n'], properties: { f: text, n: { type: 'integer' } } };
    const arbitrary = violatingArbitrary(bareSchema(schema), schemas, 'any');
    for (let seed = 0; seed < 20; seed++) {
      let invalid = arbitrary && generateAt(arbitrary, seed);
      for (let steps = 0; invalid !== undefined && steps < 20; steps++) {
        if (invalid.violation.valuePointer !== '/f')
          expect(isTaken((invalid.value as { f?: unknown }).f), JSON.stringify(invalid)).toBe(true);
        const smaller = [...(arbitrary?.shrink(invalid, undefined) ?? [])];
        invalid = smaller.length === 0 ? undefined : smaller[(seed + steps) % smaller.length]?.value;
      }
    }
  });
});

it('a text beside a pattern that leaves nothing of the profile is still made', () => {
  const ref = bareSchema({ type: 'string', format: 'uri', pattern: '^s3://[a-z]{3,10}$' });
  expect(generateAt(positiveArbitrary(ref, schemas, 'any'), 1)).toMatch(/^s3:/);
});

describe('multiples are multiples in floating point too', () => {
  const schema = { type: 'object', required: ['p'], properties: { p: { type: 'number', multipleOf: 0.01, minimum: 0.01, maximum: 9991.98 } } }; // prettier-ignore
  const ref = bareSchema(schema);
  const isFloat = (value: unknown): boolean => {
    const { p } = value as { p?: unknown };
    return typeof p !== 'number' || Number.isInteger(p / 0.01);
  };

  it('generated and shrunk', () => {
    const arbitrary = positiveArbitrary(ref, schemas, 'any');
    for (let seed = 0; seed < 100; seed++) {
      const value = generateAt(arbitrary, seed);
      expect(value).toSatisfy(isFloat);
      for (const candidate of arbitrary.shrink(value, undefined)) expect(candidate.value).toSatisfy(isFloat);
    }
  });

  it('at the edges', () => {
    const edges = [...edgeValues(ref, schemas, 'any')].filter(({ violation }) => violation === undefined);
    for (const { value } of edges) expect(value).toSatisfy(isFloat);
    expect(edges.map(({ scenario }) => scenario)).toContain('near_boundary_number');
  });

  it('in realistic examples', () => {
    const source = sourceOf(schema);
    for (let seed = 0; seed < 200; seed++) expect(realisticValue(source, seed)).toSatisfy(isFloat);
  });

  it('but for the only number there is', () => {
    const only = bareSchema({ type: 'number', multipleOf: 0.01, minimum: 4.35, maximum: 4.35 });
    expect(generateAt(positiveArbitrary(only, schemas, 'any'), 1)).toBe(4.35);
  });
});

function sourceOf(schema: unknown): ValueSource {
  const ref = bareSchema(schema);
  return {
    schema: ref,
    text: 'any',
    positive: positiveArbitrary(ref, schemas, 'any'),
    examples: [],
    invalidExamples: [],
    isValid: (value) => schemas.isValid(ref, value, 'request'),
    plain: () => smallestValue(ref, schemas, 'any'),
    edges: () => edgeValues(ref, schemas, 'any'),
    violating: () => violatingArbitrary(ref, schemas, 'any'),
  };
}

it('realistic examples keep to the profile, but for what the document itself gives', () => {
  const properties = Object.fromEntries(formatNames.map((format) => [format, { type: 'string', format }]));
  const documented = { type: 'string', format: 'email', example: 'a@a.a' };
  const source = sourceOf({ type: 'object', properties: { ...properties, documented } });
  for (let seed = 0; seed < 30; seed++) {
    const { documented: given, ...made } = realisticValue(source, seed) as Record<string, string>;
    expect(Object.entries(made).filter(([format, text]) => !inProfile(format, text))).toEqual([]);
    expect(given).toBe('a@a.a');
    expect(Object.keys(made)).toEqual(formatNames);
  }
});
