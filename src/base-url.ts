import { UsageError } from '../runtime/errors.ts';
import type { Api } from '../runtime/model/operation.ts';
import type { ResolvedConfig } from './config/resolve-config.ts';
import { isLoopbackHost } from './host-kind.ts';

/**
 * Where requests go, without a slash at the end: the given URL, or the document's first loopback server. Any other server
 * is only tested if it is named, so that nobody tests production by accident. Throws `UsageError`.
 */
export function resolveBaseUrl(given: string | undefined, api: Api): string {
  if (given !== undefined) return withoutTrailingSlash(checkedUrl(given));
  for (const { url } of api.servers) {
    if (!URL.canParse(url)) continue; // relative, and the document came from no URL
    const parsed = new URL(url);
    if (isHttp(parsed) && isLoopbackHost(parsed.hostname)) return withoutTrailingSlash(parsed);
  }
  throw new UsageError('There is no server to test: without --base-url only a server on this machine is used.', {
    where: api.source,
    hint: serverAdvice(api),
  });
}

/**
 * What the requests of a run are written for: the server, or, where an application of this process is tested, the given URL, else `http://localhost` with the
 * path of the document's first server. Throws `UsageError`.
 */
export function targetUrl({ baseUrl, app }: Pick<ResolvedConfig, 'baseUrl' | 'app'>, api: Api): string {
  if (app === undefined || baseUrl !== undefined) return resolveBaseUrl(baseUrl, api);
  return `http://localhost${new URL(writtenBaseUrl(undefined, api)).pathname}`.replace(/\/+$/, '');
}

/**
 * The URL that requests are written for where none is sent: the given one, the document's first server, or `http://localhost`,
 * without a slash at the end. Throws `UsageError` for a given one that cannot be used.
 */
export function writtenBaseUrl(given: string | undefined, api: Api): string {
  if (given !== undefined) return withoutTrailingSlash(checkedUrl(given));
  for (const { url } of api.servers) {
    if (!URL.canParse(url, 'http://localhost')) continue;
    const parsed = new URL(url, 'http://localhost');
    if (isHttp(parsed)) return withoutTrailingSlash(parsed);
  }
  return 'http://localhost';
}

function serverAdvice(api: Api): string {
  const urls = api.servers.map((server) => server.url);
  if (urls.length === 0)
    return 'The document names no server. Add --base-url URL, for example --base-url http://127.0.0.1:8080.';
  const more = urls.length > 3 ? `, and ${urls.length - 3} more` : '';
  // Never a ready-made line for a server that may be production: the path is the document's, the host is this machine.
  const path = URL.canParse(urls[0] ?? '', 'http://localhost')
    ? new URL(urls[0] ?? '', 'http://localhost').pathname
    : '/';
  const example = `http://127.0.0.1:8080${path.replace(/\/+$/, '')}`;
  return `The document names ${urls.slice(0, 3).join(', ')}${more}. Add --base-url URL to say where requests go, for example --base-url ${example}`;
}

function checkedUrl(given: string): URL {
  const fail = (problem: string, hint: string): never => {
    throw new UsageError(`The base URL ${problem}.`, { where: '--base-url', hint });
  };
  if (!/^https?:\/\//i.test(given)) {
    const scheme = /^([a-z][a-z\d+.-]*):\/\//i.exec(given)?.[1];
    if (scheme !== undefined) fail(`has the scheme ${scheme}, received ${given}`, 'Use http:// or https://.');
    fail(`has no scheme, received ${given}`, `Did you mean http://${given}?`);
  }
  if (!URL.canParse(given)) fail(`is no URL, received ${given}`, 'Write it like http://127.0.0.1:8080/v1.');
  const url = new URL(given);
  if (url.username !== '' || url.password !== '') {
    fail(
      'holds credentials',
      "Take them out and add -H 'Authorization: Basic …' (ATG_HEADERS keeps it out of the shell history).",
    );
  }
  if (url.search !== '' || url.hash !== '') {
    fail(`has a query or fragment, received ${given}`, `Each request has its own. Use ${url.origin}${url.pathname}.`);
  }
  return url;
}

function isHttp(url: URL): boolean {
  return url.protocol === 'http:' || url.protocol === 'https:';
}

function withoutTrailingSlash(url: URL): string {
  return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
}
