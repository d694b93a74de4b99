import type { Operation, Parameter } from '../model/operation.ts';
import { valueShape, type ValueShape } from '../requests/value-shape.ts';
import type { BodyEntities } from './body-entities.ts';
import type { Need } from './dependency-edge.ts';
import type { Entity, FieldType } from './entity.ts';
import { nameWords, nounOf } from './name-words.ts';
import { depthOf, type Resource, type ResourceIndex } from './resource-index.ts';
import { typeFit, type Wanted, withoutIdWord } from './score-field.ts';

/** A value that a request needs, and the thing that it names. */
export interface ResolvedNeed {
  readonly need: Need;
  readonly resource: Resource;
  readonly wanted: Wanted;
  /** How sure it is that this thing is meant. */
  readonly certainty: number;
}

const noType: FieldType = { types: undefined, format: undefined };

/** What an operation needs of things that exist: its path's parameters, and foreign keys in its query and body. */
export function needsOf(
  operation: Operation,
  index: ResourceIndex,
  bodyEntities: BodyEntities,
): readonly ResolvedNeed[] {
  const entities = bodyEntities(operation.body?.contents ?? [], 'all');
  return [...pathNeeds(operation, index), ...queryNeeds(operation, index), ...bodyNeeds(operation, index, entities)];
}

function pathNeeds(operation: Operation, index: ResourceIndex): readonly ResolvedNeed[] {
  return index.referencesOf(operation).map(({ parameter: name, resource, position }) => {
    const parameter = operation.parameters.find((one) => one.in === 'path' && one.name === name);
    const words = nameWords(name);
    const isLast = position === resource.ownParameters.length - 1;
    // Of `{owner}/{repo}` under /repos only the last is a repo.
    const noun = isLast ? resource.noun : nounOf(withoutIdWord(words) ?? words);
    return {
      need: { operation: operation.label, in: 'path', name, path: [], required: true },
      resource,
      wanted: {
        names: [words],
        noun,
        position,
        isOfAnother: !isLast,
        isMember: resource.lookUpOf !== undefined,
        type: typeOf(parameter),
      },
      certainty: 1,
    };
  });
}

function queryNeeds(operation: Operation, index: ResourceIndex): readonly ResolvedNeed[] {
  return operation.parameters.flatMap((parameter) => {
    const { name, in: location, required } = parameter;
    if (location === 'path' || location === 'querystring') return [];
    const shape = valueShape(parameter.schema);
    if (shape.members.length > 0) return [];
    const found = foreignKey(name, elementType(shape), operation, index);
    if (found === undefined) return [];
    return [{ ...found, need: { operation: operation.label, in: location, name, path: [], required } }];
  });
}

function bodyNeeds(operation: Operation, index: ResourceIndex, entities: readonly Entity[]): readonly ResolvedNeed[] {
  return entities.flatMap((entity) =>
    Array.from(entity.fields).flatMap(([name, type]) => {
      const path = [...entity.path, { kind: 'member', name } as const];
      // `customer: { id }` names a customer; the body's own `id` names what is made.
      const isNested = entity.noun !== undefined && plainNames.has(name.toLowerCase());
      const key = isNested ? `${entity.noun} id` : name;
      const found = foreignKey(key, type, operation, index);
      if (found === undefined || (!isNested && plainNames.has(name.toLowerCase()))) return [];
      return [{ ...found, need: { operation: operation.label, in: 'body', name: '', path, required: false } as const }];
    }),
  );
}

const plainNames: ReadonlySet<string> = new Set(['id', 'uuid', 'guid', '_id']);

/** How sure a name is that ends in `id`, that loses its first words to fit, and that is the bare noun. */
const certainties = { id: 0.9, shortened: 0.7, noun: 0.55 };

function foreignKey(
  name: string,
  type: FieldType,
  operation: Operation,
  index: ResourceIndex,
): Omit<ResolvedNeed, 'need'> | undefined {
  if (typeFit(noType, type) === 0) return undefined;
  const words = nameWords(name);
  const stem = keyStem(words);
  const isKey = stem !== undefined;
  if (!isKey && !couldBeId(type)) return undefined;
  const nouns = stem ?? words;
  for (let start = 0; start < nouns.length; start += 1) {
    // `shippingAddressId` names an address; `shippingAddress` may be the address itself.
    if (start > 0 && !isKey) return undefined;
    const noun = nounOf(nouns.slice(start));
    const resource = closest(index.byNoun(noun), operation);
    if (resource === undefined) continue;
    const certainty = start > 0 ? certainties.shortened : isKey ? certainties.id : certainties.noun;
    return {
      resource,
      wanted: {
        names: [[...nouns.slice(start), 'id'], words],
        noun,
        position: resource.ownParameters.length - 1,
        isOfAnother: false,
        type,
      },
      certainty,
    };
  }
  return undefined;
}

const keyWords: ReadonlySet<string> = new Set(['id', 'ids', 'uuid', 'uuids', 'guid', 'identifier', 'ref']);

function keyStem(words: readonly string[]): readonly string[] | undefined {
  return words.length > 1 && keyWords.has(words.at(-1) ?? '') ? words.slice(0, -1) : undefined;
}

/** A bare noun may be anything of the thing: its name, its state. Only a text or an integer without a format can be its id. */
function couldBeId({ types, format }: FieldType): boolean {
  if (types === undefined || types.has('number')) return false;
  return (types.has('string') || types.has('integer')) && (format === undefined || format === 'uuid');
}

/** The thing whose path begins most as the operation's does, then the one with the shortest path. */
function closest(resources: readonly Resource[], { path }: Operation): Resource | undefined {
  if (resources.length < 2) return resources[0];
  const named = resources.filter(({ lookUpOf }) => lookUpOf === undefined);
  const own = path.replaceAll(/\{[^{}]*\}/gu, '{}').split('/');
  let best: Resource | undefined;
  let bestRank = Number.NEGATIVE_INFINITY;
  for (const resource of named.slice(0, maxNamesakes)) {
    const rank = sharedSegments(own, resource.shape) * 2 - depthOf(resource);
    if (rank > bestRank) [best, bestRank] = [resource, rank];
  }
  return best;
}

const maxNamesakes = 50;

function sharedSegments(own: readonly string[], shape: string): number {
  const other = shape.split('/');
  let count = 0;
  while (count < other.length && own[count] === other[count]) count += 1;
  return count;
}

function typeOf(parameter: Parameter | undefined): FieldType {
  return parameter === undefined ? noType : elementType(valueShape(parameter.schema));
}

/** Of a list's items: `?ids=1,2` needs the ids of things. */
function elementType(shape: ValueShape): FieldType {
  const one = shape.types?.has('array') === true ? shape.items : shape;
  return { types: one.types, format: one.formats[0] };
}
