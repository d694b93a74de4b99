import type { WireRequest } from '../../model/exchange.ts';
import type { Identities } from '../sending/identities.ts';

/** Which identity's headers a request was sent with; `undefined` for the default one. */
export function senderOf({ headers }: WireRequest, { names, headersOf }: Identities): string | undefined {
  return names
    .slice(1)
    .find((identity) =>
      headersOf(identity).every(([name, value]) =>
        headers.some((one) => one[0].toLowerCase() === name.toLowerCase() && one[1] === value),
      ),
    );
}
