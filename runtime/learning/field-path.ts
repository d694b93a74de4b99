import type { RequestLocation } from '../model/violation.ts';
import type { FieldPath } from './contract.ts';

/** The tokens of `address.city`, `tags[1].name`, `tags.1`. */
export function fieldPath(text: string): FieldPath {
  return text
    .replaceAll(/\[["']?([^\]"']*)["']?\]/gu, '.$1')
    .split('.')
    .filter((token) => token !== '')
    .map((token) => (/^\d{1,9}$/u.test(token) ? Number(token) : token));
}

const parts: Readonly<Record<string, RequestLocation>> = {
  body: 'body',
  payload: 'body',
  query: 'query',
  querystring: 'query',
  params: 'path',
  path: 'path',
  headers: 'header',
  header: 'header',
  cookies: 'cookie',
  cookie: 'cookie',
  state: 'cookie',
};

/** The part of a request that frameworks call by this name. */
export function requestPart(name: string | number | undefined): RequestLocation | undefined {
  return typeof name === 'string' && Object.hasOwn(parts, name) ? parts[name] : undefined;
}

/** Splits `['body', 'name']`, as of a schema for the whole request. */
export function splitPart(path: FieldPath): { readonly location?: RequestLocation; readonly path: FieldPath } {
  const location = path.length > 1 ? requestPart(path[0]) : undefined;
  return location === undefined ? { path } : { location, path: path.slice(1) };
}
