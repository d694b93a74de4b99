import { describe, expect, it } from 'vitest';
import type { Dialect } from '../../../../runtime/model/schema-ref.ts';
import { bareSchema } from '../../../../runtime/schema/bare-schema.ts';
import { createSchemas } from '../../../../runtime/schema/create-schemas.ts';

const schemas = createSchemas();
const valid = (
  schema: unknown,
  value: unknown,
  { dialect, documents }: { dialect?: Dialect; documents?: Readonly<Record<string, unknown>> } = {},
): boolean => {
  const ref = bareSchema(schema, dialect, schema, documents);
  const verdict = schemas.isValid(ref, value, 'request');
  expect(schemas.isValid(ref, value, 'response')).toBe(verdict);
  return verdict;
};

describe('other documents', () => {
  const documents = {
    'https://example.com/types.json': { $defs: { id: { type: 'integer' } }, $anchor: 'top', type: 'object' },
    'https://example.com/moved.json': { $id: 'https://elsewhere.example/real.json', items: { $ref: 'item.json' } },
    'https://elsewhere.example/item.json': { type: 'string' },
  };

  it('are found by URI, with pointers and anchors', () => {
    const root = { $id: 'https://example.com/root.json', $ref: 'types.json#/$defs/id' };
    expect([valid(root, 1, { documents }), valid(root, 'x', { documents })]).toEqual([true, false]);
    expect(valid({ $ref: 'https://example.com/types.json#top' }, 1, { documents })).toBe(false);
  });

  it('have their own base URI, and are known by it as well', () => {
    for (const $ref of ['https://example.com/moved.json', 'https://elsewhere.example/real.json']) {
      expect([valid({ $ref }, ['x'], { documents }), valid({ $ref }, [1], { documents })]).toEqual([true, false]);
    }
  });

  it('are read in the dialect they name, else in that of the root', () => {
    const tuple = (own: object): unknown => ({ ...own, items: [{ type: 'string' }] });
    const other = { 'https://example.com/t': tuple({ $schema: 'http://json-schema.org/draft-07/schema#' }) };
    expect(valid({ $ref: 'https://example.com/t' }, [1], { documents: other })).toBe(false);
    const unnamed = { 'https://example.com/t': tuple({}) };
    expect(() => valid({ $ref: 'https://example.com/t' }, [1], { documents: unnamed })).toThrow(
      expect.objectContaining({ code: 'ATG_SCHEMA_INVALID' }),
    );
    expect(valid({ $ref: 'https://example.com/t' }, [1], { documents: unnamed, dialect: 'draft-07' })).toBe(false);
  });

  it('that are not given are named in the error, with where they were asked for', () => {
    expect(() => valid({ properties: { a: { $ref: 'https://example.com/none' } } }, { a: 1 }, { documents })).toThrow(
      expect.objectContaining({ code: 'ATG_SPEC_UNRESOLVED_REF', where: '<schema>#/properties/a' }),
    );
  });
});

describe('resources inside a document', () => {
  it('switch the dialect', () => {
    const root = {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      properties: {
        old: {
          $id: 'https://example.com/old',
          $schema: 'https://json-schema.org/draft/2019-09/schema',
          items: [{ type: 'string' }],
          additionalItems: false,
        },
      },
    };
    expect([valid(root, { old: ['x'] }), valid(root, { old: [1] }), valid(root, { old: ['x', 'y'] })]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('are not made by what only looks like an identifier', () => {
    const root = {
      $id: 'https://example.com/root',
      properties: { $id: { type: 'string' } },
      enum: [{ $id: 'https://example.com/data', type: 'null' }],
      anyOf: [{ $ref: 'https://example.com/data' }, {}],
      $defs: { data: { $id: 'data', type: 'object' } },
    };
    expect(valid(root, { $id: 'https://example.com/data', type: 'null' })).toBe(true);
  });

  it('of draft 7 and before have no identifier beside a $ref', () => {
    const root = {
      $id: 'https://example.com/',
      allOf: [{ $id: 'https://example.com/sub/', $ref: 'foo' }],
      definitions: {
        a: { $id: 'https://example.com/foo', type: 'number' },
        b: { $id: 'https://example.com/sub/foo', type: 'string' },
      },
    };
    expect([valid(root, 1, { dialect: 'draft-07' }), valid(root, 'x', { dialect: 'draft-07' })]).toEqual([true, false]);
  });
});

describe('meta-schemas', () => {
  it.each<readonly [Dialect, string]>([
    ['draft-04', 'http://json-schema.org/draft-04/schema#'],
    ['draft-06', 'http://json-schema.org/draft-06/schema#'],
    ['draft-07', 'http://json-schema.org/draft-07/schema#'],
    ['2019-09', 'https://json-schema.org/draft/2019-09/schema'],
    ['2020-12', 'https://json-schema.org/draft/2020-12/schema'],
  ])('of %s judge schemas', (dialect, $ref) => {
    expect(valid({ $ref }, { type: 'string', properties: { a: { minLength: 1 } } }, { dialect })).toBe(true);
    expect(valid({ $ref }, { properties: { a: { minLength: -1 } } }, { dialect })).toBe(false);
    expect(valid({ $ref }, { type: 'text' }, { dialect })).toBe(false);
  });

  it('decide the dialect through one of the user', () => {
    const documents = {
      'https://example.com/meta': {
        $schema: 'https://json-schema.org/draft/2019-09/schema',
        $vocabulary: { 'https://json-schema.org/draft/2019-09/vocab/applicator': true },
      },
    };
    const root = {
      $schema: 'https://example.com/meta',
      items: [{ $ref: '#/$defs/a' }],
      minItems: 3,
      $defs: { a: false },
    };
    expect([valid(root, [], { documents }), valid(root, [1], { documents })]).toEqual([true, false]);
  });
});
