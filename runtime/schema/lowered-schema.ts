import type { SchemaRef, SchemaScope } from '../model/schema-ref.ts';
import type { Discriminator } from './keywords/discriminator-keyword.ts';

/** Leads to what a `$ref` means, lowered when it is asked for. `uncertain`: a dynamic reference, which validators read differently. */
export interface RefHandle {
  /** Throws `UnresolvedRefError` or `CyclicRefError` where the reference leads nowhere. */
  (): LoweredSchema;
  readonly uncertain: boolean;
  /** Whether following it gives a schema. Costs one look-up and lowers nothing. */
  resolves(): boolean;
  /** What a dynamic reference means where these resources were entered, the outermost first. */
  readonly dynamic?: (entered: readonly SchemaScope[]) => LoweredSchema;
}

/** Where a lowered schema comes from. */
export interface Origin {
  readonly ref: SchemaRef;
  /** Where a lowered keyword stands in the document, as tokens below `ref`, if not under its own name. */
  readonly keywords: Readonly<Record<string, readonly string[]>>;
  /** Made by the lowering: its own keywords say nothing that the document says. */
  readonly synthetic: boolean;
}

/** The key of a node's origin: a symbol, so that no validator takes it for a keyword. */
export const ORIGIN: unique symbol = Symbol('origin');

/** What a value has to be to break one keyword. */
export interface NegatedKeyword {
  /** None of these types. */
  readonly types?: readonly string[];
  /** None of these values. */
  readonly values?: readonly unknown[];
  /** A string without a match. */
  readonly pattern?: string;
  /** A string that has not the format. */
  readonly format?: string;
  /** A number that is no multiple. */
  readonly multipleOf?: number;
  /** An array in which two items are equal. */
  readonly repeatedItems?: true;
  /** An object with a property whose name and value both satisfy a schema. */
  readonly someProperty?: { readonly name: LoweredSchema | undefined; readonly value: LoweredSchema };
}

/**
 * A schema in the one internal vocabulary: JSON Schema 2020-12, with references as handles, our own exact `multipleOf`
 * and `uniqueItems`, and marks for what only the generator asks.
 */
export interface LoweredSchema {
  readonly [ORIGIN]: Origin;
  readonly type?: readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly format?: string;
  readonly properties?: Readonly<Record<string, LoweredSchema>>;
  readonly patternProperties?: Readonly<Record<string, LoweredSchema>>;
  readonly additionalProperties?: LoweredSchema | false;
  readonly propertyNames?: LoweredSchema;
  readonly required?: readonly string[];
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly dependentRequired?: Readonly<Record<string, readonly string[]>>;
  readonly dependentSchemas?: Readonly<Record<string, LoweredSchema>>;
  readonly prefixItems?: readonly LoweredSchema[];
  readonly items?: LoweredSchema | false;
  readonly contains?: LoweredSchema;
  readonly minContains?: number;
  readonly maxContains?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly allOf?: readonly LoweredSchema[];
  readonly anyOf?: readonly LoweredSchema[];
  readonly oneOf?: readonly LoweredSchema[];
  readonly not?: LoweredSchema;
  readonly if?: LoweredSchema;
  readonly then?: LoweredSchema;
  readonly else?: LoweredSchema;
  readonly unevaluatedProperties?: LoweredSchema | false;
  readonly unevaluatedItems?: LoweredSchema | false;
  readonly 'x-atg-ref'?: RefHandle;
  readonly 'x-atg-multiple-of'?: number;
  readonly 'x-atg-unique-items'?: true;
  /** Nothing is valid: the schema `false`, in a form that can carry an origin. */
  readonly 'x-atg-false'?: true;
  /** A property that messages of this direction leave out (`readOnly` in requests): never generated, never judged. */
  readonly 'x-atg-hidden'?: true;
  /** A property that responses leave out (`writeOnly`): told among the issues, no part of a verdict. */
  readonly 'x-atg-write-only'?: true;
  /** What the tag of a `discriminator` may be, in responses. */
  readonly 'x-atg-discriminator'?: Discriminator;
  /** The opposite of one keyword that has no other opposite: only complements say it, no document is lowered to it. */
  readonly 'x-atg-negated'?: NegatedKeyword;
  /** Null is let through, since the document can be read so, but is neither generated nor used as a violation. */
  readonly 'x-atg-tolerates-null'?: true;
}

/** A lowered schema while it is being built. */
export type LoweredDraft = { -readonly [K in keyof LoweredSchema]: LoweredSchema[K] };

/** The document's name of a lowered keyword. */
export function documentKeyword(keyword: string): string {
  switch (keyword) {
    case 'x-atg-multiple-of':
      return 'multipleOf';
    case 'x-atg-unique-items':
      return 'uniqueItems';
    case 'x-atg-false':
      return 'false schema';
    case 'x-atg-ref':
      return '$ref';
    case 'x-atg-write-only':
      return 'writeOnly';
    case 'x-atg-discriminator':
      return 'discriminator';
    default:
      return keyword;
  }
}
