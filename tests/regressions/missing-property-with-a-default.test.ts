import { expect, test } from 'vitest';
import type { Operation, Parameter } from '../../runtime/model/operation.ts';
import { createWireOracle } from '../../runtime/requests/wire-oracle.ts';
import { body, content, operation, parameter, schemaRef, values } from '../unit/requests/build-operation.ts';
import { bodyReadable, schemas, violation } from '../unit/requests/has-reading.ts';

/** Fastify (Ajv's `useDefaults`) fills defaults in before it looks for what is required. */
const components = {
  Size: { type: 'integer', minimum: 1, default: 3 },
  Options: { type: 'object', default: {}, properties: { a: { type: 'integer', default: 1 } }, required: ['a'] },
  Name: { allOf: [{ type: 'string', minLength: 2 }, { default: 'anon' }] },
  Node: {
    type: 'object',
    default: {},
    properties: { next: { $ref: '#/components/schemas/Node' } },
    required: ['next'],
  },
};
const ref = (name: string): object => ({ $ref: `#/components/schemas/${name}` });
const schema = {
  type: 'object',
  required: ['size', 'options', 'name', 'plain'],
  properties: { size: ref('Size'), options: ref('Options'), name: ref('Name'), plain: { type: 'integer' } },
};

function readable(given: unknown, value: unknown, pointer = '', keyword = 'required'): boolean {
  const subject = operation('POST', '/x', { body: body([content('application/json', schemaRef(given, components))]) });
  const meant = values({ body: { kind: 'value', mediaType: 'application/json', value } });
  return createWireOracle(subject, schemas).hasValidReading(meant, [violation('body', keyword, pointer)]);
}

test.each([
  ['through a reference', { options: { a: 1 }, name: 'ab', plain: 1 }, ''],
  ['through allOf', { size: 1, options: { a: 1 }, plain: 1 }, ''],
  ['an object, whose own default is filled in', { size: 1, name: 'ab', plain: 1 }, ''],
  ['below', { size: 1, options: {}, name: 'ab', plain: 1 }, '/options'],
  ['several', { plain: 1 }, ''],
])('a missing property with a default: %s', (_, value, pointer) => {
  expect(readable(schema, value, pointer)).toBe(true);
});

test('an object that is too small until defaults are filled in', () => {
  const small = { type: 'object', minProperties: 1, properties: { size: ref('Size') } };
  expect(readable(small, {}, '', 'minProperties')).toBe(true);
});

test('the invalid default of another property is in nobody’s way', () => {
  const mixed = { ...schema, properties: { ...schema.properties, note: { type: 'string', default: null } } };
  expect(readable(mixed, { options: { a: 1 }, name: 'ab', plain: 1 })).toBe(true);
});

test('what has no default, or an invalid one, is still missing', () => {
  expect(readable(schema, { size: 1, options: { a: 1 }, name: 'ab' })).toBe(false);
  const invalid = { type: 'object', required: ['n'], properties: { n: { type: 'integer', minimum: 1, default: 0 } } };
  expect(bodyReadable(invalid, {}, 'required')).toBe(false);
  expect(readable({ type: 'object', required: ['node'], properties: { node: ref('Node') } }, {})).toBe(false);
});

test.each([
  ['none', { type: 'integer' }, false],
  ['its own', { type: 'integer', default: 1 }, true],
  ['through a reference', ref('Size'), true],
  ['through allOf', { allOf: [ref('Name')] }, true],
  ['beside a reference', { ...ref('Node'), default: null }, true],
])('a missing required parameter with a default: %s', (_, given, expected) => {
  const one: Parameter = { ...parameter('query', 'p', { required: true }), schema: schemaRef(given, components) };
  const subject: Operation = operation('GET', '/x', { parameters: [one] });
  expect(createWireOracle(subject, schemas).hasValidReading(values(), [violation('query', 'required', '', 'p')])).toBe(
    expected,
  );
});
