import { pointerTo, type JsonPointer } from '../model/json.ts';
import type { Location } from '../model/location.ts';
import type { SchemaRef } from '../model/schema-ref.ts';
import { objectShape, type ObjectShape } from './object-shape.ts';

/** Fields of one object that no schema for it names. */
export interface UndocumentedFields {
  readonly valuePointer: JsonPointer;
  readonly names: readonly string[];
  /** The schema that would have to name them. */
  readonly location: Location;
}

/** Nobody documents more levels than this. */
const maxDepth = 64;

/**
 * The fields of a value that its schema does not name. Where several schemas apply to an object, also as alternatives, what one of them names is named.
 * An object is left out where one of them says what else it may have (`additionalProperties` and the like), or names nothing at all.
 */
export function findUndocumented(schema: SchemaRef, value: unknown): readonly UndocumentedFields[] {
  const search: Search = { found: [], shapes: new Map() };
  visit([schema], value, '' as JsonPointer, 0, search);
  return search.found;
}

interface Search {
  readonly found: UndocumentedFields[];
  /** By the schema as it stands in the document: a list's items share theirs. */
  readonly shapes: Map<unknown, ObjectShape>;
}

function visit(
  schemas: readonly SchemaRef[],
  value: unknown,
  pointer: JsonPointer,
  depth: number,
  search: Search,
): void {
  const [first] = schemas;
  if (first === undefined || typeof value !== 'object' || value === null || depth > maxDepth) return;
  const shapes = schemas.map((schema) => shapeOf(schema, search));
  if (Array.isArray(value)) {
    value.forEach((item: unknown, index) => {
      const items = shapes.flatMap((shape) => shape.items(index));
      visit(items, item, pointerTo(pointer, index), depth + 1, search);
    });
    return;
  }
  const names = Object.keys(value).filter((name) => shapes.every((shape) => !shape.names(name)));
  if (names.length > 0 && !shapes.some(isOpen))
    search.found.push({ valuePointer: pointer, names, location: shapes[0]?.location ?? first.location });
  for (const [name, member] of Object.entries(value)) {
    const members = shapes.flatMap((shape) => shape.member(name));
    visit(members, member, pointerTo(pointer, name), depth + 1, search);
  }
}

function shapeOf(schema: SchemaRef, { shapes }: Search): ObjectShape {
  const known = shapes.get(schema.schema);
  if (known !== undefined) return known;
  const made = objectShape(schema);
  shapes.set(schema.schema, made);
  return made;
}

function isOpen({ open, isNameless }: ObjectShape): boolean {
  return open || isNameless;
}
