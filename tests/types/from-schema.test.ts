import type { AnySchema } from 'ajv';
import type * as fc from 'fast-check';
import type { JSONSchema } from 'json-schema-to-ts';
import { describe, expectTypeOf, it } from 'vitest';
import { fromSchema, violating, type SchemaOptions, type SchemaValue } from '../../runtime/arbitraries/index.ts';

type ValueOf<A> = A extends fc.Arbitrary<infer T> ? T : 'no arbitrary';

/** The type of a schema's values in a dialect; these are types alone, nothing is built. */
type In<D extends NonNullable<SchemaOptions['dialect']>, S> = SchemaValue<S, { dialect: D }>;

const user = {
  type: 'object',
  required: ['id', 'name'],
  properties: {
    id: { type: 'integer' },
    name: { type: 'string' },
    role: { enum: ['admin', 'guest'] },
    tags: { type: 'array', items: { type: 'string' } },
  },
  additionalProperties: false,
} as const;

describe('fromSchema', () => {
  it('gives values of the type of a schema that is as const, or given in place', () => {
    const values = (): fc.Arbitrary<SchemaValue<typeof user>> => fromSchema(user);
    expectTypeOf<ValueOf<ReturnType<typeof values>>>().toEqualTypeOf<{
      id: number;
      name: string;
      role?: 'admin' | 'guest';
      tags?: string[];
    }>();
    expectTypeOf(fromSchema({ type: 'integer', minimum: 1 })).toEqualTypeOf<fc.Arbitrary<number>>();
    expectTypeOf(fromSchema({ const: 'a' })).toEqualTypeOf<fc.Arbitrary<'a'>>();
    expectTypeOf(fromSchema({ type: ['string', 'null'] })).toEqualTypeOf<fc.Arbitrary<string | null>>();
    expectTypeOf(fromSchema({ anyOf: [{ type: 'string' }, { type: 'boolean' }] })).toEqualTypeOf<
      fc.Arbitrary<string | boolean>
    >();
    expectTypeOf<SchemaValue<false>>().toEqualTypeOf<never>();
    expectTypeOf<SchemaValue<true>>().toEqualTypeOf<unknown>();
  });

  it('gives unknown values where the schema has no type of its own', () => {
    const wide = { type: 'object', properties: { a: { type: 'string' } } };
    expectTypeOf(fromSchema(wide)).toEqualTypeOf<fc.Arbitrary<unknown>>();
    expectTypeOf<SchemaValue<unknown>>().toEqualTypeOf<unknown>();
    expectTypeOf<SchemaValue<object>>().toEqualTypeOf<unknown>();
    expectTypeOf<SchemaValue<boolean>>().toEqualTypeOf<unknown>();
    expectTypeOf<SchemaValue<boolean | object>>().toEqualTypeOf<unknown>();
    expectTypeOf<SchemaValue<Record<string, unknown>>>().toEqualTypeOf<unknown>();
    expectTypeOf<SchemaValue<ReturnType<typeof JSON.parse>>>().toBeUnknown(); // of any
    expectTypeOf<SchemaValue<JSONSchema>>().toEqualTypeOf<unknown>();
    expectTypeOf<SchemaValue<AnySchema>>().toEqualTypeOf<unknown>();
    expectTypeOf<SchemaValue<{ type: 'string' | 'number' }>>().toEqualTypeOf<unknown>();
    expectTypeOf<
      SchemaValue<typeof user, { dialect: NonNullable<SchemaOptions['dialect']> }>
    >().toEqualTypeOf<unknown>();
    expectTypeOf<SchemaValue<{ $schema: 'https://example.com/own'; type: 'string' }>>().toEqualTypeOf<unknown>();
  });

  it('keeps what is known around parts that are not', () => {
    expectTypeOf<
      SchemaValue<{ type: 'object'; required: ['a', 'b']; properties: { a: JSONSchema; b: { type: 'null' } } }>
    >().toEqualTypeOf<{ [name: string]: unknown; a: unknown; b: null }>();
    expectTypeOf<SchemaValue<{ type: 'array'; items: JSONSchema }>>().toEqualTypeOf<unknown[]>();
    expectTypeOf<
      SchemaValue<{ type: 'object'; required: string[]; properties: { a: { type: 'null' } } }>
    >().toEqualTypeOf<{ [name: string]: unknown; a?: null }>();
  });

  it('follows references within the document, once', () => {
    type Tree = {
      type: 'object';
      required: ['name', 'parts'];
      additionalProperties: false;
      properties: { name: { $ref: '#/$defs/Name' }; parts: { type: 'array'; items: { $ref: '#' } } };
      $defs: { Name: { type: 'string' } };
    };
    expectTypeOf<SchemaValue<Tree>>().toExtend<{ name: string; parts: { name: string; parts: unknown[] }[] }>();
    expectTypeOf<SchemaValue<Tree>['parts'][number]['parts']>().toEqualTypeOf<unknown[]>();
    expectTypeOf<SchemaValue<{ $ref: '#' }>>().toEqualTypeOf<unknown>();
    expectTypeOf<SchemaValue<{ $ref: '#/$defs/Missing' }>>().toEqualTypeOf<unknown>();
    expectTypeOf<SchemaValue<{ $ref: 'https://example.com/a' }>>().toEqualTypeOf<unknown>();
    type Root = { components: { schemas: { Id: { type: 'integer' } } } };
    type Reference = { $ref: '#/components/schemas/Id' };
    expectTypeOf<SchemaValue<Reference, { root: Root; dialect: 'openapi-3.0' }>>().toEqualTypeOf<number>();
    // An identifier moves what the pointers start from.
    type Moved = { properties: { a: { $id: 'b'; $ref: '#/$defs/A' } }; type: 'object'; $defs: { A: { type: 'null' } } };
    expectTypeOf<
      SchemaValue<{ allOf: [{ $id: 'b'; allOf: [{ $ref: '#/$defs/A' }] }]; $defs: { A: { type: 'null' } } }>
    >().toEqualTypeOf<unknown>();
    expectTypeOf<SchemaValue<Moved>>().toExtend<object>();
  });

  it('reads tuples as the dialect writes them', () => {
    type Pair = [{ type: 'string' }, { type: 'number' }];
    type Expected = [] | [string] | [string, number];
    expectTypeOf<SchemaValue<{ type: 'array'; prefixItems: Pair; items: false }>>().toEqualTypeOf<Expected>();
    expectTypeOf<In<'draft-07', { type: 'array'; items: Pair; additionalItems: false }>>().toEqualTypeOf<Expected>();
    expectTypeOf<In<'draft-07', { type: 'array'; prefixItems: Pair }>>().toEqualTypeOf<unknown[]>();
    expectTypeOf<SchemaValue<{ type: 'array'; prefixItems: Pair; minItems: 2; items: false }>>().toEqualTypeOf<
      [string, number]
    >();
    expectTypeOf<[]>().toExtend<SchemaValue<{ type: 'array'; items: false }>>();
    expectTypeOf<[]>().toExtend<SchemaValue<{ type: 'array'; prefixItems: Pair; maxItems: 0 }>>();
    expectTypeOf<[string, number, boolean]>().toExtend<
      SchemaValue<{ type: 'array'; prefixItems: Pair; minItems: 3 }>
    >();
  });

  it('ignores what the dialect ignores', () => {
    expectTypeOf<In<'draft-04', { const: 1 }>>().toEqualTypeOf<unknown>();
    expectTypeOf<In<'draft-06', { const: 1 }>>().toEqualTypeOf<1>();
    expectTypeOf<
      SchemaValue<{ $schema: 'http://json-schema.org/draft-04/schema#'; type: 'string'; const: 'a' }>
    >().toEqualTypeOf<string>();
    expectTypeOf<In<'openapi-2.0', { anyOf: [{ type: 'string' }] }>>().toEqualTypeOf<unknown>();
    expectTypeOf<SchemaValue<{ type: 'string'; nullable: true }>>().toEqualTypeOf<string>();
    expectTypeOf<In<'openapi-3.0', { type: 'string'; nullable: true }>>().toEqualTypeOf<string | null>();
    expectTypeOf<In<'openapi-3.0', { type: 'string'; nullable: boolean }>>().toEqualTypeOf<string | null>();
    expectTypeOf<In<'openapi-2.0', { type: 'string'; 'x-nullable': true }>>().toEqualTypeOf<string | null>();
    expectTypeOf<In<'draft-04', { type: 'integer'; minimum: 0; exclusiveMinimum: true }>>().toEqualTypeOf<number>();
  });

  it('requires nothing that a request may leave out, and makes no default required', () => {
    type Item = {
      type: 'object';
      required: ['id', 'name'];
      properties: { id: { type: 'integer'; readOnly: true }; name: { type: 'string'; default: 'a' } };
      additionalProperties: false;
    };
    expectTypeOf<In<'openapi-3.1', Item>>().toEqualTypeOf<{ id?: number; name: string }>();
    expectTypeOf<In<'2020-12', Item>>().toEqualTypeOf<{ id: number; name: string }>();
    type Branches = {
      allOf: [
        { type: 'object'; properties: { id: { allOf: [{ readOnly: true }, { type: 'integer' }] } } },
        { type: 'object'; required: ['id', 'name']; properties: { name: { type: 'string' } } },
      ];
    };
    expectTypeOf<{ name: string }>().toExtend<In<'openapi-3.0', Branches>>();
    expectTypeOf<{ name: string }>().not.toExtend<In<'draft-07', Branches>>();
    expectTypeOf<SchemaValue<{ type: 'object'; properties: { a: { type: 'null'; default: null } } }>>().toEqualTypeOf<{
      [name: string]: unknown;
      a?: null;
    }>();
  });

  it('says of other names only what holds for all of them', () => {
    type Patterns = { '^n': { type: 'number' } };
    expectTypeOf<SchemaValue<{ type: 'object'; patternProperties: Patterns }>>().toEqualTypeOf<
      Record<string, unknown>
    >();
    expectTypeOf<
      SchemaValue<{ type: 'object'; patternProperties: Patterns; additionalProperties: false }>
    >().toEqualTypeOf<Record<string, number>>();
    expectTypeOf<SchemaValue<{ type: 'object'; additionalProperties: { type: 'string' } }>>().toEqualTypeOf<
      Record<string, string>
    >();
  });
});

describe('violating', () => {
  it('gives values of which nothing is known, with what they break', () => {
    const values = (): ReturnType<typeof violating> => violating(user);
    expectTypeOf<ValueOf<ReturnType<typeof values>>['value']>().toEqualTypeOf<unknown>();
    expectTypeOf<ValueOf<ReturnType<typeof values>>['keyword']>().toEqualTypeOf<string>();
  });
});
