import { describe, expect, it } from 'vitest';
import { undocumentedFields } from '../../../runtime/checks/undocumented-fields.ts';
import { checkInput, content, response, type ExchangeFixture } from './exchange-fixture.ts';

const user = { type: 'object', properties: { id: {}, name: { type: 'string' } } };
const withPets = {
  type: 'object',
  properties: { pets: { type: 'array', items: { properties: { name: {} } } }, owner: user },
};

const verdictOf = (schema: unknown, body: unknown, changes: Partial<ExchangeFixture> = {}) =>
  undocumentedFields.run(
    checkInput({
      responses: [response('200', content('application/json', schema))],
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      ...changes,
    }),
  );

describe('undocumented_fields', () => {
  it('only runs where it is named', () => {
    expect(undocumentedFields.optIn).toBe(true);
  });

  it.each<[string, unknown, unknown, string, readonly string[]]>([
    ['in the body', user, { id: 1, password: 'x' }, '', ['password']],
    ['in an item', withPets, { pets: [{ name: 'a' }, { name: 'b', chip: 1 }] }, '/pets/1', ['chip']],
    ['in a member', withPets, { owner: { mail: 'x', phone: 'y' } }, '/owner', ['mail', 'phone']],
    ['beside allOf', { allOf: [user, { properties: { at: {} } }] }, { id: 1, at: 1, of: 2 }, '', ['of']],
    ['that no alternative names', { oneOf: [user, { properties: { at: {} } }] }, { at: 1, of: 2 }, '', ['of']],
    [
      'beside conditions',
      { ...user, anyOf: [{ required: ['id'] }, { required: ['name'] }] },
      { id: 1, of: 2 },
      '',
      ['of'],
    ],
    ['that may be null', { anyOf: [user, { type: 'null' }] }, { of: 2 }, '', ['of']],
    ['in a member of any name', { additionalProperties: user }, { anna: { id: 1, of: 2 } }, '/anna', ['of']],
    ['that no pattern fits', { patternProperties: { '^x-': {} } }, { 'x-a': 1, y: 2 }, '', ['y']],
  ])('reports fields %s', (_, schema, body, valuePointer, names) => {
    expect(verdictOf(schema, body)).toMatchObject({
      kind: 'fail',
      findings: [{ confidence: 'proved', details: { valuePointer, names } }],
    });
  });

  it('makes each object schema one finding', () => {
    const verdict = verdictOf(withPets, { pets: [{ a: 1 }, { b: 1 }], owner: { c: 1 } });
    expect(verdict.kind === 'fail' && verdict.findings.map(({ identity }) => identity)).toEqual([
      '/components/schemas/Thing/properties/pets/items',
      '/components/schemas/Thing/properties/owner',
    ]);
  });

  it.each<[string, unknown, unknown]>([
    ['what is named', user, { id: 1, name: 'a' }],
    ['what may be there', { ...user, additionalProperties: true }, { of: 1 }],
    ['what must not be there, which is another check’s', { ...user, additionalProperties: false }, { of: 1 }],
    ['what allOf leaves open', { allOf: [user, { additionalProperties: { type: 'string' } }] }, { of: 'x' }],
    ['an object of any kind', { type: 'object' }, { of: 1 }],
    ['a value of any kind', {}, { of: 1 }],
    ['an alternative of any kind', { anyOf: [user, { type: 'object' }] }, { of: 1 }],
    ['an alternative that is true', { anyOf: [user, true] }, { of: 1 }],
    ['a type that a discriminator leads to', { ...user, discriminator: { propertyName: 'name' } }, { of: 1 }],
    ['a pattern that fits', { patternProperties: { '^x-': {} } }, { 'x-a': 1 }],
    ['a dynamic reference', { ...user, $dynamicRef: '#x' }, { of: 1 }],
    ['another type of body', user, [1]],
  ])('says nothing of %s', (_, schema, body) => {
    expect(verdictOf(schema, body).kind).toBe('pass');
  });

  it.each<[string, Partial<ExchangeFixture>]>([
    ['an undocumented status', { status: 201 }],
    ['an undocumented media type', { headers: { 'content-type': 'text/html' } }],
    ['a cut body', { truncated: true }],
    ['a broken body', { body: '{' }],
  ])('says nothing of %s', (_, changes) => {
    expect(verdictOf(user, { of: 1 }, changes).kind).toBe('skip');
  });
});
