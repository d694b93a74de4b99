import type { WireRequest } from '../../model/exchange.ts';
import type { Transport, TransportResult } from '../../transport/contract.ts';
import type { MadeThings } from './made-things.ts';
import { isSafeMethod } from '../../model/safe-method.ts';
import type { Safety } from './safety.ts';

/** Why a request may not leave. */
type Withheld = 'safe' | 'own-only';

/** A transport that lets nothing out that the safety mode forbids, and counts what it kept back. */
export interface GuardedTransport extends Transport {
  /** How many requests were kept back. */
  withheld(): number;
}

/**
 * Stands before the transport, so that no case, probe, replay or smaller version of a failing request goes around it. What is kept back looks to its sender like a
 * request that was given up; what is answered is told to `made`.
 */
export function guardTransport(transport: Transport, safety: Safety, made: MadeThings): GuardedTransport {
  let withheld = 0;
  return {
    async send(request, signal): Promise<TransportResult> {
      const reason = reasonToWithhold(request, safety, made);
      if (reason !== undefined) {
        withheld += 1;
        return { kind: 'fault', fault: 'aborted', message: `--${reason} does not let it out`, durationMs: 0 };
      }
      const result = await transport.send(request, signal);
      if (result.kind === 'response') made.heard(request, result.response);
      return result;
    },
    close: () => transport.close(),
    withheld: () => withheld,
  };
}

/** Why a request may not be sent; `undefined` where it may. */
function reasonToWithhold(
  { method, target }: Pick<WireRequest, 'method' | 'target'>,
  { readOnly, ownOnly }: Safety,
  made: Pick<MadeThings, 'isOwn'>,
): Withheld | undefined {
  if (isSafeMethod(method)) return undefined;
  if (readOnly) return 'safe';
  if (!ownOnly) return undefined;
  const isOwn = made.isOwn(target);
  // To add to a collection changes nothing that is there; a PUT or DELETE without an id is about something that is.
  return isOwn === true || (isOwn === undefined && method === 'POST') ? undefined : 'own-only';
}
