import { expect, test } from 'vitest';
import type { HeaderDefinition } from '../../../runtime/model/operation.ts';
import { readHeader } from '../../../runtime/requests/read-header.ts';
import { createSchemas } from '../../../runtime/schema/create-schemas.ts';
import { at, schemaRef } from './build-operation.ts';

const schemas = createSchemas();

function isValid(schema: unknown, values: readonly string[], explode = false): boolean {
  const definition: HeaderDefinition = {
    name: 'X-Test',
    required: true,
    schema: schemaRef(schema),
    serialization: { kind: 'style', style: 'simple', explode, allowReserved: false },
    location: at('header'),
  };
  return readHeader(definition, values).some((value) => schemas.isValid(schemaRef(schema), value, 'response'));
}

test.each([
  [{ type: 'integer' }, ['5'], true],
  [{ type: 'integer' }, ['5.5'], false],
  [{ type: 'integer' }, ['abc'], false],
  [{ type: 'integer' }, ['+5'], false],
  [{ type: 'integer', maximum: 4 }, ['5'], false],
  [{ type: 'number' }, ['1e3'], true],
  [{ type: 'boolean' }, ['true'], true],
  [{ type: 'boolean' }, ['yes'], false],
  [{ type: 'string', format: 'date' }, ['2024-01-02'], true],
  [{ type: 'string', format: 'date' }, ['today'], false],
  [{ type: ['integer', 'null'] }, ['null'], true],
  [{ type: 'string' }, ['5'], true],
  [{ type: 'string' }, ['Tue, 15 Nov 1994 08:12:31 GMT'], true],
  [{ type: 'array', items: { type: 'integer' } }, ['1, 2,3'], true],
  [{ type: 'array', items: { type: 'integer' } }, ['1', '2'], true],
  [{ type: 'array', items: { type: 'integer' } }, ['1, x'], false],
  [{ type: 'array', items: { type: 'string' }, maxItems: 2 }, ['a=1; Expires=Tue, 15 Nov', 'b=2'], true],
  [{ type: 'object', properties: { R: { type: 'integer' } }, required: ['R'] }, ['R,100,G,200'], true],
  [{ type: 'object', properties: { R: { type: 'integer' } }, required: ['R'] }, ['R,x'], false],
  [{}, ['anything'], true],
])('%j %j: %s', (schema, values, expected) => {
  expect(isValid(schema, values)).toBe(expected);
});

test('exploded objects', () => {
  expect(
    isValid({ type: 'object', properties: { R: { type: 'integer' } }, required: ['R'] }, ['R=100,G=200'], true),
  ).toBe(true);
});

test('JSON content', () => {
  const definition: HeaderDefinition = {
    name: 'X-Test',
    required: false,
    schema: undefined,
    serialization: { kind: 'content', mediaType: 'application/json' },
    location: at('header'),
  };
  expect(readHeader(definition, ['{"a":[1]}'])).toEqual([{ a: [1] }]);
  expect(readHeader(definition, ['{'])).toEqual(['{']);
});
