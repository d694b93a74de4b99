import { describe, expect, it } from 'vitest';
import { responseSchemaConformance } from '../../../runtime/checks/response-schema-conformance.ts';
import { checkInput, content, response, schemaRef, type ExchangeFixture } from './exchange-fixture.ts';

const thing = { type: 'object', required: ['name'], properties: { name: { type: 'string' } } };

/** What is found in a stream: confidence and message; or why nothing is looked for. */
function found(
  contentType: string,
  body: string,
  itemSchema: unknown,
  changes: Partial<ExchangeFixture> = {},
): readonly string[] | string {
  const documented = { ...content(contentType), itemSchema: schemaRef(itemSchema) };
  const verdict = responseSchemaConformance.run(
    checkInput({
      responses: [response('200', documented)],
      status: 200,
      headers: { 'content-type': contentType },
      body,
      ...changes,
    }),
  );
  if (verdict.kind === 'fail') return verdict.findings.map(({ confidence, message }) => `${confidence}: ${message}`);
  return verdict.kind === 'skip' ? verdict.reason : [];
}

describe('the items of JSON lines', () => {
  it.each<[string, string, Partial<ExchangeFixture>, readonly string[] | string]>([
    ['are valid', '{"name":"a"}\n{"name":"b"}\n', {}, []],
    [
      'break their schema, each place once',
      '{"name":"a"}\n{"name":1}\n{"name":2}\n',
      {},
      ['proved: The value at /1/name breaks `type`: must be string.'],
    ],
    [
      'are no JSON',
      '{"name":"a"}\nname=b\n',
      {},
      [expect.stringContaining('proved: The body is no application/jsonl: item 2: ')],
    ],
    [
      'are judged where the stream was cut',
      '{"name":1}\n{"na',
      { truncated: true },
      [expect.stringContaining('/0/name')],
    ],
    ['are not blamed for the cut', '{"name":"a"}\n{"na', { truncated: true }, []],
    [
      'are not read from a part of a coded body',
      '\u001f\u008b',
      { truncated: true, headers: { 'content-type': 'application/jsonl', 'content-encoding': 'gzip' } },
      'cut within its coding',
    ],
  ])('%s', (_, body, changes, expected) => {
    expect(found('application/jsonl', body, thing, changes)).toEqual(expected);
  });

  it('are those of a type that has items', () => {
    expect(found('application/json', '{}', thing)).toBe('a schema of items, of a type that has none');
  });
});

describe('events', () => {
  const event = {
    type: 'object',
    required: ['event', 'data'],
    properties: { event: { enum: ['add', 'message'] }, data: { type: 'string', maxLength: 20 } },
  };
  const json = (contentSchema: object): object => ({ contentMediaType: 'application/json', contentSchema });
  const fields = {
    type: 'object',
    required: ['data'],
    properties: { data: { type: 'string', ...json(thing) } },
  };
  const alternatives = {
    oneOf: [
      { properties: { event: { const: 'text' } }, required: ['event'] },
      { properties: { event: { const: 'thing' }, data: json(thing) }, required: ['event'] },
    ],
  };
  it.each<[string, object, string, readonly string[]]>([
    ['are objects of their fields', event, 'event: add\ndata: x\n\n', []],
    ['have a type where none stands there', event, 'data: x\n\n', []],
    [
      'break their schema',
      event,
      'event: nope\ndata: x\n\n',
      ['proved: The value at /0/event breaks `enum`: must be equal to one of the allowed values.'],
    ],
    ['hold JSON in their data', fields, 'data: {"name":"a"}\n\n', []],
    [
      'hold other JSON',
      fields,
      'data: {}\n\n',
      ["likely: The value at /0/data breaks `required`: must have required property 'name'."],
    ],
    [
      'hold no JSON',
      fields,
      'data: x\n\n',
      ['likely: The value at /0/data breaks `contentMediaType`: must be application/json.'],
    ],
    ['end with [DONE]', fields, 'data: {"name":"a"}\n\ndata: [DONE]\n\n', []],
    ['hold JSON by their type', alternatives, 'event: text\ndata: x\n\nevent: thing\ndata: {"name":"a"}\n\n', []],
    [
      'hold other JSON by their type',
      alternatives,
      'event: thing\ndata: 1\n\n',
      ['likely: The value at /0/data breaks `type`: must be object.'],
    ],
    ['are described by their JSON alone', thing, 'data: {"name":"a"}\n\n', []],
    [
      'are described by their JSON alone, and break it',
      thing,
      'data: {"name":1}\n\n',
      ['proved: The value at /0/name breaks `type`: must be string.'],
    ],
    ['are described with JSON for text', { properties: { data: thing } }, 'data: {"name":"a"}\n\n', []],
    [
      'are described with JSON for text, and break it',
      { properties: { data: thing } },
      'data: {"name":1}\n\n',
      ['proved: The value at /0/data/name breaks `type`: must be string.'],
    ],
    ['are described by their text', { type: 'string' }, 'data: hello\n\n', []],
    ['are not there', thing, ': nothing yet\n\n', []],
  ])('%s', (_, schema, body, expected) => {
    expect(found('text/event-stream', body, schema)).toEqual(expected);
  });

  it('are left alone without a schema for one', () => {
    const responses = [response('200', content('text/event-stream', { type: 'string', maxLength: 1 }))];
    expect(found('text/event-stream', 'data: hello\n\n', thing, { responses })).toBe(
      'no decoder for text/event-stream',
    );
  });
});
