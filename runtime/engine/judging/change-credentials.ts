import type { HeaderList, WireRequest } from '../../model/exchange.ts';
import type { Operation, SecurityScheme } from '../../model/operation.ts';
import { isSensitiveName } from '../../redaction.ts';

/**
 * The request without its credentials, or with ones that nobody has: those at the places that the document's security schemes name, and the headers of the
 * user that carry credentials by their names.
 */
export function changeCredentials(
  request: WireRequest,
  operation: Operation,
  userHeaders: HeaderList,
  to: 'none' | 'wrong',
): WireRequest {
  const schemes = operation.security.flat();
  const named = new Set([
    'authorization',
    ...userHeaders.map(([name]) => name.toLowerCase()).filter(isSensitiveName),
    ...placesOf(schemes, 'header').map((name) => name.toLowerCase()),
  ]);
  const cookies = new Set(placesOf(schemes, 'cookie'));
  const headers = request.headers.flatMap(([name, value]): HeaderList => {
    const lower = name.toLowerCase();
    if (lower === 'cookie' && !named.has(lower)) return changeCookies(name, value, cookies, to);
    if (!named.has(lower)) return [[name, value]];
    return to === 'none' ? [] : [[name, wrongValue(value)]];
  });
  const missing = to === 'wrong' ? missingHeaders(headers, schemes) : [];
  return {
    ...request,
    target: changeQuery(request.target, new Set(placesOf(schemes, 'query')), to),
    headers: [...headers, ...missing],
  };
}

const nobody = 'api-test-gen-wrong-credential';

function placesOf(schemes: readonly SecurityScheme[], place: 'query' | 'header' | 'cookie'): readonly string[] {
  return schemes.flatMap((scheme) => (scheme.kind === 'apiKey' && scheme.in === place ? [scheme.parameter] : []));
}

/** `Basic` and `Bearer` stay what they are: another scheme would be refused for being one. */
function wrongValue(value: string): string {
  const scheme = /^(Basic|Bearer|Token)\s/i.exec(value)?.[1];
  if (scheme === undefined) return nobody;
  return `${scheme} ${scheme.toLowerCase() === 'basic' ? Buffer.from(`${nobody}:x`).toString('base64') : nobody}`;
}

/** A run without credentials has none to make wrong: the places of the first scheme that has one are filled. */
function missingHeaders(headers: HeaderList, schemes: readonly SecurityScheme[]): HeaderList {
  const has = (name: string): boolean => headers.some(([own]) => own.toLowerCase() === name.toLowerCase());
  return schemes
    .flatMap((scheme): HeaderList => {
      if (scheme.kind === 'apiKey')
        return scheme.in === 'header' && !has(scheme.parameter) ? [[scheme.parameter, nobody]] : [];
      if (has('authorization')) return [];
      const isBasic = scheme.kind === 'http' && scheme.scheme.toLowerCase() === 'basic';
      return [['Authorization', wrongValue(isBasic ? 'Basic x' : 'Bearer x')]];
    })
    .slice(0, 1);
}

function changeCookies(name: string, value: string, cookies: ReadonlySet<string>, to: 'none' | 'wrong'): HeaderList {
  const kept = value.split(';').flatMap((pair) => {
    const own = pair.trim().split('=')[0] ?? '';
    if (!cookies.has(own)) return [pair.trim()];
    return to === 'none' ? [] : [`${own}=${nobody}`];
  });
  return kept.length === 0 ? [] : [[name, kept.join('; ')]];
}

function changeQuery(target: string, names: ReadonlySet<string>, to: 'none' | 'wrong'): string {
  const at = target.indexOf('?');
  if (at === -1 || names.size === 0) return target;
  const pairs = target
    .slice(at + 1)
    .split('&')
    .flatMap((pair) => {
      const own = pair.split('=')[0] ?? '';
      if (!names.has(own)) return [pair];
      return to === 'none' ? [] : [`${own}=${nobody}`];
    });
  return pairs.length === 0 ? target.slice(0, at) : `${target.slice(0, at)}?${pairs.join('&')}`;
}
