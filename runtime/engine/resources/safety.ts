/** What a run may do to the server's data, beside what it made itself. */
export interface Safety {
  /** Only methods that read are sent. */
  readonly readOnly: boolean;
  /** What this run did not make is neither changed nor deleted. */
  readonly ownOnly: boolean;
}

const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'QUERY']);

/** Methods that are defined to change nothing (RFC 9110 §9.2.1, and QUERY); TRACE is never of use here. */
export function isSafeMethod(method: string): boolean {
  return safeMethods.has(method);
}
