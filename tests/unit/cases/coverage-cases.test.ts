import { describe, expect, it } from 'vitest';
import { coverageCases } from '../../../runtime/cases/coverage/coverage-cases.ts';
import { wireKey } from '../../../runtime/cases/coverage/wire-key.ts';
import { fuzzingCase } from '../../../runtime/cases/fuzzing/fuzzing-case.ts';
import type { OperationContext } from '../../../runtime/cases/operation-context.ts';
import type { ReadyCase } from '../../../runtime/cases/ready-case.ts';
import { loadPhase } from '../../../runtime/engine/phases/phase-cases.ts';
import { contextOf } from './context-of.ts';

const responses = { 200: { description: 'ok' } };

const search = {
  '/books/{id}': {
    get: {
      responses,
      parameters: [
        { name: 'id', in: 'path', required: true, schema: { type: 'integer', minimum: 1 } },
        { name: 'sort', in: 'query', required: true, schema: { type: 'string', enum: ['asc', 'desc'] } },
        { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 100, default: 20 } },
        { name: 'X-Trace', in: 'header', required: true, schema: { type: 'string', minLength: 3, maxLength: 8 } },
        { name: 'beta', in: 'cookie', schema: { type: 'boolean' } },
      ],
    },
  },
};

const order = {
  type: 'object',
  required: ['item'],
  properties: {
    item: { type: 'string', minLength: 2, maxLength: 5 },
    when: { type: 'string', format: 'date-time' },
    tags: { type: 'array', maxItems: 2, items: { type: 'string', enum: ['a', 'b'] } },
    pay: {
      oneOf: [{ type: 'integer' }, { type: 'object', required: ['iban'], properties: { iban: { type: 'boolean' } } }],
    },
  },
};
const create = {
  '/orders': {
    post: { responses, requestBody: { required: true, content: { 'application/json': { schema: order } } } },
  },
};

/** `+` for a valid case, `-` for an invalid one, `?` for a doubtful one; then its scenario and what is special in it. */
function line(ready: ReadyCase, what: (ready: ReadyCase) => string): string {
  const { mode, doubtful, scenario } = ready.case;
  return `${doubtful ? '?' : mode === 'positive' ? '+' : '-'} ${scenario} ${what(ready)}`;
}

function sent(context: OperationContext): readonly ReadyCase[] {
  return [...coverageCases(context, 1)].filter((ready) => ready !== undefined);
}

function textOf({ request: { body } }: ReadyCase): string {
  return body === undefined ? '(none)' : typeof body === 'string' ? body : Buffer.from(body).toString('latin1');
}

describe('the scenarios of an operation', () => {
  it('with parameters', async () => {
    const context = await contextOf(search, 'GET /books/{id}');
    const lines = sent(context).map((ready) =>
      line(ready, ({ request: { target, headers } }) =>
        [target, ...headers.slice(1).map(([, value]) => value)].join(' '),
      ),
    );
    expect(lines).toMatchInlineSnapshot(`
      [
        "+ default_positive_test /books/1?sort=asc aaa",
        "+ optional_parameter /books/1?sort=asc&limit=20 aaa",
        "+ optional_parameter /books/1?sort=asc aaa beta=false",
        "+ all_optional_parameters /books/1?sort=asc&limit=20 aaa beta=false",
        "+ near_boundary_number /books/2?sort=asc aaa",
        "- incorrect_type /books/not-valid?sort=asc aaa",
        "- value_below_minimum /books/0?sort=asc aaa",
        "+ enum_value /books/1?sort=desc aaa",
        "- invalid_enum_value /books/1?sort=not-one-of-them aaa",
        "- missing_parameter /books/1 aaa",
        "? duplicate_parameter /books/1?sort=asc&sort=asc aaa",
        "+ minimum_value /books/1?sort=asc&limit=1 aaa",
        "+ near_boundary_number /books/1?sort=asc&limit=2 aaa",
        "+ near_boundary_number /books/1?sort=asc&limit=99 aaa",
        "+ maximum_value /books/1?sort=asc&limit=100 aaa",
        "- incorrect_type /books/1?sort=asc&limit=not-valid aaa",
        "- value_below_minimum /books/1?sort=asc&limit=0 aaa",
        "- value_above_maximum /books/1?sort=asc&limit=101 aaa",
        "? duplicate_parameter /books/1?sort=asc&limit=20&limit=20 aaa",
        "+ near_boundary_length_string /books/1?sort=asc aaaa",
        "+ near_boundary_length_string /books/1?sort=asc aaaaaaa",
        "+ maximum_length_string /books/1?sort=asc aaaaaaaa",
        "- string_below_min_length /books/1?sort=asc aa",
        "- string_above_max_length /books/1?sort=asc aaaaaaaaa",
        "- missing_parameter /books/1?sort=asc",
        "+ valid_boolean /books/1?sort=asc aaa beta=true",
        "- incorrect_type /books/1?sort=asc aaa beta=not-valid",
      ]
    `);
  });

  it('with a body', async () => {
    const lines = sent(await contextOf(create, 'POST /orders')).map((ready) => line(ready, textOf));
    expect(lines).toMatchInlineSnapshot(`
      [
        "+ default_positive_test {"item":"aa"}",
        "+ object_required_and_optional {"item":"aa","when":"2000-01-01T00:00:00Z"}",
        "+ object_required_and_optional {"item":"aa","tags":[]}",
        "+ object_required_and_optional {"item":"aa","pay":0}",
        "+ object_required_and_optional {"item":"aa","when":"2000-01-01T00:00:00Z","tags":[],"pay":0}",
        "+ near_boundary_length_string {"item":"aaa"}",
        "+ near_boundary_length_string {"item":"aaaa"}",
        "+ maximum_length_string {"item":"aaaaa"}",
        "+ near_boundary_items_array {"item":"aa","tags":["a"]}",
        "+ maximum_items_array {"item":"aa","tags":["a","a"]}",
        "+ object_only_required {"item":"aa","pay":{"iban":false}}",
        "+ enum_value {"item":"aa","tags":["b"]}",
        "+ valid_boolean {"item":"aa","pay":{"iban":true}}",
        "- incorrect_type "not-valid"",
        "- object_missing_required_property {}",
        "- incorrect_type {"item":{"unexpected":"object"}}",
        "- string_below_min_length {"item":"a"}",
        "- string_above_max_length {"item":"aaaaaa"}",
        "- incorrect_type {"item":"aa","when":{"unexpected":"object"}}",
        "- invalid_format {"item":"aa","when":"not-a-date-time"}",
        "- incorrect_type {"item":"aa","tags":{"unexpected":"object"}}",
        "- incorrect_type {"item":"aa","pay":"not-valid"}",
        "- incorrect_type {"item":"aa","pay":{"unexpected":"object"}}",
        "- incorrect_type {"item":"aa","pay":{}}",
        "- incorrect_type {"item":"aa","pay":"a"}",
        "- incorrect_type {"item":"aa","tags":[{"unexpected":"object"}]}",
        "- invalid_enum_value {"item":"aa","tags":["not-one-of-them"]}",
        "- incorrect_type {"item":"aa","pay":{"iban":{"unexpected":"object"}}}",
        "? incorrect_type null",
        "? incorrect_type {"item":null}",
        "? unusual_text {"item":"a\\u0000"}",
        "? unusual_text {"item":"é😀"}",
        "? unusual_text {"item":"%'\\"\\\\"}",
        "? incorrect_type {"item":"aa","when":null}",
        "? doubtful_format {"item":"aa","when":"2000-01-01T00:00:00+05:30"}",
        "? doubtful_format {"item":"aa","when":"1998-12-31T23:59:60Z"}",
        "? doubtful_format {"item":"aa","when":"0000-01-01T00:00:00Z"}",
        "? doubtful_format {"item":"aa","when":"2023-02-30T00:00:00Z"}",
        "? incorrect_type {"item":"aa","tags":null}",
        "? incorrect_type {"item":"aa","pay":null}",
        "? incorrect_type {"item":"aa","tags":[null]}",
        "- malformed_json_unterminated {"item":"aa"",
        "- malformed_json_mismatched_brackets {"item":"aa"]",
        "- malformed_json_leading_garbage @{"item":"aa"}",
        "? malformed_json_invalid_utf8 {"item":"aaÿ"}",
        "? unknown_charset {"item":"aa"}",
        "- unsupported_media_type This is plain text, which nobody asked for.",
        "- missing_content_type This is plain text, which nobody asked for.",
        "- missing_body (none)",
        "? lenient_media_type {"item":"aa"}",
      ]
    `);
  });
});

describe('coverage', () => {
  it('gives no bytes twice', async () => {
    for (const context of [await contextOf(search, 'GET /books/{id}'), await contextOf(create, 'POST /orders')]) {
      const cases = sent(context);
      expect(
        new Set(cases.map(({ request }) => JSON.stringify([request, textOf({ request } as ReadyCase)]))).size,
      ).toBe(cases.length);
      expect(new Set(cases.map(({ request }) => wireKey(request))).size).toBe(cases.length);
    }
  });

  it('gives the same case at the same index, whatever was asked for before and whatever is left out', async () => {
    const all = [...coverageCases(await contextOf(create, 'POST /orders'), 1)];
    const context = await contextOf(create, 'POST /orders');
    const seedPath = { seed: 1, operation: context.operation.label, phase: 'fuzzing' } as const;
    for (let index = 0; index < 20; index += 1) fuzzingCase(context, { ...seedPath, index }, 'negative');
    const casesOf = await loadPhase('coverage');
    const options = { seed: 1, maxExamples: 10, exhausted: new Set<never>() };
    for (const mode of ['positive', 'negative'] as const) {
      const some = [...casesOf(context, { ...options, mode }, 0)];
      expect(some).toEqual(all.map((ready) => (ready?.case.mode === mode ? ready : undefined)));
      expect(some.some((ready) => ready !== undefined)).toBe(true);
    }
    expect([...casesOf(context, { ...options, mode: 'all' }, 30)]).toEqual(all.slice(30));
  });

  it('breaks one thing at a time', async () => {
    for (const context of [await contextOf(search, 'GET /books/{id}'), await contextOf(create, 'POST /orders')]) {
      for (const { case: one } of sent(context)) expect(one.violations.length).toBe(one.mode === 'positive' ? 0 : 1);
    }
  });

  it('loses no scenario of the others where an optional part has no value at all', async () => {
    const parameters = [
      { name: 'never', in: 'query', schema: { type: 'string', minLength: 3, maxLength: 2 } },
      { name: 'limit', in: 'query', schema: { type: 'integer', maximum: 9 } },
    ];
    const context = await contextOf({ '/x': { get: { responses, parameters } } }, 'GET /x');
    const names = sent(context).map((ready) => ready.case.scenario);
    expect(names).toEqual(expect.arrayContaining(['maximum_value', 'value_above_maximum']));
  });

  it('has every type of body, and each with what is none of it', async () => {
    const schema = { type: 'object', required: ['a'], properties: { a: { type: 'string' } } };
    const types = ['application/json', 'multipart/form-data', 'application/x-www-form-urlencoded', 'application/xml'];
    const content = Object.fromEntries(types.map((type) => [type, { schema }]));
    const context = await contextOf(
      { '/x': { post: { responses, requestBody: { required: true, content } } } },
      'POST /x',
    );
    const malformed = sent(context).filter((ready) => /^malformed|charset$/.test(ready.case.scenario ?? ''));
    expect(malformed.map((ready) => `${ready.case.doubtful ? '?' : '-'} ${ready.case.scenario}`)).toEqual([
      '- malformed_json_unterminated',
      '- malformed_json_mismatched_brackets',
      '- malformed_json_leading_garbage',
      '? malformed_json_invalid_utf8',
      '? unknown_charset',
      '- malformed_multipart_no_boundary',
      '- malformed_multipart_truncated',
      '? malformed_multipart_unterminated',
      '? malformed_form_percent_encoding',
      '? malformed_form_invalid_utf8',
      '? malformed_xml_unterminated',
    ]);
  });
});

describe('the size of coverage', () => {
  const wide = (count: number): Promise<OperationContext> => {
    const schema = { type: 'integer', minimum: 1, maximum: 100 };
    const parameters = Array.from({ length: count }, (_, index) => ({ name: `p${index}`, in: 'query', schema }));
    return contextOf({ '/x': { get: { responses, parameters } } }, 'GET /x');
  };
  const count = (context: OperationContext): number => {
    let cases = 0;
    for (const ready of coverageCases(context, 1)) if (ready !== undefined) cases += 1;
    return cases;
  };
  /** The least CPU time of several runs, since compiling and collecting garbage count too. */
  const leastCpu = (work: () => void): number =>
    Math.min(
      ...Array.from({ length: 6 }, () => {
        const before = process.cpuUsage();
        work();
        const { user, system } = process.cpuUsage(before);
        return user + system;
      }),
    );

  it('is linear in the number of parameters', async () => {
    const [thirty, sixty, twice] = [count(await wide(30)), count(await wide(60)), count(await wide(120))];
    expect(sixty).toBeGreaterThan(400);
    expect(twice - sixty).toBe(2 * (sixty - thirty));
    // As many cases in both, so that linear is 1 and quadratic 4.
    const [few, many] = [await wide(60), await wide(240)];
    const often = leastCpu(() => {
      for (let time = 0; time < 4; time += 1) count(few);
    });
    expect(leastCpu(() => count(many)) / often).toBeLessThan(2.4);
  }, 60_000);

  it.each([
    ['optional', {}],
    ['required', { required: Array.from({ length: 10_000 }, (_, index) => `p${index}`) }],
  ])(
    'is bounded for a body of 10,000 properties, all %s, and shows both sides',
    async (_, rest) => {
      const properties = Object.fromEntries(
        Array.from({ length: 10_000 }, (_, index) => [`p${index}`, { type: 'string', minLength: 2 }]),
      );
      const schema = { type: 'object', properties, ...rest };
      const content = { 'application/json': { schema } };
      const context = await contextOf(
        { '/x': { post: { responses, requestBody: { required: true, content } } } },
        'POST /x',
      );
      const cases = sent(context);
      expect(cases.length).toBeLessThan(3_000);
      expect(cases.filter((ready) => ready.case.mode === 'positive').length).toBeGreaterThan(3);
      expect(cases.filter((ready) => ready.case.mode === 'negative').length).toBeGreaterThan(3);
    },
    120_000,
  );

  it('gives of enumerations that are many and large only a part of each, spread evenly', async () => {
    const list = Array.from({ length: 300 }, (_, index) => `code-${index}`);
    const properties = Object.fromEntries(
      Array.from({ length: 40 }, (_, i) => [`p${i}`, { type: 'string', enum: list }]),
    );
    const content = { 'application/json': { schema: { type: 'object', properties } } };
    const context = await contextOf({ '/x': { post: { responses, requestBody: { content } } } }, 'POST /x');
    const members = sent(context).filter((ready) => ready.case.scenario === 'enum_value');
    expect(members.length).toBeGreaterThan(1_000);
    expect(members.length).toBeLessThan(3_000);
    expect(members.some(({ request }) => String(request.body).includes('p39'))).toBe(true);
  });

  it('gives every member of an enumeration that stands alone', async () => {
    const list = Array.from({ length: 1_500 }, (_, index) => `code-${index}`);
    const parameters = [{ name: 'q', in: 'query', schema: { type: 'string', enum: list } }];
    const context = await contextOf({ '/x': { get: { responses, parameters } } }, 'GET /x');
    const targets = new Set(sent(context).map(({ request }) => request.target));
    expect(list.filter((code) => !targets.has(`/x?q=${code}`))).toEqual([]);
  });

  it('is bounded for bodies that nest deeply', async () => {
    const nested = (depth: number): object =>
      depth === 0 ? { type: 'integer' } : { type: 'object', required: ['a'], properties: { a: nested(depth - 1) } };
    const content = { 'application/json': { schema: nested(60) } };
    const context = await contextOf(
      { '/x': { post: { responses, requestBody: { required: true, content } } } },
      'POST /x',
    );
    const cases = sent(context);
    expect(cases.length).toBeGreaterThan(10);
    expect(cases.length).toBeLessThan(100);
  });
});
