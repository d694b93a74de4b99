import { pointerTokens } from '../model/json.ts';
import type { SchemaRef } from '../model/schema-ref.ts';
import { valueShape } from '../requests/value-shape.ts';
import type { Entity, FieldType, PathStep } from './entity.ts';
import { nameWords, nounOf, singular } from './name-words.ts';

/** How deep lists, wrappers and references are followed: `{ data: { items: [ { owner: { id } } ] } }`. */
const maxDepth = 5;
/** Objects with more members than this are read this far: what is needed of a thing stands among its first. */
const maxFields = 200;

/** Members that only hold what the body is about. */
const wrappers: ReadonlySet<string> = new Set(
  'data item result value content record entry row element member document doc list hit page payload response body object resource embedded output node edge'.split(
    ' ',
  ),
);

/** Bodies of some documents unfold into thousands of objects; the first ones, outermost first, are what they are about. */
const maxEntities = 48;

/**
 * The objects that a body of this schema can hold, the outer ones first. With `subjects`, what hangs on things is not looked into: an order's
 * customer is seen, the customer's address is not.
 */
export function schemaEntities(schema: SchemaRef, depth: 'all' | 'subjects'): readonly Entity[] {
  return entitiesOf(valueShape(schema), depth);
}

/** What is read of a schema, or of a value, to find the objects in it. */
export interface BodyShape {
  /** The same for a schema that comes again inside itself. */
  readonly pointer: string;
  readonly types: ReadonlySet<string> | undefined;
  readonly formats: readonly string[];
  readonly members: readonly unknown[];
  readonly declared: ReadonlySet<string>;
  readonly items: BodyShape;
  property(name: string): BodyShape;
}

/** The objects in a body of this shape, as `schemaEntities`. */
export function entitiesOf(shape: BodyShape, depth: 'all' | 'subjects'): readonly Entity[] {
  const entities: Entity[] = [];
  const root: Open = {
    shape,
    place: { path: [], noun: undefined, isSubject: true },
    above: new Set(),
  };
  const queue = [root];
  // The loop also visits what is added meanwhile.
  for (const open of queue) {
    if (entities.length >= maxEntities) break;
    const opened = openUp(open);
    if (opened === undefined) continue;
    entities.push(opened.entity);
    if (depth === 'all' || opened.entity.isSubject) queue.push(...opened.inner);
  }
  return entities;
}

/** Members that hold a part of what a thing itself says (Kubernetes, JSON:API). */
const parts: ReadonlySet<string> = new Set(['metadata', 'attributes', 'properties']);

type Place = Pick<Entity, 'path' | 'noun' | 'isSubject'>;

/** A part of a schema that is still to be looked into. */
interface Open {
  readonly shape: BodyShape;
  readonly place: Place;
  /** The schemas it stands in: a thing that holds others of its kind is described once. */
  readonly above: ReadonlySet<string>;
}

function openUp({
  shape,
  place,
  above,
}: Open): { readonly entity: Entity; readonly inner: readonly Open[] } | undefined {
  if (place.path.length > maxDepth) return undefined;
  if (shape.types?.has('array') === true) {
    const each: PathStep = { kind: 'each' };
    return openUp({ shape: shape.items, place: { ...place, path: [...place.path, each] }, above });
  }
  const { pointer } = shape;
  const names = [...shape.declared].slice(0, maxFields);
  if (above.has(pointer) || names.length === 0) return undefined;
  const members = names.map((name) => ({ name, member: shape.property(name) }));
  // What is one of a few texts is no id.
  const open = members.filter(({ member }) => member.members.length === 0);
  const fields = new Map<string, FieldType>(
    open.map(({ name, member }) => [name, { types: member.types, format: member.formats[0] }]),
  );
  const within = new Set([...above, pointer]);
  const structures = members.filter(({ member }) => isStructure(member));
  const around = { siblings: structures.length, hasId: hasId(fields) };
  return {
    entity: { ...place, schemaName: schemaName(pointer), fields },
    inner: structures.map(({ name, member }) => ({
      shape: member,
      place: placeOf(name, member, place, around),
      above: within,
    })),
  };
}

function placeOf(
  name: string,
  member: BodyShape,
  outer: Place,
  { siblings, hasId: outerHasId }: { readonly siblings: number; readonly hasId: boolean },
): Place {
  const words = nameWords(name);
  const step: PathStep = { kind: 'member', name };
  const isWrapper = wrappers.has(words.map(singular).join(' '));
  // `{ users: […], total: 3 }`: one structure in an object that is no thing itself is what the body is about.
  const holdsSubject =
    outer.isSubject && !outerHasId && (isWrapper || siblings === 1 || member.types?.has('array') === true);
  const isPart = outer.isSubject && parts.has(name.toLowerCase());
  const noun = isWrapper || isPart ? outer.noun : nounOf(words);
  return { path: [...outer.path, step], noun, isSubject: holdsSubject || isPart };
}

function isStructure(shape: BodyShape): boolean {
  const { types } = shape;
  if (types?.has('array') === true) return true;
  return types?.has('object') !== false && shape.declared.size > 0;
}

/** A thing of its own has an id; what only holds things has none. */
function hasId(fields: ReadonlyMap<string, unknown>): boolean {
  return [...fields.keys()].some((name) => /^(?:_?[a-z]?id|uuid|guid)$/iu.test(name));
}

function schemaName(pointer: string): string | undefined {
  const tokens = pointerTokens(pointer);
  const isComponent =
    tokens[0] === 'components' ? tokens.length === 3 : tokens.length === 2 && tokens[0] === 'definitions';
  return isComponent ? nameWords(tokens.at(-1) ?? '').join(' ') : undefined;
}
