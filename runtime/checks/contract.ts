import type { Exchange } from '../model/exchange.ts';
import type { Failure, Finding, Severity } from '../model/failure.ts';
import type { JsonValue } from '../model/json.ts';
import type { Operation, ResponseDefinition } from '../model/operation.ts';
import type { Schemas } from '../schema/schemas.ts';

/** What a check is given: one exchange and what the document says of it. */
export interface CheckInput {
  readonly operation: Operation;
  readonly exchange: Exchange;
  /** The definition that the status selects: exact, then `NXX`, then `default`. */
  readonly definition: ResponseDefinition | undefined;
  readonly schemas: Schemas;
}

/** What a check says of an exchange. */
export type Verdict<D extends JsonValue = JsonValue> =
  | { readonly kind: 'pass' }
  | { readonly kind: 'skip'; readonly reason: string }
  | { readonly kind: 'fail'; readonly findings: readonly [Finding<D>, ...Finding<D>[]] };

/** One rule of the contract. Pure: the same input gives the same verdict. */
export interface Check<Id extends string = string, D extends JsonValue = JsonValue> {
  readonly id: Id;
  readonly severity: Severity;
  /** One sentence for lists and help. */
  readonly summary: string;
  run(input: CheckInput): Verdict<D>;
}

export type FailureOf<C> = C extends Check<infer Id, infer D> ? Failure<Id, D> : never;

export const pass: Verdict<never> = { kind: 'pass' };

/** The rule says nothing about this exchange, for this reason. */
export function skip(reason: string): Verdict<never> {
  return { kind: 'skip', reason };
}

/** The rule is broken. */
export function fail<D extends JsonValue>(first: Finding<D>, ...others: readonly Finding<D>[]): Verdict<D> {
  return { kind: 'fail', findings: [first, ...others] };
}
