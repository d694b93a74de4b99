import type { HeaderList, WireRequest } from '../../model/exchange.ts';
import type { Identity } from '../../model/identity.ts';
import type { Secret } from '../../redaction.ts';
import { fixedCookies, joinCookies } from '../../requests/cookie-header.ts';

/**
 * Who a run can send requests as. Requests are written for the first identity, the default, and stay so wherever they are kept; who one is sent as is
 * recorded beside it (`identity`, absent for the default), and its headers are exchanged when it leaves.
 */
export interface Identities {
  /** All names, the default's first; empty where there are fewer than two. */
  readonly names: readonly string[];
  /** An identity as it is recorded beside what it sends: nothing for the default. */
  recorded(identity: string | undefined): string | undefined;
  /** The user's headers that go with each request of an identity. */
  headersOf(identity: string | undefined): HeaderList;
  /** Lower-case names of those that hold credentials, with the variable that stands for each in a curl line. */
  secretHeadersOf(identity: string | undefined): ReadonlyMap<string, string>;
  /** A request that was written for the default, as it is sent as another identity. */
  actAs(request: WireRequest, identity: string | undefined): WireRequest;
}

export interface IdentitySetting {
  /** Of the default identity, or of the only one. */
  readonly headers: HeaderList;
  /** Two or more, the default first; else empty. */
  readonly identities: readonly Identity[];
  readonly secrets: readonly Secret[];
}

export function createIdentities({ headers, identities, secrets }: IdentitySetting): Identities {
  const byName = new Map(identities.map((identity) => [identity.name, identity.headers]));
  const headersOf: Identities['headersOf'] = (identity) =>
    identity === undefined ? headers : (byName.get(identity) ?? headers);
  return {
    names: identities.length < 2 ? [] : identities.map(({ name }) => name),
    recorded: (identity) => (identity === identities[0]?.name ? undefined : identity),
    headersOf,
    secretHeadersOf: (identity) => secretHeaders(headersOf(identity), secrets),
    actAs(request, identity) {
      const own = headersOf(identity);
      return own === headers ? request : { ...request, headers: exchanged(request.headers, headers, own) };
    },
  };
}

/** The headers of one identity in the place of another's. A case's own cookies stay, behind those of the identity. */
function exchanged(headers: HeaderList, from: HeaderList, to: HeaderList): HeaderList {
  const taken = new Set([...from, ...to].map(([name]) => name.toLowerCase()));
  const cookies = ownCookies(headers, fixedCookies(from));
  const result = headers.filter(([name]) => !taken.has(name.toLowerCase()) && name.toLowerCase() !== 'cookie');
  const joined = joinCookies(cookies, fixedCookies(to));
  if (joined !== '') result.push(['Cookie', joined]);
  return [...result, ...to.filter(([name]) => name.toLowerCase() !== 'cookie')];
}

/** Those of a request that the user did not set. */
function ownCookies(headers: HeaderList, fixed: string | undefined): string {
  const all = fixedCookies(headers) ?? '';
  if (fixed === undefined) return all;
  if (all === fixed) return '';
  return all.startsWith(`${fixed}; `) ? all.slice(fixed.length + 2) : all;
}

function secretHeaders(headers: HeaderList, secrets: readonly Secret[]): ReadonlyMap<string, string> {
  const result = new Map<string, string>();
  for (const [name, value] of headers) {
    const secret = secrets.find((candidate) => candidate.value === value);
    if (secret !== undefined) result.set(name.toLowerCase(), secret.name);
  }
  return result;
}
