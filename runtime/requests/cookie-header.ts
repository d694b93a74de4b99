import { headerValue } from '../model/exchange.ts';
import type { HeaderList } from '../model/exchange.ts';

/** Joins a case's cookies with those of a header that the user set; of one name the user's stays. */
export function joinCookies(generated: string, fixed: string | undefined): string {
  if (fixed === undefined || generated === '') return fixed ?? generated;
  const taken = new Set(fixed.split(';').map(cookieName));
  const own = generated.split('; ').filter((cookie) => !taken.has(cookieName(cookie)));
  return [fixed, ...own].join('; ');
}

/** The user's `Cookie` header, if there is one. */
export function fixedCookies(headers: HeaderList): string | undefined {
  return headerValue(headers, 'cookie');
}

function cookieName(cookie: string): string {
  const end = cookie.indexOf('=');
  return (end === -1 ? cookie : cookie.slice(0, end)).trim();
}
