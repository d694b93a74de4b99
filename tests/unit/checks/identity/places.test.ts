import { describe, expect, it } from 'vitest';
import { foldMissing } from '../../../../runtime/checks/identity/fold-missing.ts';
import { placeInDocument } from '../../../../runtime/checks/identity/place-in-document.ts';
import type { JsonPointer } from '../../../../runtime/model/json.ts';
import { createSchemas } from '../../../../runtime/schema/create-schemas.ts';
import { schemaRef } from '../exchange-fixture.ts';

const at = (file: string, pointer: string) => ({ file, pointer: pointer as JsonPointer });
const operation = at('/home/me/api/openapi.yaml', '/paths/~1pets/get');

describe('a place of the document', () => {
  it('inside of the operation is the operation’s own', () => {
    const pointer = '/paths/~1pets/get/responses/200/content/x/schema/type';
    expect(placeInDocument(at(operation.file, pointer), operation)).toEqual({ identity: pointer });
  });

  it.each([
    ['a component', '/components/schemas/Pet/type'],
    ['another operation', '/paths/~1pets/get2/responses/200/schema/type'],
    ['the operation’s own name as the beginning of another', '/paths/~1pets/getter'],
  ])('in %s is shared', (_, pointer) => {
    expect(placeInDocument(at(operation.file, pointer), operation)).toEqual({ identity: pointer, scope: 'api' });
  });

  it('in another file is named with it, the same on every machine', () => {
    const expected = { identity: 'schemas/pet.yaml#/type', scope: 'api' };
    expect(placeInDocument(at('/home/me/api/schemas/pet.yaml', '/type'), operation)).toEqual(expected);
    const elsewhere = at('C:\\work\\api\\openapi.yaml', operation.pointer);
    expect(placeInDocument(at('C:\\work\\api\\schemas\\pet.yaml', '/type'), elsewhere)).toEqual(expected);
  });
});

describe('required properties that are missing', () => {
  const names = ['a', 'b', 'c', 'd'];
  const schema = schemaRef({
    type: 'object',
    required: names,
    properties: Object.fromEntries(names.map((name) => [name, { type: 'string' }])),
    additionalProperties: false,
  });
  const fold = (body: object, status = 200) =>
    foldMissing(createSchemas().issues(schema, body, 'response'), status).map(({ issue, lacks }) => [
      issue.keyword,
      lacks ?? issue.params['missingProperty'] ?? issue.valuePointer,
    ]);

  it('are one from three on, and what is there instead is no other', () => {
    expect(fold({ error: 'x' })).toEqual([['required', names]]);
    expect(fold({ a: 1 })).toEqual([
      ['required', ['b', 'c', 'd']],
      ['type', '/a'],
    ]);
  });

  it('are one each below that, in a refusal one from two on', () => {
    expect(fold({ a: 'x', b: 'x' })).toEqual([
      ['required', 'c'],
      ['required', 'd'],
    ]);
    expect(fold({ a: 'x', b: 'x' }, 400)).toEqual([['required', ['c', 'd']]]);
    expect(fold({ a: 'x', b: 'x', c: 'x' }, 400)).toEqual([['required', 'd']]);
  });

  it('of two objects are two', () => {
    const list = schemaRef({ type: 'array', items: { type: 'object', required: ['a', 'b', 'c'] } });
    const issues = createSchemas().issues(list, [{}, { a: 1, b: 1 }], 'response');
    expect(foldMissing(issues, 200).map(({ lacks }) => lacks?.length)).toEqual([3, undefined]);
  });
});
