import type { Server } from '../../model/operation.ts';
import { child, isObject, type JsonObject, member, type ObjectNode } from '../spec-node.ts';
import type { OpenApiVersion } from './detect-version.ts';

/**
 * The document's servers, else those of the first path or operation that has some. A document from a URL that names
 * none is served from there (OpenAPI 3 §OpenAPI Object: `/`). `base` is the document's URL where it came from one.
 */
export function buildServers(version: OpenApiVersion, root: ObjectNode, base: URL | undefined): readonly Server[] {
  if (version === '2.0') return swagger2Servers(root.value, base);
  const stated = listedServers(root.value) ?? innerServers(root);
  if (stated === undefined) return base === undefined ? [] : [{ url: absoluteUrl('/', base) }];
  return stated.map((url) => ({ url: absoluteUrl(url, base) }));
}

function listedServers(holder: JsonObject): readonly string[] | undefined {
  const servers = member(holder, 'servers');
  if (!Array.isArray(servers)) return undefined;
  const urls = servers.filter(isObject).flatMap((server) => serverUrl(server) ?? []);
  return urls.length === 0 ? undefined : urls;
}

function serverUrl(server: JsonObject): string | undefined {
  const url = member(server, 'url');
  if (typeof url !== 'string') return undefined;
  const variables = member(server, 'variables');
  return url.replaceAll(/\{([^{}]+)\}/gu, (whole, name: string) => {
    const variable = isObject(variables) ? member(variables, name) : undefined;
    if (!isObject(variable)) return whole;
    const choices = member(variable, 'enum');
    const value = member(variable, 'default') ?? (Array.isArray(choices) ? (choices[0] as unknown) : undefined);
    return typeof value === 'string' || typeof value === 'number' ? String(value) : whole;
  });
}

function innerServers(root: ObjectNode): readonly string[] | undefined {
  const paths = child(root, 'paths').value;
  if (!isObject(paths)) return undefined;
  for (const item of Object.values(paths)) {
    if (!isObject(item)) continue;
    const found = listedServers(item);
    if (found !== undefined) return found;
    for (const operation of Object.values(item)) {
      const own = isObject(operation) ? listedServers(operation) : undefined;
      if (own !== undefined) return own;
    }
  }
  return undefined;
}

function absoluteUrl(url: string, base: URL | undefined): string {
  return base !== undefined && URL.canParse(url, base.href) ? new URL(url, base).href : url;
}

/** `schemes`, `host` and `basePath` of Swagger 2.0; what is missing is as the document was reached. */
function swagger2Servers(root: JsonObject, base: URL | undefined): readonly Server[] {
  const stated = member(root, 'host');
  const host = typeof stated === 'string' && stated !== '' ? stated : base?.host;
  const path = member(root, 'basePath');
  const basePath = typeof path === 'string' && path !== '' ? path : '/';
  if (host === undefined) return basePath === '/' ? [] : [{ url: basePath }];
  const schemes = member(root, 'schemes');
  const usable = Array.isArray(schemes) ? schemes.filter((scheme) => scheme === 'http' || scheme === 'https') : [];
  const fallback = base?.protocol.slice(0, -1) ?? (/^(?:localhost|127\.|\[::1\])/u.test(host) ? 'http' : 'https');
  return (usable.length === 0 ? [fallback] : usable).map((scheme) => ({
    url: `${scheme}://${host}${basePath.startsWith('/') ? '' : '/'}${basePath}`,
  }));
}
