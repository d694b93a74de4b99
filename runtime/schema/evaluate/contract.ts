import type { SchemaScope } from '../../model/schema-ref.ts';
import type { LoweredSchema } from '../lowered-schema.ts';
import type { Evaluated } from './evaluated.ts';
import type { JsonObject } from './json-object.ts';
import type { AssertionKeyword } from './describe-assertion.ts';
import type { KeywordError } from './keyword-error.ts';

/** The schema resources that were entered on the way to a schema, the last first. Absent where no document has dynamic anchors. */
export interface DynamicScope {
  readonly resource: SchemaScope;
  readonly outer: DynamicScope | undefined;
}

/** The references that were followed for one value, the last first. */
export interface OpenQuestion {
  readonly node: SchemaNode;
  readonly outer: OpenQuestion | undefined;
}

/** The verdict alone. What a value has evaluated is noted in `seen`, which is of no use after a failure. */
type Test<V> = (
  value: V,
  scope: DynamicScope | undefined,
  open: OpenQuestion | undefined,
  seen: Evaluated | undefined,
) => boolean;

/** One keyword that holds no schemas: its error is the same for all values. */
interface Assertion<V> {
  readonly keyword: AssertionKeyword;
  test(...args: Parameters<Test<V>>): boolean;
}

/** One keyword, or several that are judged together. */
export interface Applicator<V> {
  test(...args: Parameters<Test<V>>): boolean;
  /** Adds what is wrong; nothing if `test` gives true, apart from what decides no verdict. */
  report(value: V, to: Reporting): void;
}

export type Check<V> = Assertion<V> | Applicator<V>;

/** Where errors are told to. */
export interface Reporting {
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly scope: DynamicScope | undefined;
  readonly open: OpenQuestion | undefined;
  /** Below a dynamic reference, which validators read differently. */
  readonly uncertain: boolean;
  /** What the schema itself has spoken of; set for `unevaluated*` alone. */
  readonly seen: Evaluated | undefined;
  readonly errors: KeywordError[];
}

/** What one schema demands, by the type of value that it is demanded of. */
export interface Checks {
  /** The types that are let through, as bits. */
  readonly types: number;
  readonly any: readonly Check<unknown>[];
  /** `unevaluatedProperties` and `unevaluatedItems`, which come after all others. */
  readonly unevaluated: readonly Check<unknown>[];
  /** The resource that the schema belongs to, where some document has dynamic anchors. */
  readonly resource: SchemaScope | undefined;
  /** Filled when a value of the type first comes. */
  number: readonly Check<number>[] | undefined;
  string: readonly Check<string>[] | undefined;
  array: readonly Check<readonly unknown[]>[] | undefined;
  object: readonly Check<JsonObject>[] | undefined;
}

/** A schema and, once a value has come to it, what it demands. */
export interface SchemaNode {
  readonly schema: LoweredSchema;
  readonly nodes: Nodes;
  checks: Checks | undefined;
}

/** Makes nodes, and prepares them. */
export interface Nodes {
  /** Always the same node for the same schema. */
  of(schema: LoweredSchema): SchemaNode;
  /** A node that only the schema around it asks for. */
  child(schema: LoweredSchema): SchemaNode;
  /** Fills `checks`. */
  prepare(node: SchemaNode): Checks;
  numberChecks(schema: LoweredSchema): readonly Check<number>[];
  stringChecks(schema: LoweredSchema): readonly Check<string>[];
  arrayChecks(schema: LoweredSchema): readonly Check<readonly unknown[]>[];
  objectChecks(schema: LoweredSchema): readonly Check<JsonObject>[];
}
