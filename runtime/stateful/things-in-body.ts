import type { Entity, FieldType } from './entity.ts';
import { valuesAt } from './entity.ts';
import { nameWords, nounOf } from './name-words.ts';
import { findValues, type FoundValue } from './produced-values.ts';
import type { Resource } from './resource-index.ts';
import { entitiesOf } from './schema-entities.ts';
import { type Wanted, withoutIdWord } from './score-field.ts';
import type { ThingId } from './thing.ts';
import { shapeOfValue } from './value-body-shape.ts';

const anyType: FieldType = { types: undefined, format: undefined };

/** Things of a kind in a body: their ids, and where the first of those stands. */
export interface FoundThing {
  readonly ids: readonly ThingId[];
  readonly place: string;
  /** How much the member looks like the id, from 0 to 1. */
  readonly score: number;
}

/** Of a list this many are enough to work with. */
const maxThings = 20;

/** The things of a kind that a JSON body shows, in its order. Empty where no member looks like their id. */
export function thingsInBody(body: unknown, resource: Resource): readonly FoundThing[] {
  const [best] = valuesIn(body, resource, resource.ownParameters.length - 1);
  if (best?.origin.kind !== 'body') return [];
  // The object that the id stands in: of a list each one.
  const path = best.origin.path.slice(0, -1);
  const things: FoundThing[] = [];
  for (const [index, object] of valuesAt(body, path).slice(0, maxThings).entries()) {
    const ids = resource.ownParameters.map((_, position) => idIn(object, resource, position));
    if (!ids.every((id) => id !== undefined)) continue;
    things.push({ ids, place: showPlace(best.origin.path, index), score: best.score });
  }
  return things;
}

function wantedFor({ ownParameters, noun, lookUpOf }: Resource, position: number): Wanted {
  const words = nameWords(ownParameters[position] ?? '');
  const isOfAnother = position < ownParameters.length - 1;
  return {
    names: [words],
    noun: isOfAnother ? nounOf(withoutIdWord(words) ?? words) : noun,
    position,
    isOfAnother,
    isMember: lookUpOf !== undefined,
    type: anyType,
  };
}

function idIn(object: unknown, resource: Resource, position: number): ThingId | undefined {
  for (const { origin } of valuesIn(object, resource, position)) {
    if (origin.kind !== 'body') continue;
    const [value] = valuesAt(object, origin.path);
    if (isId(value)) return value;
  }
  return undefined;
}

/** Bodies of one operation look alike: where an id stands hangs on that alone, and is worked out once. */
const known = new WeakMap<Resource, Map<string, readonly FoundValue[]>>();
const maxKnown = 200;

function valuesIn(value: unknown, resource: Resource, position: number): readonly FoundValue[] {
  const key = `${position} ${outlineOf(value, maxDepth)}`;
  let places = known.get(resource);
  if (places === undefined) known.set(resource, (places = new Map<string, readonly FoundValue[]>()));
  const before = places.get(key);
  if (before !== undefined) return before;
  const found = findValues(wantedFor(resource, position), entitiesOf(shapeOfValue(value), 'subjects'));
  if (places.size >= maxKnown) places.clear();
  places.set(key, found);
  return found;
}

/** No id is looked for any deeper. */
const maxDepth = 8;

/** The same for values that look the same to `shapeOfValue`: members and types, of a list those of the first item. */
function outlineOf(value: unknown, depth: number): string {
  if (value === null || value === undefined) return 'n';
  if (typeof value !== 'object') return typeof value === 'number' && !Number.isInteger(value) ? 'f' : typeof value;
  if (depth === 0) return 'o';
  if (Array.isArray(value)) return `[${outlineOf(value[0], depth - 1)}]`;
  let text = '{';
  for (const name in value)
    text += `${name.length}:${name}${outlineOf((value as Readonly<Record<string, unknown>>)[name], depth - 1)}`;
  return `${text}}`;
}

function isId(value: unknown): value is ThingId {
  if (typeof value === 'string') return value !== '' && value.length <= 512;
  return typeof value === 'bigint' || (typeof value === 'number' && Number.isFinite(value));
}

function showPlace(path: Entity['path'], index: number): string {
  const tokens = path.map((step) =>
    step.kind === 'each' ? String(index) : step.name.replaceAll('~', '~0').replaceAll('/', '~1'),
  );
  return `response.body#${tokens.map((token) => `/${token}`).join('')}`;
}
