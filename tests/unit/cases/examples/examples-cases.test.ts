import { describe, expect, it } from 'vitest';
import { examplesCases } from '../../../../runtime/cases/examples/examples-cases.ts';
import type { InvalidPropertyExample } from '../../../../runtime/cases/examples/expand-schema.ts';
import type { OperationContext } from '../../../../runtime/cases/operation-context.ts';
import { contextOf } from '../context-of.ts';

const responses = { 200: { description: 'ok' } };
const text = { type: 'string' };

const json = (content: object): object => ({ required: true, content: { 'application/json': content } });
const post = (rest: object): object => ({ '/a': { post: { ...rest, responses } } });
const query = (name: string, rest: object): object => ({ name, in: 'query', schema: text, ...rest });

interface Sent {
  readonly scenario: string | undefined;
  readonly query?: object;
  readonly body?: unknown;
}

/** What the cases of an operation send: their names, queries and body values. */
function sent(context: OperationContext, seed = 1): readonly Sent[] {
  return [...examplesCases(context, { seed })].map((ready) => {
    if (ready === undefined) throw new Error('an example could not be sent');
    const { scenario, mode, phase, values } = ready.case;
    expect([mode, phase]).toEqual(['positive', 'examples']);
    const body = values.body?.kind === 'value' ? { body: values.body.value } : {};
    return { scenario, ...(Object.keys(values.query).length > 0 && { query: { ...values.query } }), ...body };
  });
}

describe('named examples', () => {
  it('of one name go together, in parameters and body', async () => {
    const context = await contextOf(
      post({
        parameters: [
          query('q', { required: true, examples: { red: { value: 'r' }, blue: { value: 'b' } } }),
          query('only-blue', { examples: { blue: { value: 'B' } } }),
          query('always', { example: 'x' }),
          query('never', {}),
        ],
        requestBody: json({
          schema: { type: 'object' },
          examples: { red: { value: { colour: 'red' } }, green: { value: { colour: 'green' } } },
        }),
      }),
      'POST /a',
    );
    expect(sent(context)).toEqual([
      { scenario: 'red', query: { q: 'r', always: 'x' }, body: { colour: 'red' } },
      { scenario: 'blue', query: { q: 'b', 'only-blue': 'B', always: 'x' }, body: { colour: 'red' } },
      { scenario: 'green', query: { q: 'r', always: 'x' }, body: { colour: 'green' } },
      { scenario: 'example_value', query: { q: 'r', always: 'x' }, body: { colour: 'red' } },
    ]);
  });

  it('are sent in each media type that has them', async () => {
    const schema = { type: 'object', properties: { a: text } };
    const examples = { one: { value: { a: 'x' } } };
    const context = await contextOf(
      post({
        requestBody: {
          content: {
            'application/json': { schema, examples },
            'application/x-www-form-urlencoded': { schema, examples, example: undefined },
          },
        },
      }),
      'POST /a',
    );
    const types = [...examplesCases(context, { seed: 1 })].map((ready) => ready?.case.values.body?.mediaType);
    expect(types.slice(0, 2)).toEqual(['application/json', 'application/x-www-form-urlencoded']);
  });
});

describe('unnamed examples', () => {
  it('go in order, each place starting over when it has fewer', async () => {
    const context = await contextOf(
      post({
        parameters: [query('q', { schema: { ...text, examples: ['1', '2'] } })],
        requestBody: json({ schema: { type: 'integer', examples: [1, 2, 3] } }),
      }),
      'POST /a',
      { openapi: '3.1.0' },
    );
    expect(sent(context).map(({ query: given, body }) => [given, body])).toEqual([
      [{ q: '1' }, 1],
      [{ q: '2' }, 2],
      [{ q: '1' }, 3],
    ]);
  });

  it('of properties make up a body, in round robin', async () => {
    const properties = {
      colour: { ...text, examples: ['red', 'blue', 'green'] },
      size: { type: 'integer', examples: [1, 2] },
      deep: { type: 'object', properties: { unit: { ...text, example: 'cm' }, kind: { ...text, default: 'plain' } } },
    };
    const context = await contextOf(
      post({ requestBody: json({ schema: { type: 'object', properties } }) }),
      'POST /a',
      { openapi: '3.1.0' },
    );
    const deep = { unit: 'cm', kind: 'plain' };
    expect(sent(context).map(({ body }) => body)).toEqual([
      { colour: 'red', size: 1, deep },
      { colour: 'blue', size: 2, deep },
      { colour: 'green', size: 1, deep },
    ]);
  });

  it('are Swagger’s x-example and x-examples too', async () => {
    const parameters = [
      { in: 'query', name: 'q', type: 'string', 'x-example': 'abc' },
      {
        in: 'body',
        name: 'body',
        required: true,
        schema: { type: 'object', properties: { a: { ...text, 'x-example': 'from a property' } } },
      },
    ];
    const context = await contextOf(post({ parameters }), 'POST /a', { swagger: '2.0', openapi: undefined });
    expect(sent(context)).toEqual([{ scenario: 'example_value', query: { q: 'abc' }, body: { a: 'from a property' } }]);
  });
});

describe('an example', () => {
  const user = {
    type: 'object',
    required: ['id', 'name'],
    properties: {
      id: { type: 'integer', readOnly: true },
      name: text,
      parts: { type: 'array', items: { $ref: '#/components/schemas/Part' } },
    },
    additionalProperties: false,
  };
  const components = {
    schemas: { Part: { type: 'object', properties: { serial: { ...text, readOnly: true }, kind: text } } },
  };

  it('that names readOnly properties is sent without them', async () => {
    const example = { id: 7, name: 'Ann', parts: [{ serial: 's', kind: 'k' }] };
    const context = await contextOf(post({ requestBody: json({ schema: user, example }) }), 'POST /a', { components });
    expect(context.problems).toEqual([]);
    expect(sent(context).map(({ body }) => body)).toEqual([{ name: 'Ann', parts: [{ kind: 'k' }] }]);
  });

  it('keeps what only looks readOnly elsewhere', async () => {
    const schema = { type: 'object', properties: { id: text, inner: user } };
    const example = { id: 'kept', inner: { id: 7, name: 'Ann' } };
    const context = await contextOf(post({ requestBody: json({ schema, example }) }), 'POST /a', { components });
    expect(sent(context).map(({ body }) => body)).toEqual([{ id: 'kept', inner: { name: 'Ann' } }]);
  });

  it('that its schema rejects is a problem with its place, and is not used', async () => {
    const context = await contextOf(
      post({
        parameters: [
          query('n', {
            required: true,
            schema: { type: 'integer' },
            examples: { bad: { value: 'many' }, good: { value: 3 } },
          }),
        ],
      }),
      'POST /a',
    );
    expect(context.problems.map(({ code, where }) => [code, where])).toEqual([
      ['ATG_SPEC_INVALID_EXAMPLE', '/paths/~1a/post/parameters/0/examples/bad/value'],
    ]);
    expect(context.problems[0]?.message).toMatch(/must be integer, and is "many"\.$/);
    expect(new Set(sent(context).map(({ query: given }) => JSON.stringify(given)))).toEqual(new Set(['{"n":3}']));
  });

  it('of a property that its schema rejects is heard of, and the others are kept', async () => {
    const properties = { when: { ...text, format: 'date', example: 'soon' }, colour: { ...text, example: 'red' } };
    const context = await contextOf(
      post({ requestBody: json({ schema: { type: 'object', required: ['when', 'colour'], properties } }) }),
      'POST /a',
    );
    const heard: InvalidPropertyExample[] = [];
    const [only] = [...examplesCases(context, { seed: 1, onInvalid: (example) => heard.push(example) })];
    expect(heard).toMatchObject([
      {
        value: 'soon',
        expected: 'must be date',
        location: { pointer: '/paths/~1a/post/requestBody/content/application~1json/schema/properties/when/example' },
      },
    ]);
    expect(only?.case.values.body).toMatchObject({
      value: { colour: 'red', when: expect.stringMatching(/^\d{4}-/) as string },
    });
  });

  it('that stands outside the document is a problem, and never fetched', async () => {
    const external = { externalValue: 'http://127.0.0.1:1/far.json' };
    const context = await contextOf(
      post({ requestBody: json({ schema: text, examples: { far: external } }) }),
      'POST /a',
    );
    expect(context.problems).toEqual([
      {
        code: 'ATG_SPEC_EXTERNAL_EXAMPLE',
        message: 'An example stands outside the document and is not used: http://127.0.0.1:1/far.json.',
        where: '/paths/~1a/post/requestBody/content/application~1json/examples/far',
        hint: 'Write it into the document as its `value`.',
        operation: 'POST /a',
      },
    ]);
    expect(sent(context)).toHaveLength(1);
  });
});

describe('without any example', () => {
  const properties = {
    firstName: text,
    contact_email: { ...text, format: 'email' },
    'billing-City': { ...text, maxLength: 20 },
    price: { type: 'number', minimum: 0 },
    LATITUDE: { type: 'number' },
    createdAt: { ...text, format: 'date-time' },
    countryCode: { ...text, pattern: '^[A-Z]{2}$' },
    phones: { type: 'array', items: text, minItems: 1 },
    zip: { ...text, maxLength: 2 },
    active: { type: 'boolean' },
  };
  const schema = { type: 'object', required: Object.keys(properties), properties };
  const context = (): Promise<OperationContext> => contextOf(post({ requestBody: json({ schema }) }), 'POST /a');

  it('there is one realistic case, by what properties are called', async () => {
    const cases = sent(await context());
    expect(cases).toHaveLength(1);
    expect(cases[0]?.body).toMatchObject({
      firstName: expect.stringMatching(/^\p{Lu}\p{L}+$/u) as string,
      contact_email: expect.stringMatching(/^[a-z.]+@example\.(?:com|org|net)$/) as string,
      'billing-City': expect.stringMatching(/^\p{Lu}/u) as string,
      countryCode: expect.stringMatching(/^[A-Z]{2}$/) as string,
      createdAt: expect.stringMatching(/^202[45]-.*Z$/) as string,
      phones: expect.arrayContaining([expect.stringMatching(/^\+/)]) as unknown[],
    });
  });

  it('the same seed gives the same, another one something else', async () => {
    expect(sent(await context(), 5)).toEqual(sent(await context(), 5));
    const seeds = [1, 2, 3, 4, 5, 6];
    const bodies = await Promise.all(seeds.map(async (seed) => JSON.stringify(sent(await context(), seed))));
    expect(new Set(bodies).size).toBeGreaterThan(1);
  });

  it('every case is valid', async () => {
    const prepared = await context();
    const [body] = prepared.bodies;
    for (let seed = 0; seed < 50; seed += 1) {
      for (const { body: value } of sent(prepared, seed)) expect(value).toSatisfy((one) => body?.isValid(one) === true);
    }
  });

  it('a required parameter has a value by its name too', async () => {
    const parameters = [
      query('city', { required: true }),
      query('limit', { required: true, schema: { type: 'integer', maximum: 50 } }),
    ];
    const [only] = sent(await contextOf(post({ parameters }), 'POST /a'));
    expect(only?.query).toMatchObject({ city: expect.stringMatching(/^(?:Berlin|Bristol|Lyon|Osaka)$/) as string });
    expect(only?.query).toSatisfy(({ limit }: { limit: unknown }) => limit === 10 || limit === 20);
  });
});
