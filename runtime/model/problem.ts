/** An error caught at an operation's boundary: reported, and the run goes on. Plain JSON. */
export type Problem = {
  /** The stable code of the error it was. */
  readonly code: string;
  readonly message: string;
  /** `file:line:column (pointer)` or as near as is known. */
  readonly where?: string;
  /** The next action. */
  readonly hint?: string;
  readonly operation?: string;
};
