/** A place in a request and what stands there. */
export type EssentialValue = {
  readonly location: string;
  /** The parameter's name, where the value is one or stands in one. */
  readonly parameter?: string;
  /** Where in the parameter or body; `''` for the whole of it. */
  readonly pointer: string;
  /** The beginning of the value as JSON. */
  readonly value: string;
  /** `value`: with another valid value the failure goes away; `presence`: only without any. */
  readonly matters: 'value' | 'presence';
};

/**
 * What it is in the smallest request that makes it fail: nothing in particular (`any-request`), what was made invalid in it (`violation`), or these of its
 * valid values, together (`values`).
 */
export type Essential =
  | { readonly kind: 'any-request' }
  | { readonly kind: 'violation' }
  | { readonly kind: 'values'; readonly values: readonly EssentialValue[] };
