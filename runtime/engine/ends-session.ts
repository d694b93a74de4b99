import type { OperationEntry } from '../model/operation.ts';
import { nameWords, singular } from '../stateful/name-words.ts';

const leaving: ReadonlySet<string> = new Set(['logout', 'log out', 'signout', 'sign out', 'logoff', 'log off']);

const credentials: ReadonlySet<string> = new Set(['token', 'session', 'key', 'apikey', 'credential', 'secret']);

const endings: ReadonlySet<string> = new Set(
  'reset rotate rotation revoke revocation regenerate renew invalidate expire blacklist'.split(' '),
);

/** How clients log in, and what decides it. */
const waysIn: ReadonlySet<string> = new Set(
  'jwt auth authentication authorization oauth sso saml ldap login'.split(' '),
);

const choices: ReadonlySet<string> = new Set('setting config configuration policy'.split(' '));

/** Those that a client may be one of, or log in with. */
const own: ReadonlySet<string> = new Set(
  'account user token session apikey credential identity login me self myself whoami'.split(' '),
);

/**
 * Whether a success of an operation may be the end of the credentials that it was sent with, by its path alone: a logout, a token that is exchanged or
 * revoked, another way to log in, a DELETE of all accounts or of one's own. What is asked after it would be refused, whatever it is.
 */
export function endsSession({ method, path }: Pick<OperationEntry, 'method' | 'path'>): boolean {
  const segments = path.split('/').filter((text) => text !== '');
  const literals = segments.filter((text) => !text.includes('{')).map(nameWords);
  if (literals.some((words) => leaving.has(words.join(' ')))) return true;
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return false;
  const all = literals.flat().map(singular);
  const speaksOf = (words: ReadonlySet<string>): boolean => all.some((word) => words.has(word));
  if (speaksOf(endings) && speaksOf(credentials)) return true;
  if (speaksOf(waysIn) && speaksOf(choices)) return true;
  const last = literals.at(-1)?.at(-1);
  // Of a thing in the collection only the own one would matter.
  return (
    method === 'DELETE' &&
    segments.at(-1)?.includes('{') === false &&
    last !== undefined &&
    (own.has(singular(last)) || (last === 'keys' && all.includes('api')))
  );
}
