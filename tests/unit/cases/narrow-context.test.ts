import { describe, expect, it } from 'vitest';
import { fuzzingCase } from '../../../runtime/cases/fuzzing/fuzzing-case.ts';
import { narrowContext } from '../../../runtime/cases/narrow-context.ts';
import type { OperationContext } from '../../../runtime/cases/operation-context.ts';
import type { ReadyCase } from '../../../runtime/cases/ready-case.ts';
import type { Mode } from '../../../runtime/model/case.ts';
import type { Narrowing } from '../../../runtime/model/narrowing.ts';
import { createSchemas } from '../../../runtime/schema/create-schemas.ts';
import { contextOf } from './context-of.ts';

const schemas = createSchemas();

const context = await contextOf(
  {
    '/a': {
      post: {
        parameters: [
          { name: 'X-Tenant', in: 'header', schema: { type: 'string', minLength: 1 } },
          { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1 }, example: 5000 },
          { name: 'old', in: 'query', schema: { type: 'boolean' } },
        ],
        requestBody: {
          content: {
            'application/json': {
              schema: {
                type: 'object',
                required: ['code'],
                properties: { code: { type: 'string' }, size: { type: 'string' }, spare: { type: 'integer' } },
              },
            },
          },
        },
        responses: { '200': { description: 'Fine.' } },
      },
    },
  },
  'POST /a',
);

const learned: readonly Narrowing[] = [
  { kind: 'presence', in: 'header', name: 'x-tenant', presence: 'always' },
  { kind: 'value', in: 'header', name: 'x-tenant', schema: { pattern: '^t-[0-9]+$' } },
  { kind: 'value', in: 'query', name: 'limit', schema: { maximum: 100 } },
  { kind: 'presence', in: 'query', name: 'old', presence: 'never' },
  { kind: 'value', in: 'body', schema: { properties: { code: { pattern: '^[A-Z]{3}$' } } } },
  { kind: 'value', in: 'body', schema: { required: ['size'] } },
  { kind: 'value', in: 'body', schema: { properties: { spare: { not: {} } } }, presence: 'seldom' },
  { kind: 'presence', in: 'body', presence: 'always' },
];

function cases(from: OperationContext, mode: Mode, count = 200): readonly ReadyCase[] {
  const made = Array.from({ length: count }, (_, index) =>
    fuzzingCase(from, { seed: 3, operation: from.operation.label, phase: 'fuzzing', index }, mode),
  );
  return made.filter((one) => one !== undefined);
}

const narrowed = narrowContext(context, learned, schemas);
const bodyOf = ({ case: { values } }: ReadyCase): Readonly<Record<string, unknown>> =>
  values.body?.kind === 'value' ? (values.body.value as Record<string, unknown>) : {};

describe('a narrowed operation', () => {
  it('sends valid requests as it was learned', () => {
    const made = cases(narrowed, 'positive');
    expect(made.length).toBeGreaterThan(150);
    for (const one of made) {
      const { header, query } = one.case.values;
      expect(header['X-Tenant']).toMatch(/^t-[0-9]+$/u);
      expect(Number(query['limit'] ?? 1)).toBeLessThanOrEqual(100);
      expect(query).not.toHaveProperty('old');
      expect(bodyOf(one)).toMatchObject({ code: expect.stringMatching(/^[A-Z]{3}$/u), size: expect.any(String) });
    }
    const spare = made.filter((one) => bodyOf(one)['spare'] !== undefined).length;
    expect(spare).toBeGreaterThan(0);
    expect(spare).toBeLessThan(made.length / 5);
  });

  it('says in each case what went into it, and gives it again from that', () => {
    for (const one of cases(narrowed, 'positive', 20)) {
      expect(one.case.inputs).toEqual({ learned });
      const again = narrowContext(context, one.case.inputs['learned'] as readonly Narrowing[], schemas);
      expect(fuzzingCase(again, one.case.seedPath, 'positive')?.request).toEqual(one.request);
    }
    expect(cases(context, 'positive', 5).map((one) => one.case.inputs)).toEqual([{}, {}, {}, {}, {}]);
  });

  it('breaks what the document says, not what was learned', () => {
    const targets = new Set<string>();
    for (const one of cases(narrowed, 'negative', 300)) {
      for (const { location, parameter, schemaPointer, keyword } of one.case.violations) {
        targets.add(`${location} ${parameter ?? ''} ${keyword}`);
        expect(schemaPointer).not.toContain('/allOf/');
      }
      if (one.case.doubtful) continue;
      expect(context.oracle.hasValidReading(one.case.values, one.case.violations)).toBe(false);
    }
    expect([...targets].filter((target) => /maximum|pattern/u.test(target))).toEqual([]);
    expect([...targets].filter((target) => target.startsWith('header'))).toEqual([]);
  });

  it('drops what leaves no value, and is the same operation where nothing is left', () => {
    const impossible: Narrowing = { kind: 'value', in: 'query', name: 'limit', schema: { maximum: 0 } };
    expect(narrowContext(context, [impossible], schemas)).toBe(context);
    const some = narrowContext(context, [impossible, ...learned], schemas);
    expect(some.inputs).toEqual({ learned });
    expect(narrowContext(context, [{ ...impossible, name: 'nobody' }], schemas)).toBe(context);
  });
});

describe('a parameter that the document does not declare', () => {
  const demand = (name: string, location: 'header' | 'query' = 'header'): Narrowing => ({
    kind: 'presence',
    in: location,
    name,
    presence: 'always',
  });

  it('is sent where the server demands it, by what else is known of it, and never broken', () => {
    const version: Narrowing = { kind: 'value', in: 'header', name: 'X-Version', schema: { enum: ['1', '2'] } };
    const wider = narrowContext(context, [demand('X-Version'), version, demand('from', 'query')], schemas);
    const made = [...cases(wider, 'positive', 40), ...cases(wider, 'negative', 80)];
    expect(made.length).toBeGreaterThan(100);
    for (const { request, case: sent } of made) {
      expect(request.headers.find(([name]) => name === 'X-Version')?.[1]).toMatch(/^[12]$/u);
      expect(request.target).toMatch(/[?&]from=./u);
      expect(sent.violations.filter(({ parameter }) => parameter === 'X-Version' || parameter === 'from')).toEqual([]);
    }
  });

  it('is none that HTTP has a meaning for, or that cannot be written', () => {
    for (const name of ['Host', 'content-type', 'Authorization', 'Transfer-Encoding', 'a b', ''])
      expect(narrowContext(context, [demand(name)], schemas)).toBe(context);
  });
});
