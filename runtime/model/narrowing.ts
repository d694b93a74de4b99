import type { JsonValue } from './json.ts';
import type { RequestLocation } from './violation.ts';

/**
 * What a run learned to do otherwise than the document alone would have it, in valid parts of requests: which optional ones are sent, and which
 * values. A case records it among its inputs.
 */
export type Narrowing =
  | {
      readonly kind: 'presence';
      readonly in: RequestLocation;
      /** The parameter's name; absent for the body. */
      readonly name?: string;
      /** `seldom`: in one of eight cases of those that would have it. */
      readonly presence: 'always' | 'seldom' | 'never';
    }
  | {
      readonly kind: 'value';
      readonly in: RequestLocation;
      readonly name?: string;
      /** A schema that holds beside the documented one, for the parameter's value or the whole body. */
      readonly schema: { readonly [keyword: string]: JsonValue };
      /** Breaking it is no more than seldom: one value of eight may. Absent: none may. */
      readonly presence?: 'seldom';
    };
