import { describe, expect, it } from 'vitest';
import { failure, loadText } from './support.ts';

const malformed = (text: string | Uint8Array): ReturnType<typeof failure> => failure(() => loadText(text));

describe('malformed JSON', () => {
  it.each<[string, string, string]>([
    ['{\n  "a": 1,\n  "b" 2\n}', '<stdin>:3:7', 'a colon is expected'],
    ['{ "a": [1, 2 }', '<stdin>:1:14', 'a comma is expected'],
    ['{ "a": 1', '<stdin>:1:9', 'a closing brace is expected'],
    ['{ // why\n "a": 1 }', '<stdin>:1:3', 'JSON has no comments'],
    ['{ "a": "b\\q" }', '<stdin>:1:8', 'JSON has no such escape'],
    ['{ "a": 1 } x', '<stdin>:1:12', 'this is no JSON value'],
    ['{ "a": 1, }', '<stdin>:1:11', 'a property name in double quotes is expected'],
  ])('%j has its place', async (text, where, reason) => {
    const error = await malformed(text);
    expect(error).toMatchObject({ code: 'ATG_SPEC_MALFORMED', where });
    expect(error.message).toContain(`The document is not valid JSON: ${reason}`);
  });
});

describe('malformed YAML', () => {
  it.each<[string, string, string]>([
    ['openapi: 3.0.0\npaths:\n  /a: 1\n  /a: 2\n', '<stdin>:4:3', 'Map keys must be unique, near `/a: 2`'],
    ['openapi: [3\npaths: {}\n', '<stdin>:2:1', 'Flow sequence'],
    ['a: "b\n', '<stdin>:2:1', 'closing "quote'],
    ['a: 1\n---\nb: 2\n', '<stdin>:2:1', 'more than one document'],
  ])('%j has its place', async (text, where, reason) => {
    const error = await malformed(text);
    expect(error).toMatchObject({ code: 'ATG_SPEC_MALFORMED', where });
    expect(error.message).toContain('The document is not valid YAML');
    expect(error.message).toContain(reason);
  });

  it('with an alias bomb is refused', async () => {
    const levels = Array.from({ length: 12 }, (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i}, `.repeat(9)}*a${i}]`);
    expect(await malformed(`a0: &a0 [x]\n${levels.join('\n')}\n`)).toMatchObject({ code: 'ATG_SPEC_MALFORMED' });
  });

  it('with an unknown or circular alias is refused', async () => {
    expect(await malformed('a: *nowhere\n')).toMatchObject({ code: 'ATG_SPEC_MALFORMED' });
    expect((await malformed('a: &a [*a]\n')).message).toContain('contains itself');
  });
});

describe('nesting', () => {
  it.each([
    ['JSON', '{"a":'.repeat(1001)],
    ['JSON arrays', '['.repeat(200_000)],
    ['YAML', `a: ${'['.repeat(1500)}${']'.repeat(1500)}`],
    ['deep YAML', `a: ${'['.repeat(50_000)}${']'.repeat(50_000)}`],
  ])('that is too deep is refused in %s', async (_, text) => {
    expect(await malformed(text)).toMatchObject({
      code: 'ATG_SPEC_MALFORMED',
      message: expect.stringMatching(/nests deeper than (?:1000|300) levels/u),
    });
  });

  it('of brackets in strings does not count', async () => {
    const text = JSON.stringify({ openapi: '3.0.0', info: {}, paths: {}, 'x-text': `\\"${'[{'.repeat(5000)}` });
    expect((await loadText(text)).api.version).toBe('3.0.0');
  });
});

describe('encodings', () => {
  const text = '{"openapi":"3.0.0","info":{"title":"Zoë"},"paths":{}}';

  it.each<[string, Uint8Array]>([
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${text}`)],
    ['UTF-16 LE', Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-16 BE', Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
  ])('%s is read', async (_, bytes) => {
    expect((await loadText(bytes)).api.title).toBe('Zoë');
  });
});

it('YAML merge keys and keys that look like numbers are read as written', async () => {
  const { api } = await loadText(`
openapi: 3.1.0
x-base: &base { responses: { 200: { description: Yes }, default: { description: No } } }
paths:
  /1.0:
    get: { <<: *base, operationId: merged }
`);
  expect(api.operations[0]).toMatchObject({ path: '/1.0', operationId: 'merged' });
  expect(api.operation(api.operations[0] ?? expect.fail()).responses.map(({ status }) => status)).toEqual([
    '200',
    'default',
  ]);
});

it.each(['', ' \n\t', '\uFEFF'])('an empty document (%j) is malformed', async (text) => {
  expect((await malformed(text)).message).toBe('The document is empty.');
});

describe('other formats', () => {
  it.each<[string, string]>([
    ['{"asyncapi":"2.6.0"}', 'an AsyncAPI document'],
    ['{"arazzo":"1.0.0"}', 'an Arazzo document'],
    ['{"swaggerVersion":"1.2"}', 'a Swagger 1.x document'],
    ['{"info":{"_postman_id":"x"},"item":[]}', 'a Postman collection'],
    ['{"data":{"__schema":{}}}', 'a GraphQL introspection result'],
    ['{"$schema":"https://json-schema.org/draft/2020-12/schema"}', 'a JSON Schema'],
    ['openapi: 4.0.0', 'OpenAPI version "4.0.0"'],
    ['openapi: 3.10.0', 'OpenAPI version "3.10.0"'],
    ['swagger: "1.0"', 'Swagger version "1.0"'],
    ['{"name":"x","version":"1"}', 'an object with "name", "version" and no "openapi" or "swagger"'],
    ['[]', 'an array'],
    ['just text', 'the bare value "just text"'],
    ['{}', 'an empty object'],
  ])('%s is named', async (text, kind) => {
    const error = await failure(() => loadText(text));
    expect(error.code).toBe('ATG_SPEC_UNKNOWN_FORMAT');
    expect(error.message).toContain(kind);
    expect(error.hint).toContain('OpenAPI 3.0, 3.1 and 3.2 and Swagger 2.0');
  });

  it('XML is named', async () => {
    expect((await failure(() => loadText('<definitions/>'))).message).toContain('XML or HTML');
  });

  it.each(['openapi: 3.0', 'openapi: 3.1', 'swagger: 2.0', 'openapi: 3.0.0-rc2'])('%s is supported', async (head) => {
    expect((await loadText(`${head}\ninfo: {}\npaths: {}\n`)).api.operations).toEqual([]);
  });
});
