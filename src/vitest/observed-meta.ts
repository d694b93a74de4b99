/** How what was observed comes to the reporter: with the test that saw it. */
export const metaKey = 'apiTestGen';

/** What a test saw of the API. */
export interface ObservedMeta {
  readonly answers: readonly (readonly [operation: string, status: number])[];
  readonly outside: readonly string[];
}
