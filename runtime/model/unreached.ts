/**
 * What stood in the way of an operation that never answered 2xx:
 *
 * - `nobody-gives`: its path needs the id of a thing that no answer showed
 * - `not-found`: 404 or 410, though the id came from an answer, or no id is needed
 * - `refused`: another status of 4xx that blames the request
 * - `no-access`: 401 or 403, whoever asked
 * - `server-error`, `redirected`, `throttled`, `no-answer`: what it was answered with, if anything
 * - `not-sent`: it received no valid request
 */
export type UnreachedCause =
  | 'nobody-gives'
  | 'not-found'
  | 'refused'
  | 'no-access'
  | 'server-error'
  | 'redirected'
  | 'throttled'
  | 'no-answer'
  | 'not-sent';

/** An operation that never answered 2xx, and why, as far as the run saw. */
export type Unreached = {
  /** Its label. */
  readonly operation: string;
  readonly cause: UnreachedCause;
  /** One line for people; operations with the same reason lack the same. */
  readonly reason: string;
};
