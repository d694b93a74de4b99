import type { Case } from '../model/case.ts';
import type { WireRequest } from '../model/exchange.ts';

/** A case together with the bytes it is on the wire. */
export interface ReadyCase {
  readonly case: Case;
  readonly request: WireRequest;
}
