import { describe, expect, it } from 'vitest';
import type { ReadyCase } from '../../../../runtime/cases/ready-case.ts';
import { boundCase, type Binding } from '../../../../runtime/stateful/bound-case.ts';
import { likeCase } from '../../../../runtime/stateful/concurrency/like-case.ts';
import { contextOf } from '../../cases/context-of.ts';

const label = 'POST /shops/{shopId}/orders';
const text = { type: 'string', minLength: 4, maxLength: 12, pattern: '^[a-z]+$' };
const context = await contextOf(
  {
    '/shops/{shopId}/orders': {
      post: {
        parameters: [
          { name: 'shopId', in: 'path', required: true, schema: { type: 'integer' } },
          {
            name: 'currency',
            in: 'query',
            required: true,
            schema: { type: 'string', enum: ['EUR', 'USD', 'CHF', 'JPY'] },
          },
        ],
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                required: ['customerId', 'code', 'amount', 'state', 'urgent', 'price', 'lines'],
                properties: {
                  customerId: { type: 'integer' },
                  code: text,
                  amount: { type: 'integer', minimum: 1, maximum: 1_000_000 },
                  state: { type: 'string', enum: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] },
                  urgent: { type: 'boolean' },
                  price: { type: 'string', pattern: '^[1-9][0-9]{0,4}$' },
                  lines: {
                    type: 'array',
                    minItems: 2,
                    maxItems: 2,
                    items: {
                      type: 'object',
                      required: ['name', 'count'],
                      properties: { name: text, count: { type: 'integer' } },
                    },
                  },
                },
              },
            },
          },
        },
        responses: { 200: { description: '' } },
      },
    },
  },
  label,
);

/** The n-th draw, for this shop and customer. */
function drawn(index: number, shop: number, customer: number): ReadyCase {
  const operation = context.operation.label;
  const source = { operation, step: 0, place: '' };
  const need = { operation, name: '', path: [], required: true } as const;
  const bindings: readonly Binding[] = [
    { need: { ...need, in: 'path', name: 'shopId' }, value: shop, source },
    { need: { ...need, in: 'body', path: [{ kind: 'member', name: 'customerId' }] }, value: customer, source },
  ];
  const seedPath = { seed: 1, operation, phase: 'concurrent', index } as const;
  return boundCase(context, bindings, seedPath, { filling: 'random', scenario: 'create' }) ?? expect.fail();
}

interface Order {
  readonly customerId: number;
  readonly code: string;
  readonly lines: readonly { readonly name: string; readonly count: number }[];
  readonly [name: string]: unknown;
}

const orderIn = ({ case: { values } }: ReadyCase): Order =>
  (values.body?.kind === 'value' ? values.body.value : undefined) as Order;

describe.each([1, 2, 3, 4, 5])('draw %i', (index) => {
  const pattern = drawn(index, 7, 70);
  const fresh = drawn(index + 100, 8, 80);

  it('keeps all but what names things', () => {
    const made = likeCase(context, pattern, fresh, 'same');
    expect(orderIn(made)).toEqual({ ...orderIn(pattern), customerId: 80 });
    expect(made.request.target).toBe(pattern.request.target.replace('/7/', '/8/'));
    expect(JSON.parse(String(made.request.body))).toEqual(orderIn(made));
  });

  it('takes other texts where any may stand, and the same numbers, flags and words', () => {
    const made = orderIn(likeCase(context, pattern, fresh, 'fresh'));
    const old = orderIn(pattern);
    expect(made.code).not.toBe(old.code);
    expect(made).toEqual({
      ...old,
      customerId: 80,
      code: expect.stringMatching(/^[a-z]{4,12}$/u),
      lines: old.lines.map(({ count }) => ({ name: expect.stringMatching(/^[a-z]{4,12}$/u), count })),
    });
  });

  it('is the same for the same', () => {
    expect(likeCase(context, pattern, fresh, 'fresh')).toEqual(likeCase(context, pattern, fresh, 'fresh'));
  });
});
