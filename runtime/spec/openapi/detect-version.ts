import { UnknownFormatError } from '../../errors.ts';
import { isObject, type JsonObject, member } from '../spec-node.ts';

/** The families of documents that are told apart; patch versions read alike. */
export type OpenApiVersion = '2.0' | '3.0' | '3.1' | '3.2';

const SUPPORTED = 'Supported are OpenAPI 3.0, 3.1 and 3.2 and Swagger 2.0.';

/** What other documents are known by, and their names. */
const others: readonly (readonly [key: string, name: string])[] = [
  ['asyncapi', 'an AsyncAPI document'],
  ['arazzo', 'an Arazzo document'],
  ['overlay', 'an OpenAPI Overlay'],
  ['swaggerVersion', 'a Swagger 1.x document'],
  ['__schema', 'a GraphQL introspection result'],
  ['smithy', 'a Smithy model'],
  ['wsdl', 'a WSDL description'],
  ['$schema', 'a JSON Schema'],
];

/** The version a document states, and its family. Throws `UnknownFormatError` saying what was met instead. */
export function detectVersion(
  root: unknown,
  where: string,
): { readonly version: string; readonly family: OpenApiVersion } {
  if (!isObject(root)) throw unknown(Array.isArray(root) ? 'an array' : `the bare value ${shown(root)}`, where);
  const openapi = stated(member(root, 'openapi'));
  if (openapi !== undefined) {
    const family = /^3\.[012](?=$|[.-])/u.exec(openapi)?.[0];
    if (family === '3.0' || family === '3.1' || family === '3.2') return { version: openapi, family };
    throw unknown(`OpenAPI version ${shown(openapi)}`, where);
  }
  const swagger = stated(member(root, 'swagger'));
  if (swagger === '2.0' || swagger === '2') return { version: '2.0', family: '2.0' };
  if (swagger !== undefined) throw unknown(`Swagger version ${shown(swagger)}`, where);
  throw unknown(kindOf(root), where);
}

// YAML reads an unquoted 3.0 as the number 3.
function stated(version: unknown): string | undefined {
  if (typeof version === 'number') return Number.isInteger(version) ? `${version}.0` : String(version);
  return typeof version === 'string' ? version : undefined;
}

function kindOf(root: JsonObject): string {
  for (const [key, name] of others) if (Object.hasOwn(root, key)) return name;
  const info = member(root, 'info');
  if (isObject(info) && (Object.hasOwn(info, '_postman_id') || String(member(info, 'schema')).includes('postman'))) {
    return 'a Postman collection';
  }
  const data = member(root, 'data');
  if (isObject(data) && Object.hasOwn(data, '__schema')) return 'a GraphQL introspection result';
  if (Object.hasOwn(root, 'log') && Object.keys(root).length === 1) return 'a HAR file';
  const keys = Object.keys(root).slice(0, 5);
  return keys.length === 0
    ? 'an empty object'
    : `an object with ${keys.map(shown).join(', ')} and no "openapi" or "swagger"`;
}

function unknown(met: string, where: string): UnknownFormatError {
  return new UnknownFormatError(`The document is no API description that is known: it is ${met}.`, {
    where,
    hint: SUPPORTED,
  });
}

function shown(value: unknown): string {
  return JSON.stringify(typeof value === 'string' ? value.slice(0, 60) : value) ?? String(value);
}
