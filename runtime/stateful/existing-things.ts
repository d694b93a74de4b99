import type { Random } from 'fast-check';
import { randomFor } from '../cases/random-for.ts';
import { operationLabel, type OperationEntry } from '../model/operation.ts';
import type { SeedPath } from '../model/seed-path.ts';
import type { Binding } from './bound-case.ts';
import type { DependencyGraph, NeedWithProducers } from './dependency-graph.ts';
import type { Resource } from './resource-index.ts';
import type { ResourcePool } from './resource-pool.ts';
import { type Thing, thingKey } from './thing.ts';

/** The things that requests of one operation can be sent to. */
export interface ExistingThings {
  /** How many different things its whole path can be led to. */
  readonly count: number;
  /** The values for the case of a seed path: always the same ones. */
  choose(seedPath: SeedPath): readonly Binding[];
}

/** Of a kind so many are used. */
const maxAlternatives = 24;
/** Below this it is not sure enough that the ids are those of such a thing. */
const minCertainty = 0.3;
/** A foreign key is filled from this on: else some other value of the thing may be meant. */
const minKeyScore = 0.5;
/** Percentage of cases in which a foreign key names a thing that exists. */
const keyShare = 60;

/**
 * What the pool has for an operation; `undefined` where that is nothing. What changes or deletes is led to things alone that this run made, and what deletes leaves
 * one of each kind in each place.
 */
export function existingThings(
  entry: OperationEntry,
  graph: DependencyGraph,
  pool: ResourcePool,
): ExistingThings | undefined {
  const needs = graph.needsOf(entry);
  const things = innermostThings(entry, graph, pool);
  const keys = needs.flatMap((need) => foreignKey(need, graph, pool));
  if (things.length === 0 && keys.length === 0) return undefined;
  return {
    count: things[0]?.resource === graph.resources.referencesOf(entry).at(-1)?.resource ? things.length : 0,
    choose(seedPath) {
      const random = randomFor({ ...seedPath, operation: operationLabel('existing', entry.label) });
      const thing = things.length === 0 ? undefined : things[random.nextInt(0, things.length - 1)];
      const path = thing === undefined ? [] : pathBindings(entry, thing, needs, graph);
      const chosen = keys.filter(() => random.nextInt(0, 99) < keyShare).map((key) => bindKey(key, random));
      return [...path, ...chosen];
    },
  };
}

function isSafe({ method }: OperationEntry): boolean {
  return method === 'GET' || method === 'HEAD' || method === 'QUERY' || method === 'OPTIONS';
}

/** Things of the last kind on the path that the pool has any of. */
function innermostThings(entry: OperationEntry, graph: DependencyGraph, pool: ResourcePool): readonly Thing[] {
  const onPath = [...new Set(graph.resources.referencesOf(entry).map(({ resource }) => resource))].reverse();
  for (const resource of onPath) {
    const known = pool.of(resource, { onlyOwn: !isSafe(entry) }).filter(({ certainty }) => certainty >= minCertainty);
    const things = entry.method === 'DELETE' ? withoutKept(known, resource.onItem.includes(entry), pool) : known;
    if (things.length > 0) return things.slice(0, maxAlternatives);
    // What would be deleted in the place of a thing must not be what is around it.
    if (entry.method === 'DELETE') return [];
  }
  return [];
}

/** Without the one of each place that was made last; and, where it is the thing itself that goes, without what has things in it: those go with it. */
function withoutKept(things: readonly Thing[], isItem: boolean, pool: ResourcePool): readonly Thing[] {
  const places = new Set<string>();
  return things.filter((thing) => {
    const place = thing.parent === undefined ? '' : thingKey(thing.parent);
    const isFirst = !places.has(place);
    places.add(place);
    return !isFirst && !(isItem && pool.holdsLiving(thing));
  });
}

function pathBindings(
  entry: OperationEntry,
  innermost: Thing,
  needs: readonly NeedWithProducers[],
  graph: DependencyGraph,
): readonly Binding[] {
  const chain = new Map<Resource, Thing>();
  for (let one: Thing | undefined = innermost; one !== undefined; one = one.parent) chain.set(one.resource, one);
  return graph.resources.referencesOf(entry).flatMap(({ parameter, resource, position }): readonly Binding[] => {
    const thing = chain.get(resource);
    const need = needs.find((one) => one.need.in === 'path' && one.need.name === parameter)?.need;
    const value = thing?.ids[position];
    return thing === undefined || need === undefined || value === undefined
      ? []
      : [{ need, value, source: thing.source }];
  });
}

interface ForeignKey {
  readonly need: NeedWithProducers['need'];
  readonly things: readonly Thing[];
}

function foreignKey(
  { need, resource: shape, edges }: NeedWithProducers,
  graph: DependencyGraph,
  pool: ResourcePool,
): readonly ForeignKey[] {
  if ((need.in !== 'query' && need.in !== 'body') || (edges[0]?.score ?? 0) < minKeyScore) return [];
  const resource = shape === undefined ? undefined : graph.resources.byShape(shape);
  const things = resource === undefined ? [] : pool.of(resource).filter(({ certainty }) => certainty >= minCertainty);
  return things.length === 0 ? [] : [{ need, things: things.slice(0, maxAlternatives) }];
}

function bindKey({ need, things }: ForeignKey, random: Random): Binding {
  const thing = things[random.nextInt(0, things.length - 1)] as Thing; // `foreignKey` gives none without things
  return { need, value: thing.ids.at(-1), source: thing.source };
}
