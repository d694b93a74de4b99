import type { Dialect } from '../../model/schema-ref.ts';
import { isPlainObject } from '../lowering-context.ts';

const SINGLES = new Set([
  'additionalItems', 'additionalProperties', 'contains', 'contentSchema', 'else', 'if', 'items', 'not', 'propertyNames', 'then',
  'unevaluatedItems', 'unevaluatedProperties',
]); // prettier-ignore
const LISTS = new Set(['allOf', 'anyOf', 'oneOf', 'prefixItems', 'items']);
const MAPS = new Set(['$defs', 'definitions', 'dependencies', 'dependentSchemas', 'patternProperties', 'properties']);
const DATA = new Set(['enum', 'const', 'default', 'example', 'examples']);

/** A value below a schema, and the tokens that lead to it. */
export type Below = readonly [tokens: readonly (string | number)[], value: unknown];

/**
 * The subschemas of a schema: only what stands there can have an identifier. Documents of OpenAPI have schemas everywhere, so there all
 * that is no example counts.
 */
export function subschemas(node: unknown, dialect: Dialect): readonly Below[] {
  if (dialect.startsWith('openapi')) return everything(node);
  if (!isPlainObject(node)) return [];
  const found: Below[] = [];
  for (const [keyword, value] of Object.entries(node)) {
    if (Array.isArray(value)) {
      if (LISTS.has(keyword)) value.forEach((child: unknown, index) => found.push([[keyword, index], child]));
    } else if (isPlainObject(value)) {
      if (SINGLES.has(keyword)) found.push([[keyword], value]);
      else if (MAPS.has(keyword)) {
        for (const [name, child] of Object.entries(value)) found.push([[keyword, name], child]);
      }
    }
  }
  return found;
}

function everything(node: unknown): readonly Below[] {
  if (Array.isArray(node)) return node.map((child: unknown, index) => [[index], child]);
  if (!isPlainObject(node)) return [];
  return Object.entries(node)
    .filter(([key]) => !DATA.has(key))
    .map(([key, child]) => [[key], child]);
}
