import { expect, test } from 'vitest';
import { valueShape } from '../../../runtime/requests/value-shape.ts';
import { schemaRef } from './build-operation.ts';

const components = {
  Id: { type: 'integer', format: 'int64' },
  Pet: { allOf: [{ $ref: '#/components/schemas/Base' }, { properties: { name: { type: 'string' } } }] },
  Base: {
    type: 'object',
    properties: { id: { $ref: '#/components/schemas/Id' }, self: { $ref: '#/components/schemas/Pet' } },
  },
  Loop: { anyOf: [{ $ref: '#/components/schemas/Loop' }, { $ref: '#/components/schemas/Knot' }] },
  Knot: { oneOf: [{ $ref: '#/components/schemas/Loop' }, { $ref: '#/components/schemas/Knot' }] },
};

const shape = (schema: unknown): ReturnType<typeof valueShape> => valueShape(schemaRef(schema, components));
const types = (schema: unknown): readonly string[] | undefined => {
  const set = shape(schema).types;
  return set === undefined ? undefined : [...set].sort();
};

test.each([
  [{}, undefined],
  [true, undefined],
  [{ type: 'string' }, ['string']],
  [{ type: ['string', 'null'] }, ['null', 'string']],
  [{ type: 'string', nullable: true }, ['null', 'string']],
  [{ enum: ['a', 1, null] }, ['integer', 'null', 'string']],
  [{ const: 1.5 }, ['number']],
  [{ $ref: '#/components/schemas/Id' }, ['integer']],
  [{ $ref: '#/components/schemas/Pet' }, ['object']],
  [{ anyOf: [{ type: 'string' }, { type: 'integer' }] }, ['integer', 'string']],
  [{ anyOf: [{ type: 'string' }, {}] }, undefined],
  [{ type: 'number', allOf: [{ type: ['integer', 'string'] }] }, ['integer']],
  [{ $ref: '#/components/schemas/Loop' }, undefined],
])('types of %j: %j', (schema, expected) => {
  expect(types(schema)).toEqual(expected);
});

test('properties through references, cycles included', () => {
  const pet = shape({ $ref: '#/components/schemas/Pet' });
  expect([...pet.declared].sort()).toEqual(['id', 'name', 'self']);
  expect(pet.property('self').property('self').property('id').formats).toEqual(['int64']);
  expect(pet.property('other').types).toBeUndefined();
});

test('items, prefixes and additional properties', () => {
  const list = shape({ prefixItems: [{ type: 'string' }], items: { type: 'integer' } });
  expect([...(list.item(0).types ?? []), ...(list.item(1).types ?? [])]).toEqual(['string', 'integer']);
  expect([...(shape({ additionalProperties: { type: 'boolean' } }).property('x').types ?? [])]).toEqual(['boolean']);
});

test.each([
  [{ type: 'string', format: 'binary' }, true],
  [{ type: 'file' }, true],
  [{ contentMediaType: 'image/png' }, true],
  [{ type: 'string', contentMediaType: 'image/png', contentEncoding: 'base64' }, false],
  [{ type: 'string' }, false],
])('%j is binary: %s', (schema, expected) => {
  expect(shape(schema).isBinary).toBe(expected);
});

test('before 2019-09 a reference stands alone', () => {
  const beside = schemaRef({ $ref: '#/components/schemas/Id', type: 'string' }, components);
  const old = { ...beside, scope: { ...beside.scope, dialect: 'openapi-3.0' as const } };
  expect([...(valueShape(old).types ?? [])]).toEqual(['integer']);
  expect([...(valueShape(beside).types ?? [])]).toEqual([]);
});
