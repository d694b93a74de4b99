/** What a run may do to the server's data, beside what it made itself. */
export interface Safety {
  /** Only methods that read are sent. */
  readonly readOnly: boolean;
  /** What this run did not make is neither changed nor deleted. */
  readonly ownOnly: boolean;
}
