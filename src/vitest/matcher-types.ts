import type { RequestHint } from '../testing/conformance.ts';

/** The matchers that the setup file adds to `expect`. */
export interface ContractMatchers {
  /**
   * The response is what the document says of this operation: its status, content type, headers and body. Given as `GET /pets/{id}`, or by its
   * operationId. Await it: the body of a `Response` has to be read first (and stays readable).
   */
  toConformTo(operation: string): Promise<void>;
  /** The same, of the operation that the response answers; to say which one that is, where the client does not tell. */
  toConformToApi(request?: RequestHint): Promise<void>;
}

declare module 'vitest' {
  // oxlint-disable-next-line typescript/no-explicit-any -- a declaration that is merged repeats the parameters of the first
  interface Matchers<T = any> extends ContractMatchers {}
}
