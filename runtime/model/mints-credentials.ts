/** Whether an operation logs in or gives out tokens, by the last segment of its path: what it refuses with 401 are credentials that it was sent to judge. */
export function mintsCredentials(path: string): boolean {
  return /(?:^|\/)(?:log-?in|sign-?in|token|tokens|auth|authenticate|session|sessions)\/?$/iu.test(path);
}
