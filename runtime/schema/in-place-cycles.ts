import { ApiTestGenError } from '../errors.ts';
import type { LoweredSchema, RefHandle } from './lowered-schema.ts';

const done = new WeakSet<LoweredSchema>();
const cyclic = new WeakSet<LoweredSchema>();

/**
 * Whether judging a value by this schema asks for the same schema of the same value again: a base class whose `oneOf`
 * lists subclasses that each begin with `allOf: [base]`. The inner question is then taken as answered with yes.
 */
export function isCyclicInPlace(schema: LoweredSchema): boolean {
  if (!done.has(schema)) visit(schema, new Set());
  return cyclic.has(schema);
}

function visit(schema: LoweredSchema, path: Set<LoweredSchema>): void {
  if (done.has(schema)) return;
  if (path.has(schema)) {
    cyclic.add(schema);
    return;
  }
  path.add(schema);
  for (const child of inPlaceChildren(schema)) visit(child, path);
  const target = followed(schema['x-atg-ref']);
  if (target !== undefined) visit(target, path);
  path.delete(schema);
  done.add(schema);
}

/** A reference that is broken, or leads to a schema that is, is an error when a value gets there. */
function followed(handle: RefHandle | undefined): LoweredSchema | undefined {
  try {
    return handle?.();
  } catch (error) {
    if (ApiTestGenError.is(error)) return undefined;
    throw error;
  }
}

/** The subschemas for the same value. */
function inPlaceChildren(schema: LoweredSchema): readonly LoweredSchema[] {
  const children: LoweredSchema[] = [];
  if (schema.allOf !== undefined) children.push(...schema.allOf);
  if (schema.anyOf !== undefined) children.push(...schema.anyOf);
  if (schema.oneOf !== undefined) children.push(...schema.oneOf);
  if (schema.dependentSchemas !== undefined) children.push(...Object.values(schema.dependentSchemas));
  for (const child of [schema.not, schema.if, schema.then, schema.else]) if (child !== undefined) children.push(child);
  return children;
}
