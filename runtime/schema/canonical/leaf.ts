import type { LoweredSchema, NegatedKeyword } from '../lowered-schema.ts';

/** One end of a numeric range, and the schema that set it. */
export interface Bound {
  readonly value: number;
  readonly exclusive: boolean;
}

/** A choice that a value has to make: one of the branches, each a list of schemas that then hold as well. */
export interface Group {
  /** Names the choice among all choices about one value. */
  readonly key: string;
  readonly keyword: 'anyOf' | 'oneOf' | 'not' | 'if' | 'dependentSchemas';
  readonly node: LoweredSchema;
  readonly branches: readonly (readonly LoweredSchema[])[];
  /** Narrower branches, numbered on from the others, for when values of those break what stands beside them. */
  readonly lastResorts: readonly (readonly LoweredSchema[])[];
}

/** A leaf of the canonical form: all that a set of schemas says together about one value, apart from its open choices. */
export interface CanonicalLeaf {
  /** Every schema that holds, references and `allOf` followed. */
  readonly nodes: readonly LoweredSchema[];
  types: number;
  /** Whether a schema names its types; else they are inferred from its keywords. */
  typed: boolean;
  finite: readonly unknown[] | undefined;
  excluded: unknown[];
  minimum: Bound | undefined;
  maximum: Bound | undefined;
  multiples: number[];
  notMultiples: number[];
  minLength: number;
  maxLength: number;
  patterns: string[];
  notPatterns: string[];
  formats: string[];
  notFormats: string[];
  /** Schemas with keywords for arrays, and for objects. */
  arrays: LoweredSchema[];
  objects: LoweredSchema[];
  minItems: number;
  maxItems: number;
  unique: boolean;
  /** Two items are equal. */
  repeated: boolean;
  required: Set<string>;
  minProperties: number;
  maxProperties: number;
  /** Each a property that there has to be. */
  someProperties: NonNullable<NegatedKeyword['someProperty']>[];
  groups: Group[];
  /** Schemas that a value made from this shape may still break. */
  guards: LoweredSchema[];
  /** Which schemas hold because a schema does: what `unevaluated…` of a schema sees. */
  readonly inPlace: ReadonlyMap<LoweredSchema, readonly LoweredSchema[]>;
}

export function emptyLeaf(
  nodes: readonly LoweredSchema[],
  inPlace: ReadonlyMap<LoweredSchema, readonly LoweredSchema[]>,
  types: number,
): CanonicalLeaf {
  return {
    nodes,
    types,
    typed: false,
    finite: undefined,
    excluded: [],
    minimum: undefined,
    maximum: undefined,
    multiples: [],
    notMultiples: [],
    minLength: 0,
    maxLength: Number.POSITIVE_INFINITY,
    patterns: [],
    notPatterns: [],
    formats: [],
    notFormats: [],
    arrays: [],
    objects: [],
    minItems: 0,
    maxItems: Number.POSITIVE_INFINITY,
    unique: false,
    repeated: false,
    required: new Set(),
    minProperties: 0,
    maxProperties: Number.POSITIVE_INFINITY,
    someProperties: [],
    groups: [],
    guards: [],
    inPlace,
  };
}
