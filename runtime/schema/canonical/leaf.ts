import type { LoweredSchema } from '../lowered-schema.ts';

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

/** All that a set of schemas says together about one value, apart from its open choices. */
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
  minLength: number;
  maxLength: number;
  patterns: string[];
  formats: string[];
  /** Schemas with keywords for arrays, and for objects. */
  arrays: LoweredSchema[];
  objects: LoweredSchema[];
  minItems: number;
  maxItems: number;
  unique: boolean;
  required: Set<string>;
  minProperties: number;
  maxProperties: number;
  groups: Group[];
  /** Schemas that a value made from this shape may still break. */
  guards: LoweredSchema[];
}

export function emptyLeaf(nodes: readonly LoweredSchema[], types: number): CanonicalLeaf {
  return {
    nodes,
    types,
    typed: false,
    finite: undefined,
    excluded: [],
    minimum: undefined,
    maximum: undefined,
    multiples: [],
    minLength: 0,
    maxLength: Number.POSITIVE_INFINITY,
    patterns: [],
    formats: [],
    arrays: [],
    objects: [],
    minItems: 0,
    maxItems: Number.POSITIVE_INFINITY,
    unique: false,
    required: new Set(),
    minProperties: 0,
    maxProperties: Number.POSITIVE_INFINITY,
    groups: [],
    guards: [],
  };
}
