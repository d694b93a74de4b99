import type { FromSchema, JSONSchema } from 'json-schema-to-ts';
import type { Dialect } from '../model/schema-ref.ts';
import type { SchemaOptions } from './options.ts';

/**
 * The type of a schema's values, where the schema's own type says enough (it was given in place, or is `as const`); of what it does
 * not say, `unknown`. It never promises more than the values keep: keywords that the dialect ignores are ignored, and what a
 * `$ref` leads to counts once, so that a schema that holds itself ends in `unknown`.
 */
export type SchemaValue<S, O extends SchemaOptions | undefined = undefined> =
  IsAny<S> extends true
    ? unknown
    : [DialectOf<S, O>] extends [never]
      ? unknown
      : ValueOf<Lowered<S, { dialect: DialectOf<S, O>; root: RootOf<S, O>; seen: never; hidden: never }>>;

type IsAny<T> = 0 extends 1 & T ? true : false;
/** `boolean` where the two members of a union would answer differently. */
type IsUnion<T, U = T> = [T] extends [never] ? false : T extends unknown ? ([U] extends [T] ? false : true) : never;

type ValueOf<L> = L extends JSONSchema
  ? FromSchema<
      L,
      {
        parseNotKeyword: false;
        parseIfThenElseKeywords: false;
        // A default makes no property present.
        keepDefaultedPropertiesOptional: true;
        references: false;
        deserialize: false;
      }
    >
  : unknown;

/** The one dialect that is known before the program runs; `never` where it is not. */
type DialectOf<S, O> =
  'dialect' extends KeysOf<O>
    ? [O] extends [{ readonly dialect: infer D extends Dialect }]
      ? IsUnion<D> extends false
        ? D
        : never
      : never
    : DetectedDialect<RootOf<S, O>>;

/** Every key that an object of a union may have. */
type KeysOf<O> = O extends undefined ? never : keyof O;

type DetectedDialect<Root> = unknown extends Root
  ? never
  : '$schema' extends keyof Root
    ? Root extends { readonly $schema: infer U }
      ? NamedDialect<U>
      : never
    : '2020-12';

type NamedDialect<U> =
  U extends `${'http' | 'https'}://json-schema.org/draft-${infer N extends '04' | '06' | '07'}/schema${'' | '#'}`
    ? `draft-${N}`
    : U extends `https://json-schema.org/draft/${infer N extends '2019-09' | '2020-12'}/schema`
      ? N
      : never;

type RootOf<S, O> = 'root' extends KeysOf<O> ? ([O] extends [{ readonly root: infer R }] ? R : unknown) : S;

/** What is known on the way into a schema. */
interface Reading {
  readonly dialect: Dialect;
  /** What `$ref`s point into. */
  readonly root: unknown;
  /** The `$ref`s that were followed. */
  readonly seen: string;
  /** Properties that a request does not carry. */
  readonly hidden: string;
}

type OldOpenApi = 'openapi-2.0' | 'openapi-3.0';
type WithPrefixItems = '2020-12' | 'openapi-3.1';
type WithItemLists = 'draft-04' | 'draft-06' | 'draft-07' | '2019-09';

/** A schema in the words of draft 7, without `$ref`s and without what says nothing of types; `{}` stands for any value. */
type Lowered<S, R extends Reading> =
  IsAny<S> extends true
    ? {}
    : boolean extends S
      ? {}
      : S extends boolean
        ? S extends true
          ? {}
          : false
        : '$ref' extends keyof S
          ? S extends { readonly $ref: infer Ref extends string }
            ? Followed<Ref, R>
            : {}
          : Flat<Parts<S, Inside<S, R>>>;

type Flat<T> = { readonly [K in keyof T]: T[K] };

/** Below an identifier of its own, a schema's references start elsewhere. */
type Inside<S, R extends Reading> = {
  dialect: R['dialect'];
  root: S extends R['root'] ? R['root'] : '$id' extends keyof S ? never : 'id' extends keyof S ? never : R['root'];
  seen: R['seen'];
  hidden: R['hidden'] | (R['dialect'] extends `openapi-${string}` ? HiddenNames<S, R> : never);
};

/** The value of a property or item starts without hidden names. */
type Below<R extends Reading> = { dialect: R['dialect']; root: R['root']; seen: R['seen']; hidden: never };

type Seen<Ref extends string, R extends Reading> = {
  dialect: R['dialect'];
  root: R['root'];
  seen: R['seen'] | Ref;
  hidden: R['hidden'];
};

/** Keywords beside a `$ref` only make fewer values valid, so that they can be left out. */
type Followed<Ref extends string, R extends Reading> =
  IsUnion<Ref> extends true
    ? {}
    : Ref extends R['seen']
      ? {}
      : [Target<Ref, R['root']>] extends [never]
        ? {}
        : Lowered<Target<Ref, R['root']>, Seen<Ref, R>>;

type Target<Ref extends string, Root> = Ref extends '#' ? Root : Ref extends `#/${infer Path}` ? At<Root, Path> : never;

type At<T, Path extends string> = Path extends `${infer Token}/${infer Rest}`
  ? Token extends keyof T
    ? At<T[Token], Rest>
    : never
  : Path extends keyof T
    ? T[Path]
    : never;

type Parts<S, R extends Reading> = TypePart<S> &
  NullPart<S, R['dialect']> &
  ValuePart<S, R['dialect']> &
  ObjectPart<S, R> &
  ArrayPart<S, R> &
  BranchPart<S, 'allOf', R> &
  (R['dialect'] extends 'openapi-2.0' ? {} : BranchPart<S, 'anyOf', R> & BranchPart<S, 'oneOf', R>);

type TypeName = 'null' | 'boolean' | 'integer' | 'number' | 'string' | 'array' | 'object';

type TypePart<S> = S extends { readonly type: infer T }
  ? IsUnion<T> extends false
    ? T extends TypeName | readonly [TypeName, ...TypeName[]]
      ? { type: T }
      : {}
    : {}
  : {};

type NullPart<S, D extends Dialect> = D extends 'openapi-3.0'
  ? NullableBy<S, 'nullable'>
  : D extends 'openapi-2.0'
    ? NullableBy<S, 'x-nullable'>
    : {};

type NullableBy<S, Keyword extends string> = Keyword extends keyof S
  ? S[Keyword] extends false
    ? {}
    : { nullable: true }
  : {};

type ValuePart<S, D extends Dialect> = (S extends { readonly enum: infer E extends readonly unknown[] }
  ? { enum: E }
  : {}) &
  (D extends OldOpenApi | 'draft-04' ? {} : S extends { readonly const: infer C } ? { const: C } : {});

type ObjectPart<S, R extends Reading> = PropertiesPart<S, R> &
  OtherPropertiesPart<S, R> &
  (S extends { readonly required: infer N extends readonly string[] } ? RequiredPart<S, N[number], R> : {});

type PropertiesPart<S, R extends Reading> = S extends { readonly properties: infer P }
  ? string extends keyof P
    ? {}
    : { properties: { readonly [K in keyof P]-?: Lowered<P[K], Below<R>> } }
  : {};

/** Where it is not known which names there are, nothing says which of them are hidden. */
type RequiredPart<S, Name extends string, R extends Reading> = string extends Name
  ? {}
  : R['dialect'] extends `openapi-${string}`
    ? S extends { readonly properties: infer P }
      ? string extends keyof P
        ? {}
        : { required: readonly Exclude<Name, R['hidden']>[] }
      : 'properties' extends keyof S
        ? {}
        : { required: readonly Exclude<Name, R['hidden']>[] }
    : { required: readonly Name[] };

/** Without `additionalProperties`, names that no pattern matches may have any value. */
type OtherPropertiesPart<S, R extends Reading> = (R['dialect'] extends OldOpenApi
  ? {}
  : S extends { readonly patternProperties: infer P }
    ? string extends keyof P
      ? {}
      : { patternProperties: { readonly [K in keyof P]-?: Lowered<P[K], Below<R>> } }
    : {}) &
  (S extends { readonly additionalProperties: infer A }
    ? [A] extends [false]
      ? 'patternProperties' extends keyof S
        ? S extends { readonly patternProperties: infer P }
          ? string extends keyof P
            ? { additionalProperties: {} }
            : { additionalProperties: false }
          : { additionalProperties: {} }
        : { additionalProperties: false }
      : { additionalProperties: Lowered<A, Below<R>> }
    : { additionalProperties: {} });

type ArrayPart<S, R extends Reading> = R['dialect'] extends WithPrefixItems
  ? 'prefixItems' extends keyof S
    ? S extends { readonly prefixItems: infer P }
      ? TuplePart<S, P, S extends { readonly items: infer I } ? I : true, R>
      : {}
    : ListPart<S, R>
  : R['dialect'] extends WithItemLists
    ? S extends { readonly items: infer P extends readonly unknown[] }
      ? TuplePart<S, P, S extends { readonly additionalItems: infer I } ? I : true, R>
      : ListPart<S, R>
    : ListPart<S, R>;

type ListPart<S, R extends Reading> = S extends { readonly items: infer I }
  ? [I] extends [readonly unknown[]]
    ? {}
    : { items: Lowered<I, Below<R>> }
  : {};

type TuplePart<S, P, Rest, R extends Reading> = P extends readonly [unknown, ...unknown[]]
  ? {
      items: { readonly [I in keyof P]: Lowered<P[I], Below<R>> };
      additionalItems: [Rest] extends [false] ? false : Rest extends true ? true : Lowered<Rest, Below<R>>;
    } & Counts<S>
  : {};

type Counts<S> = LiteralCount<S, 'minItems'> & LiteralCount<S, 'maxItems'>;

type LiteralCount<S, Keyword extends 'minItems' | 'maxItems'> =
  S extends Readonly<Record<Keyword, infer N extends number>>
    ? number extends N
      ? {}
      : Readonly<Record<Keyword, N>>
    : {};

type BranchPart<S, Keyword extends 'allOf' | 'anyOf' | 'oneOf', R extends Reading> =
  S extends Readonly<Record<Keyword, infer B extends readonly [unknown, ...unknown[]]>>
    ? Readonly<Record<Keyword, { readonly [I in keyof B]: Lowered<B[I], R> }>>
    : {};

/** The properties that a request may have to leave out: what is `readOnly` in the schema, its branches or what it refers to. */
type HiddenNames<S, R extends Reading> =
  IsAny<S> extends true
    ? string
    : '$ref' extends keyof S
      ? S extends { readonly $ref: infer Ref extends string }
        ? Ref extends R['seen']
          ? never
          : HiddenNames<Target<Ref, R['root']>, Seen<Ref, R>>
        : string
      : OwnHiddenNames<S, R> | BranchesHiddenNames<S, 'allOf' | 'anyOf' | 'oneOf', R>;

type OwnHiddenNames<S, R extends Reading> = S extends { readonly properties: infer P }
  ? { readonly [K in keyof P]-?: MayBeHidden<P[K], R> extends false ? never : K }[keyof P] & string
  : never;

type BranchesHiddenNames<S, Keyword extends string, R extends Reading> = {
  [K in Keyword & keyof S]: S[K] extends readonly (infer B)[]
    ? B extends unknown
      ? HiddenNames<B, R>
      : never
    : string;
}[Keyword & keyof S];

/** `false` where it is certain that a property is carried. */
type MayBeHidden<S, R extends Reading> =
  IsAny<S> extends true
    ? true
    : 'readOnly' extends keyof S
      ? S extends { readonly readOnly: false }
        ? false
        : true
      : '$ref' extends keyof S
        ? S extends { readonly $ref: infer Ref extends string }
          ? Ref extends R['seen']
            ? false
            : [Target<Ref, R['root']>] extends [never]
              ? true
              : MayBeHidden<Target<Ref, R['root']>, Seen<Ref, R>>
          : true
        : 'allOf' extends keyof S
          ? S extends { readonly allOf: readonly (infer B)[] }
            ? B extends unknown
              ? MayBeHidden<B, R>
              : never
            : true
          : false;
