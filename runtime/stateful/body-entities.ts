import type { MediaTypeContent } from '../model/operation.ts';
import type { SchemaRef } from '../model/schema-ref.ts';
import { isJsonMediaType } from '../requests/media-type.ts';
import { boundedCache } from '../schema/bounded-cache.ts';
import type { Entity } from './entity.ts';
import { schemaEntities } from './schema-entities.ts';

/** The objects that the JSON among these contents can hold, the outer ones first; see `schemaEntities`. */
export type BodyEntities = (contents: readonly MediaTypeContent[], depth: 'all' | 'subjects') => readonly Entity[];

const kept = 500;

/** Reads each schema of the components once, however many operations have it as their body. */
export function createBodyEntities(): BodyEntities {
  const known = boundedCache<string, readonly Entity[]>(kept);
  return (contents, depth) => {
    const schema = contents.find(
      (content) => content.schema !== undefined && isJsonMediaType(content.mediaType),
    )?.schema;
    if (schema === undefined) return [];
    const ref = refOf(schema);
    if (ref === undefined) return schemaEntities(schema, depth);
    const key = `${depth} ${schema.location.file} ${ref}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const found = schemaEntities(schema, depth);
    known.set(key, found);
    return found;
  };
}

/** Of a schema that is a reference alone. */
function refOf({ schema }: SchemaRef): string | undefined {
  if (typeof schema !== 'object' || schema === null) return undefined;
  const [only, ...others] = Object.entries(schema);
  return only?.[0] === '$ref' && typeof only[1] === 'string' && others.length === 0 ? only[1] : undefined;
}
