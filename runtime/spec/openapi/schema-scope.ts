import type { Location } from '../../model/location.ts';
import type { Dialect, SchemaRef, SchemaScope } from '../../model/schema-ref.ts';
import type { Resolver } from '../resolver.ts';
import { isObject, member, type SpecNode } from '../spec-node.ts';
import type { OpenApiVersion } from './detect-version.ts';

const dialectOfVersion: Readonly<Record<OpenApiVersion, Dialect>> = {
  '2.0': 'openapi-2.0',
  '3.0': 'openapi-3.0',
  '3.1': 'openapi-3.1',
  '3.2': 'openapi-3.1',
};

/** The dialect that a `$schema` or `jsonSchemaDialect` names; undefined where it is unknown. */
export function dialectOfUri(uri: string): Dialect | undefined {
  const plain = uri.replace(/#$/u, '').replace(/^http:/u, 'https:');
  if (/^https:\/\/spec\.openapis\.org\/oas\/3\.[12]\/dialect\//u.test(plain)) return 'openapi-3.1';
  const draft = /^https:\/\/json-schema\.org\/(?:draft\/(2020-12|2019-09)|(draft-0[467]))\/schema$/u.exec(plain);
  return (draft?.[1] ?? draft?.[2]) as Dialect | undefined;
}

/** Makes `SchemaRef`s; all schemas of one dialect share one scope object. */
export function createSchemaRefs(
  version: OpenApiVersion,
  root: unknown,
  resolver: Resolver,
): (node: SpecNode) => SchemaRef {
  const scopes = new Map<Dialect, SchemaScope>();
  const resolve = (ref: string, from: Location): { schema: unknown; location: Location } => {
    const { value, location } = resolver.follow(ref, from);
    return { schema: value, location };
  };
  const hasDialects = version === '3.1' || version === '3.2';
  const base = (hasDialects ? namedDialect(root, 'jsonSchemaDialect') : undefined) ?? dialectOfVersion[version];
  return ({ value, location }) => {
    const dialect = (hasDialects ? namedDialect(value, '$schema') : undefined) ?? base;
    let scope = scopes.get(dialect);
    if (scope === undefined) scopes.set(dialect, (scope = { dialect, resolve }));
    return { schema: value, location, scope };
  };
}

function namedDialect(value: unknown, keyword: string): Dialect | undefined {
  const uri = isObject(value) ? member(value, keyword) : undefined;
  return typeof uri === 'string' ? dialectOfUri(uri) : undefined;
}
