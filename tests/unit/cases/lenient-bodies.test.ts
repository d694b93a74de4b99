import { describe, expect, it } from 'vitest';
import { coverageCases } from '../../../runtime/cases/coverage/coverage-cases.ts';
import { shrinkCase } from '../../../runtime/cases/shrink-case.ts';
import { leniencyOf } from '../../../runtime/model/leniency.ts';
import { contextOf } from './context-of.ts';

const responses = { 200: { description: 'ok' } };

async function lenient(schema: object, content = 'application/json'): Promise<readonly unknown[]> {
  const requestBody = { required: true, content: { [content]: { schema } } };
  const context = await contextOf({ '/things': { post: { responses, requestBody } } }, 'POST /things');
  const cases = [...coverageCases(context, 1)].filter((ready) => ready?.case.scenario?.startsWith('lenient_'));
  for (const ready of cases) {
    expect(ready?.case).toMatchObject({ mode: 'negative', doubtful: true });
    expect(ready && [...shrinkCase(context, ready)]).toEqual([]);
  }
  return cases.map((ready) => [ready?.case.scenario, ready?.request.body, ready && leniencyOf(ready.case)]);
}

const whole = {
  type: 'object',
  required: ['count', 'tags'],
  properties: {
    count: { type: 'integer', minimum: 3 },
    tags: { type: 'array', minItems: 1, items: { type: 'string', enum: ['x'] } },
  },
  additionalProperties: false,
};

describe('what frameworks let through of a JSON body', () => {
  it('is asked for once of each kind', async () => {
    expect(await lenient(whole)).toEqual([
      ['lenient_scalar', '{"count":"3","tags":["x"]}', 'coerced scalar'],
      ['lenient_single_item', '{"count":3,"tags":"x"}', 'single item'],
      ['lenient_extra_property', '{"count":3,"tags":["x"],"unexpectedProperty":"unexpected value"}', 'extra property'],
      ['lenient_media_type', '{"count":3,"tags":["x"]}', 'media type'],
    ]);
  });

  it.each<[string, object, readonly unknown[]]>([
    [
      'open objects',
      { type: 'object', required: ['a'], properties: { a: { type: ['string', 'integer'] } } },
      ['lenient_media_type'],
    ],
    [
      'a text that is no number',
      { type: 'object', required: ['a'], properties: { a: { const: 'x' } } },
      ['lenient_media_type'],
    ],
    [
      'a text that may be one',
      { type: 'object', required: ['a'], properties: { a: { type: 'string' } } },
      ['lenient_scalar', 'lenient_media_type'],
    ],
    [
      'a value of another kind',
      {
        type: 'object',
        required: ['a'],
        properties: { a: { type: 'integer' } },
        additionalProperties: { type: 'integer' },
      },
      ['lenient_scalar', 'lenient_media_type'],
    ],
    ['no object', { type: 'array', items: { type: 'integer' }, minItems: 1 }, ['lenient_media_type']],
    ['nothing', {}, []],
  ])('is not what the schema allows, nor wrong in another way: %s', async (_, schema, scenarios) => {
    expect((await lenient(schema)).map((one) => (one as readonly unknown[])[0])).toEqual(scenarios);
  });

  it('is of JSON', async () => {
    expect(await lenient(whole, 'application/x-www-form-urlencoded')).toEqual([]);
  });
});
