const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'QUERY']);

/** Methods that are defined to change nothing (RFC 9110 §9.2.1, and QUERY); TRACE is never of use here. */
export function isSafeMethod(method: string): boolean {
  return safeMethods.has(method);
}
