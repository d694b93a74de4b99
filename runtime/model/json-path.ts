/** A query of RFC 9535. `$` starts at the root of the value, `@` at the node that a filter looks at. */
export interface JsonPathQuery {
  readonly from: '$' | '@';
  readonly segments: readonly JsonPathSegment[];
}

/** RFC 9535 §2.5. */
export interface JsonPathSegment {
  /** Also of all that is nested in a node. */
  readonly isDescendant: boolean;
  readonly selectors: readonly JsonPathSelector[];
}

/** RFC 9535 §2.3. */
export type JsonPathSelector =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'wildcard' }
  | { readonly kind: 'index'; readonly index: number }
  | {
      readonly kind: 'slice';
      readonly start: number | undefined;
      readonly end: number | undefined;
      readonly step: number;
    }
  | { readonly kind: 'filter'; readonly filter: JsonPathFilter };

/** RFC 9535 §2.3.5. */
export type JsonPathFilter =
  | { readonly kind: 'or' | 'and'; readonly operands: readonly JsonPathFilter[] }
  | { readonly kind: 'not'; readonly operand: JsonPathFilter }
  | { readonly kind: 'exists'; readonly query: JsonPathQuery }
  | { readonly kind: 'test'; readonly call: JsonPathCall }
  | {
      readonly kind: 'comparison';
      readonly operator: ComparisonOperator;
      readonly left: JsonPathOperand;
      readonly right: JsonPathOperand;
    };

export type ComparisonOperator = '==' | '!=' | '<' | '<=' | '>' | '>=';

export type JsonPathOperand =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | { readonly kind: 'query'; readonly query: JsonPathQuery }
  | { readonly kind: 'call'; readonly call: JsonPathCall };

/** RFC 9535 §2.4: the functions that there are. */
export type JsonPathFunction = 'length' | 'count' | 'match' | 'search' | 'value';

export interface JsonPathCall {
  readonly name: JsonPathFunction;
  readonly operands: readonly JsonPathOperand[];
}
