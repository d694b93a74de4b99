import { expect, test } from 'vitest';
import type { BodyValue } from '../../../runtime/model/case.ts';
import { createWireOracle } from '../../../runtime/requests/wire-oracle.ts';
import { body, content, operation, schemaRef, values } from './build-operation.ts';
import { schemas, violation } from './has-reading.ts';

const integer = { type: 'integer', minimum: 1, maximum: 1000 };
const integers = { type: 'array', items: integer };
const closed = { type: 'object', properties: { a: integer }, additionalProperties: false };

/** Whether the oracle finds a valid reading, by default and with strict types. */
function readable(schema: unknown, value: unknown, mediaType = 'application/json'): readonly [boolean, boolean] {
  const ref = schemaRef(schema);
  const subject = operation('POST', '/x', { body: body([content(mediaType, ref)]) });
  const meant: BodyValue = { kind: 'value', mediaType, value };
  const violations = schemas
    .issues(ref, value, 'request')
    .map(({ keyword, valuePointer }) => violation('body', keyword, valuePointer));
  expect(violations).not.toEqual([]);
  const ask = (strictTypes: boolean): boolean =>
    createWireOracle(subject, schemas, [], strictTypes).hasValidReading(values({ body: meant }), violations);
  return [ask(false), ask(true)];
}

test.each<[string, unknown, unknown]>([
  ['the text of a number', integer, '5'],
  ['a number for a text', { type: 'string' }, 5],
  ['a fraction for an integer', integer, 5.5],
  ['a word for a boolean', { type: 'boolean' }, 'true'],
  ['an item for a list', integers, 5],
  ['a list of one for an item', integer, [5]],
  ['null for a text', { type: 'string' }, null],
  ['null for a property that may be absent', closed, { a: null }],
  ['a forbidden property', closed, { a: 1, b: 2 }],
])('only lenient readers take %s', (_, schema, value) => {
  expect(readable(schema, value)).toEqual([true, false]);
});

test.each<[string, unknown, unknown]>([
  ['a missing property with a default', { required: ['n'], properties: { n: { ...integer, default: 3 } } }, {}],
  ['a set of a list', { ...integers, uniqueItems: true }, [1, 1]],
])('%s is no matter of types', (_, schema, value) => {
  expect(readable(schema, value)).toEqual([true, true]);
});

test('a form has texts alone, whatever is asked for', () => {
  const form = 'application/x-www-form-urlencoded';
  expect(readable({ type: 'object', properties: { a: integer } }, { a: '5' }, form)).toEqual([true, true]);
});
