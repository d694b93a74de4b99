import { describe, expect, it } from 'vitest';
import { fuzzingCase } from '../../../runtime/cases/fuzzing/fuzzing-case.ts';
import type { OperationContext } from '../../../runtime/cases/operation-context.ts';
import type { ReadyCase } from '../../../runtime/cases/ready-case.ts';
import { shrinkCase } from '../../../runtime/cases/shrink-case.ts';
import type { Mode } from '../../../runtime/model/case.ts';
import { contextOf } from './context-of.ts';

const responses = { 200: { description: 'ok' } };
const schema = {
  type: 'object',
  required: ['item'],
  properties: { item: { type: 'string', minLength: 2, maxLength: 5 }, size: { type: 'integer', minimum: 1 } },
};
const paths = {
  '/orders': {
    post: {
      responses,
      parameters: [
        { name: 'sort', in: 'query', required: true, schema: { type: 'string', enum: ['asc', 'desc'] } },
        ...['a', 'b', 'c', 'd'].map((name) => ({ name, in: 'query', schema: { type: 'integer', maximum: 9 } })),
      ],
      requestBody: {
        required: true,
        content: { 'application/json': { schema }, 'application/x-www-form-urlencoded': { schema } },
      },
    },
  },
};

function draw(context: OperationContext, mode: Mode, count: number): readonly ReadyCase[] {
  const path = { seed: 7, operation: context.operation.label, phase: 'fuzzing' } as const;
  return Array.from({ length: count }, (_, index) => fuzzingCase(context, { ...path, index }, mode)).filter(
    (ready) => ready !== undefined,
  );
}

function countBy(cases: readonly ReadyCase[], key: (ready: ReadyCase) => string | undefined): Map<string, number> {
  const counts = new Map<string, number>();
  for (const ready of cases) {
    const name = key(ready);
    if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

describe('positive cases', () => {
  it('have none, some and all of the optional parameters, and every type of body', async () => {
    const cases = draw(await contextOf(paths, 'POST /orders'), 'positive', 200);
    expect(cases.length).toBe(200);
    const present = countBy(cases, (ready) => String(Object.keys(ready.case.values.query).length - 1));
    for (const count of ['0', '1', '2', '3', '4']) expect(present.get(count), count).toBeGreaterThan(8);
    const types = countBy(cases, (ready) => ready.case.values.body?.mediaType);
    expect([...types.keys()].sort()).toEqual(['application/json', 'application/x-www-form-urlencoded']);
    for (const count of types.values()) expect(count).toBeGreaterThan(60);
  });
});

describe('negative cases', () => {
  it('break every kind of part, values most', async () => {
    const cases = draw(await contextOf(paths, 'POST /orders'), 'negative', 400);
    const single = cases.filter((ready) => ready.case.violations.length === 1);
    const kinds = countBy(single, ({ case: { violations, values } }) => {
      const [violation] = violations;
      if (violation?.location !== 'body') return violation?.keyword === 'required' ? 'missing parameter' : 'parameter';
      if (violation.keyword === 'syntax' || violation.keyword === 'mediaType') return violation.keyword;
      return values.body === undefined ? 'missing body' : 'body';
    });
    const share = (kind: string): number => (kinds.get(kind) ?? 0) / single.length;
    for (const kind of ['missing parameter', 'syntax', 'mediaType', 'missing body']) {
      expect(share(kind), kind).toBeGreaterThan(0.003);
      expect(share(kind), kind).toBeLessThan(0.25);
    }
    expect(share('body') + share('parameter')).toBeGreaterThan(0.5);
  });

  it('break two parts in a small share, and name both', async () => {
    const context = await contextOf(paths, 'POST /orders');
    const cases = draw(context, 'negative', 400);
    const double = cases.filter((ready) => ready.case.violations.length > 1);
    expect(double.length).toBeGreaterThan(5);
    expect(double.length).toBeLessThan(60);
    for (const { case: one } of double) {
      const places = one.violations.map(({ location, parameter }) => `${location} ${parameter ?? ''}`);
      expect(new Set(places).size, places.join()).toBe(2);
    }
    expect(double.some((ready) => ready.case.violations.some(({ location }) => location === 'body'))).toBe(true);
  });

  it('are doubtful only where nothing in them is sure', async () => {
    const cases = draw(await contextOf(paths, 'POST /orders'), 'negative', 400);
    const doubtful = cases.filter((ready) => ready.case.doubtful);
    expect(doubtful.length).toBeGreaterThan(0);
    for (const { case: one } of doubtful)
      expect(one.violations.every(({ keyword }) => keyword === 'syntax')).toBe(true);
  });

  it('are the same whatever was drawn before', async () => {
    const once = draw(await contextOf(paths, 'POST /orders'), 'negative', 60);
    const context = await contextOf(paths, 'POST /orders');
    draw(context, 'positive', 10);
    expect(draw(context, 'negative', 60)).toEqual(once);
  });

  it('shrink from two violations to each of them alone', async () => {
    const context = await contextOf(paths, 'POST /orders');
    const double = draw(context, 'negative', 400).filter((ready) => ready.case.violations.length > 1);
    for (const ready of double.slice(0, 8)) {
      const smaller = [...shrinkCase(context, ready)];
      const alone = smaller.filter((candidate) => candidate.case.violations.length === 1);
      expect(alone.length, JSON.stringify(ready.case)).toBeGreaterThan(0);
      for (const { case: one } of smaller)
        for (const violation of one.violations) {
          // A violation that is named is still there: nothing required of a part that is missing but its being there.
          const { location, parameter, keyword } = violation;
          const isThere = location === 'body' ? one.values.body : one.values.query[parameter ?? ''];
          expect(isThere === undefined).toBe(keyword === 'required' && violation.demand === 'must be sent');
        }
    }
  });
});
