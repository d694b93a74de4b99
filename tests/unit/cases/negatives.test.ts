import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { coverageCases } from '../../../runtime/cases/coverage/coverage-cases.ts';
import { malformedJson } from '../../../runtime/cases/negatives/malformed-json.ts';
import { malformedMultipart } from '../../../runtime/cases/negatives/malformed-multipart.ts';
import { replaceMark, withMark } from '../../../runtime/cases/negatives/mark-text.ts';
import { unspecifiedMethodCases } from '../../../runtime/cases/negatives/unspecified-method.ts';
import type { OperationContext } from '../../../runtime/cases/operation-context.ts';
import type { ReadyCase } from '../../../runtime/cases/ready-case.ts';
import { shrinkCase } from '../../../runtime/cases/shrink-case.ts';
import { contextOf } from './context-of.ts';

const responses = { 200: { description: 'ok' } };
const object = { type: 'object', required: ['name'], properties: { name: { type: 'string' } } };

function withBody(content: object, required = true): Promise<OperationContext> {
  return contextOf({ '/things': { post: { responses, requestBody: { required, content } } } }, 'POST /things');
}

function json(schema: object): object {
  return { 'application/json': { schema } };
}

function malformedTexts(value: unknown): ReturnType<typeof malformedJson> {
  const marked = withMark(value);
  return malformedJson(JSON.stringify(value), marked === undefined ? undefined : JSON.stringify(marked));
}

/** The cases of scenarios whose name begins so. */
function scenarios(context: OperationContext, ...names: readonly string[]): readonly ReadyCase[] {
  return [...coverageCases(context, 1)].filter(
    (ready) => ready !== undefined && names.some((name) => ready.case.scenario?.startsWith(name)),
  ) as ReadyCase[];
}

function wholeRequest(context: OperationContext): readonly (string | undefined)[] {
  return scenarios(context, 'missing_body', 'missing_content_type', 'unsupported_media_type').map(
    (ready) => ready.case.scenario,
  );
}

describe('malformed JSON', () => {
  it.each([[{ a: 1 }], [['x']], ['text'], [5], [true], [null], [{ a: { b: [] } }], [{}], [[]]])(
    'of %j is no JSON, and where it is sure no YAML either',
    (value) => {
      for (const { scenario, bytes, doubtful } of malformedTexts(value)) {
        const text = typeof bytes === 'string' ? bytes : new TextDecoder().decode(bytes);
        if (doubtful) continue;
        expect(() => JSON.parse(text) as unknown, scenario).toThrow();
        // The most lenient reader of JSON-like texts there is.
        if (typeof value === 'object' && value !== null) expect(() => parseYaml(text) as unknown, scenario).toThrow();
      }
    },
  );

  it('leaves out what the value has no place for', () => {
    expect(malformedTexts(5).map(({ scenario }) => scenario)).toEqual([
      'malformed_json_unterminated',
      'malformed_json_leading_garbage',
    ]);
  });

  it('marks bytes that are no UTF-8 as doubtful', () => {
    const malformed = malformedTexts({ n: 1, deep: [{ s: 'x' }, 'y'] }).at(-1);
    expect(malformed).toMatchObject({ scenario: 'malformed_json_invalid_utf8', doubtful: true });
    const bytes = Buffer.from(malformed?.bytes ?? '');
    expect(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes)).toThrow();
    expect(JSON.parse(bytes.toString())).toEqual({ n: 1, deep: [{ s: 'x\ufffd' }, 'y'] });
  });
});

it('marks the first text of a value, whatever its member is called', () => {
  const value: unknown = JSON.parse('{"n":1,"__proto__":"x","z":"y"}');
  const text = JSON.stringify(withMark(value));
  expect(replaceMark(text, Buffer.from('!')).toString()).toBe('{"n":1,"__proto__":"x!","z":"y"}');
  expect(withMark({ n: [1, null] })).toBeUndefined();
});

describe('malformed multipart', () => {
  const bytes = '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\nx\r\n--b--\r\n';
  const read = async (body: {
    readonly bytes: string | Uint8Array;
    readonly contentType?: string;
  }): Promise<number> => {
    const headers = { 'content-type': body.contentType ?? 'multipart/form-data; boundary=b' };
    const form = await new Response(Buffer.from(body.bytes), { headers }).formData();
    return [...form.keys()].length;
  };

  it('has no part that a parser could find', async () => {
    const contentType = 'multipart/form-data; boundary=b';
    expect(await read({ bytes, contentType })).toBe(1);
    const malformed = malformedMultipart({ contentType, bytes }, true);
    expect(malformed.map(({ scenario, doubtful }) => [scenario, doubtful])).toEqual([
      ['malformed_multipart_no_boundary', undefined],
      ['malformed_multipart_truncated', undefined],
      ['malformed_multipart_unterminated', true],
    ]);
    for (const body of malformed) await expect(read(body), body.scenario).rejects.toThrow();
  });

  it('is doubtful where a body without parts is valid', () => {
    const malformed = malformedMultipart({ contentType: 'multipart/form-data; boundary=b', bytes }, false);
    expect(malformed.every(({ doubtful }) => doubtful)).toBe(true);
  });
});

describe('a request as a whole', () => {
  it('is sent without its body, and with one of another type', async () => {
    const context = await withBody(json(object));
    const ready = scenarios(context, 'missing_body', 'missing_content_type', 'unsupported_media_type');
    expect(
      ready.map(({ case: { scenario }, request: { headers, body } }) => [scenario, headers.slice(1), body]),
    ).toEqual([
      ['unsupported_media_type', [['Content-Type', 'text/plain']], 'This is plain text, which nobody asked for.'],
      ['missing_content_type', [], 'This is plain text, which nobody asked for.'],
      ['missing_body', [], undefined],
    ]);
  });

  it.each([
    ['is optional', json(object), false],
    ['may be empty', json({ type: 'object', properties: { name: { type: 'string' } } }), true],
    ['may be null', json({ type: ['object', 'null'], required: ['name'] }), true],
    ['may be anything', { 'application/json': {} }, true],
    ['may be a text', { ...json(object), 'application/octet-stream': {} }, true],
    [
      'has an alternative that we cannot write',
      { ...json(object), 'application/x-protobuf': { schema: object } },
      true,
    ],
  ])('is left alone where its body %s', async (_, content, required) => {
    expect(wholeRequest(await withBody(content, required))).toEqual([]);
  });

  it.each([
    ['text', { ...json(object), 'text/plain': { schema: { type: 'string', minLength: 1 } } }],
    ['any type', { '*/*': { schema: object } }],
    ['any text', { ...json(object), 'text/*': { schema: { type: 'string', maxLength: 3, minLength: 1 } } }],
    ['any string', json({ type: 'string', minLength: 1 })],
  ])('is not sent prose where it may be %s', async (_, content) => {
    expect(wholeRequest(await withBody(content))).toEqual(['missing_body']);
  });

  it('has the type that the user gives with every request', async () => {
    const context = await contextOf(
      { '/things': { post: { responses, requestBody: { required: true, content: json(object) } } } },
      'POST /things',
      { headers: [['Content-Type', 'application/json']] },
    );
    expect(wholeRequest(context)).toEqual(['missing_body']);
  });

  it('has no wrong type where Swagger 2.0 names none', async () => {
    const body = { name: 'body', in: 'body', required: true, schema: object };
    const paths = { '/things': { post: { responses, parameters: [body] } } };
    const swagger = { openapi: undefined, swagger: '2.0' };
    expect(wholeRequest(await contextOf(paths, 'POST /things', swagger))).toEqual(['missing_body']);
    expect(
      wholeRequest(await contextOf(paths, 'POST /things', { ...swagger, consumes: ['application/json'] })),
    ).toEqual(['unsupported_media_type', 'missing_content_type', 'missing_body']);
  });
});

describe('a parameter twice', () => {
  const named = (schema: object, rest: object = {}): object => ({ name: 'q', in: 'query', schema, ...rest });
  it.each([
    ['is doubtful', named({ type: 'integer' }), ['/things?q=0&q=0']],
    ['is a list where lists are valid', named({ type: 'array', items: { type: 'integer' } }), []],
    ['is a list where lists may be valid', named({}), []],
    ['is one text where lists share one', named({ type: 'integer' }, { explode: false }), []],
    ['is not sent as a header', { ...named({ type: 'integer' }), in: 'header' }, []],
  ])('%s', async (_, parameter, targets) => {
    const context = await contextOf({ '/things': { get: { responses, parameters: [parameter] } } }, 'GET /things');
    const found = scenarios(context, 'duplicate_parameter');
    expect(found.map(({ request }) => request.target)).toEqual(targets);
    expect(found.every((ready) => ready.case.doubtful)).toBe(true);
  });
});

describe('methods that are not declared', () => {
  const id = { name: 'id', in: 'path', required: true, schema: { type: 'integer' } };
  const q = { name: 'q', in: 'query', required: true, schema: { type: 'integer' } };
  const item = { parameters: [id], get: { responses, parameters: [q] }, delete: { responses } };

  it('are each tried once, without what the operation asks for', async () => {
    const context = await contextOf({ '/things/{id}': item }, 'GET /things/{id}');
    const declared = new Set(['GET', 'DELETE']);
    const wants = (method: string): boolean => method !== 'PUT';
    const found = [...unspecifiedMethodCases(context, { seed: 1, firstIndex: 7, declared, wants })];
    expect(found.map((ready) => ready?.request.method)).toEqual(['OPTIONS', 'POST', undefined, 'PATCH']);
    const cases = [...unspecifiedMethodCases(context, { seed: 1, firstIndex: 7, declared, wants: () => true })].filter(
      (ready) => ready !== undefined,
    );
    expect(cases.map(({ request: { method, target, body } }) => [method, target, body])).toEqual([
      ['OPTIONS', '/things/0', undefined],
      ['POST', '/things/0', undefined],
      ['PUT', '/things/0', undefined],
      ['PATCH', '/things/0', undefined],
    ]);
    expect(cases.map((ready) => ready.case.seedPath.index)).toEqual([7, 8, 9, 10]);
    expect(cases[0]?.case.scenario).toBe('unspecified_http_method');
    expect(cases.map((ready) => ready.case.doubtful ?? false)).toEqual([true, false, false, false]);
  });

  it('hold DELETE last, and for single items alone', async () => {
    const tried = async (path: string, parameters: readonly object[] = []): Promise<readonly unknown[]> => {
      const context = await contextOf({ [path]: { get: { responses, parameters } } }, `GET ${path}`);
      const options = { seed: 1, firstIndex: 0, declared: new Set(['GET']), wants: () => true };
      return [...unspecifiedMethodCases(context, options)].map((ready) => ready?.request.method);
    };
    expect(await tried('/things/{id}', [id])).toEqual(['OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE']);
    expect(await tried('/things')).toEqual(['OPTIONS', 'POST', 'PUT', 'PATCH']);
    expect(await tried('/things/{id}/parts', [id])).toEqual(['OPTIONS', 'POST', 'PUT', 'PATCH']);
  });

  it('come after all other cases, whose indexes they leave alone', async () => {
    const context = await contextOf({ '/things/{id}': item }, 'GET /things/{id}');
    const without = [...coverageCases(context, 1)];
    const all = [...coverageCases(context, 1, { declared: new Set(['GET', 'DELETE']), wants: () => true })];
    expect(all.slice(0, without.length)).toEqual(without);
    expect(all.slice(without.length).map((ready) => ready?.case.seedPath.index)).toEqual(
      [0, 1, 2, 3].map((index) => without.length + index),
    );
  });

  it('are not made smaller', async () => {
    const context = await contextOf({ '/things/{id}': item }, 'GET /things/{id}');
    const options = { seed: 1, firstIndex: 0, declared: new Set(['GET']), wants: () => true };
    for (const ready of unspecifiedMethodCases(context, options))
      expect(ready && [...shrinkCase(context, ready)]).toEqual([]);
  });

  it('are not tried on a path that another template serves', async () => {
    const paths = { '/things/{id}': item, '/things/0': { post: { responses } } };
    const options = { seed: 1, firstIndex: 0, declared: new Set(['POST']), wants: () => true };
    expect([...unspecifiedMethodCases(await contextOf(paths, 'POST /things/0'), options)]).toEqual([]);
  });
});
