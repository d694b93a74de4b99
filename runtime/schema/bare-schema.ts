import type { JsonPointer } from '../model/json.ts';
import { pointerTo } from '../model/json.ts';
import type { Dialect, SchemaRef } from '../model/schema-ref.ts';
import { documentScope, FILE } from './resources/document-scope.ts';

/**
 * A schema that stands on its own, or in a plain JSON document. References lead into that document, to the meta-schemas of the drafts, and
 * to other documents by their URIs (absolute, without fragment).
 */
export function bareSchema(
  schema: unknown,
  dialect?: Dialect,
  root: unknown = schema,
  documents: Readonly<Record<string, unknown>> = {},
): SchemaRef {
  const pointer = schema === root ? ('' as JsonPointer) : (pointerOf(root, schema) ?? ('' as JsonPointer));
  const location = { file: FILE, pointer };
  const scope = documentScope(root, dialect, documents);
  return { schema, location, scope: pointer === '' ? scope : (scope.scopeAt?.(location) ?? scope) };
}

function pointerOf(root: unknown, wanted: unknown, pointer: JsonPointer = '' as JsonPointer): JsonPointer | undefined {
  if (root === wanted) return pointer;
  if (typeof root !== 'object' || root === null) return undefined;
  for (const [key, child] of Object.entries(root)) {
    const found = pointerOf(child, wanted, pointerTo(pointer, key));
    if (found !== undefined) return found;
  }
  return undefined;
}
