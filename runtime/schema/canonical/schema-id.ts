import type { LoweredSchema } from '../lowered-schema.ts';

const ids = new WeakMap<LoweredSchema, number>();
let nextId = 0;

/** A number that stands for a schema in keys of caches. It decides nothing, since it depends on what came before. */
export function schemaId(schema: LoweredSchema): number {
  let id = ids.get(schema);
  if (id === undefined) {
    id = nextId++;
    ids.set(schema, id);
  }
  return id;
}
