import { describe, expect, it } from 'vitest';
import { pointerTokens, type JsonPointer } from '../../../runtime/model/json.ts';
import type { SchemaRef } from '../../../runtime/model/schema-ref.ts';
import { createSchemas } from '../../../runtime/schema/create-schemas.ts';

const document = {
  Cat: {
    type: 'object',
    required: ['kind', 'lives'],
    properties: { kind: { const: 'Cat' }, lives: { type: 'integer' } },
  },
  Dog: { type: 'object', required: ['kind', 'bark'], properties: { kind: { const: 'Dog' }, bark: { type: 'string' } } },
  Pet: {
    oneOf: [{ $ref: '#/Cat' }, { $ref: '#/Dog' }],
    discriminator: { propertyName: 'kind', mapping: { hound: '#/Dog' } },
    properties: { name: { type: 'string' } },
  },
  Owner: { properties: { pet: { $ref: '#/Pet' } } },
  Track: { type: 'object', required: ['type'], properties: { type: { enum: ['track'] } } },
  Episode: { type: 'object', required: ['type'], properties: { type: { enum: ['episode'] } } },
  Item: { oneOf: [{ $ref: '#/Track' }, { $ref: '#/Episode' }], discriminator: { propertyName: 'type' } },
  Account: { type: 'object', required: ['password'], properties: { password: { type: 'string', writeOnly: true } } },
};

function issuesOf(name: keyof typeof document, value: unknown, direction: 'request' | 'response' = 'response') {
  const at = (pointer: string) =>
    pointerTokens(pointer).reduce<unknown>((node, token) => (node as Record<string, unknown>)[token], document);
  const ref: SchemaRef = {
    schema: document[name],
    location: { file: '', pointer: `/${name}` as JsonPointer },
    scope: {
      dialect: 'openapi-3.1',
      resolve: (target) => ({
        schema: at(target.slice(1)),
        location: { file: '', pointer: target.slice(1) as JsonPointer },
      }),
    },
  };
  return createSchemas().issues(ref, value, direction);
}

describe('issues of composite keywords', () => {
  it('are one, with the reason of the branch that came nearest', () => {
    const issues = issuesOf('Pet', { kind: 'Cat', lives: 'nine' });
    expect(issues.map(({ location, message }) => [location.pointer, message])).toEqual([
      ['/Pet/oneOf', 'must match exactly one schema in oneOf (nearest: /lives must be integer)'],
    ]);
  });

  it('are one also below a reference', () => {
    const issues = issuesOf('Owner', { pet: { kind: 'Cat', lives: 'nine' } });
    expect(issues.map(({ location, valuePointer }) => [location.pointer, valuePointer])).toEqual([
      ['/Pet/oneOf', '/pet'],
    ]);
  });

  it('hide no defect beside them', () => {
    const issues = issuesOf('Pet', { kind: 'Cat', lives: 'nine', name: 1 });
    expect(issues.map(({ location }) => location.pointer).sort()).toEqual(['/Pet/oneOf', '/Pet/properties/name/type']);
  });
});

describe('an unknown discriminator', () => {
  it('is the one issue of a response, and why no branch fits', () => {
    expect(issuesOf('Pet', { kind: 'Bird' }).map(({ keyword }) => keyword)).toEqual(['discriminator']);
  });

  it.each(['Cat', 'hound'])('is not %s', (kind) => {
    expect(issuesOf('Pet', { kind }).map(({ keyword }) => keyword)).not.toContain('discriminator');
  });
});

describe('a discriminator whose branches have words of their own for the tag', () => {
  it('does not forbid them', () => {
    expect(issuesOf('Item', { type: 'track' })).toEqual([]);
  });

  it('still says why nothing fits', () => {
    expect(issuesOf('Item', { type: 'album' }).map(({ keyword }) => keyword)).toEqual(['discriminator']);
  });
});

describe('a writeOnly property', () => {
  it('is an issue of responses', () => {
    expect(issuesOf('Account', { password: 'x' })).toMatchObject([
      {
        keyword: 'writeOnly',
        valuePointer: '/password',
        location: { pointer: '/Account/properties/password/writeOnly' },
      },
    ]);
  });

  it('may be absent or null there', () => {
    expect(issuesOf('Account', {})).toEqual([]);
    expect(issuesOf('Account', { password: null })).toEqual([]);
  });

  it('belongs into requests', () => {
    expect(issuesOf('Account', { password: 'x' }, 'request')).toEqual([]);
    expect(issuesOf('Account', {}, 'request')).toMatchObject([{ keyword: 'required' }]);
  });
});
