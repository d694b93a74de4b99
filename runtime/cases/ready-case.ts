import type { Case } from '../model/case.ts';
import type { WireRequest } from '../model/exchange.ts';

/** A case together with the bytes it is on the wire, with the credentials of the default identity. */
export interface ReadyCase {
  readonly case: Case;
  readonly request: WireRequest;
  /** Who it is sent as; absent for the default identity. */
  readonly identity?: string;
}

/** The same case, sent as this identity. */
export function sentAs(ready: ReadyCase, identity: string | undefined): ReadyCase {
  if (ready.identity === identity) return ready;
  const { identity: _, ...rest } = ready;
  return identity === undefined ? rest : { ...rest, identity };
}
