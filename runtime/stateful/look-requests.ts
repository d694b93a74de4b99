import type { OperationContext } from '../cases/operation-context.ts';
import type { ReadyCase } from '../cases/ready-case.ts';
import type { Operation, OperationEntry } from '../model/operation.ts';
import type { Phase } from '../model/phase.ts';
import type { SeedPath } from '../model/seed-path.ts';
import { type Binding, boundCase } from './bound-case.ts';
import type { DependencyGraph } from './dependency-graph.ts';
import type { Resource } from './resource-index.ts';
import { type Thing, type ThingId, thingKey } from './thing.ts';

/** A request that looks at something, and is no step of the sequence. */
export interface LookRequest {
  readonly entry: OperationEntry;
  readonly operation: Operation;
  readonly ready: ReadyCase;
}

/** What a step was about, and the requests that look at it. */
export interface Looks {
  /** The key of the thing that its path ends at, or that it made. */
  readonly thing: string | undefined;
  readonly read: LookRequest | undefined;
  /** Of the collection that the thing is in, or that a creation went to. */
  readonly list: LookRequest | undefined;
  /** Of the collection that the thing's parent is in. */
  readonly parents: LookRequest | undefined;
}

/** What it takes to make such requests. */
export interface LookSetting {
  readonly graph: DependencyGraph;
  readonly seed: number;
  readonly index: number;
  /** Whose requests they are. @default 'stateful' */
  readonly phase?: Phase;
  contextOf(entry: OperationEntry): OperationContext | undefined;
}

/** Below this the ids may belong to something else. */
const sure = 0.85;

/** How what a step was about can be looked at. `things` are those that its exchange shows. */
export function lookRequests(
  entry: OperationEntry,
  things: readonly Thing[],
  path: Paths,
  setting: LookSetting,
): Looks {
  const thing = subjectOf(entry, things, path, setting);
  const around = new Map<Resource, readonly ThingId[]>(path.map(({ resource, ids }) => [resource, ids]));
  for (let one = thing; one !== undefined; one = one.parent) around.set(one.resource, one.ids);
  const { graph } = setting;
  const collection = entry.method === 'POST' ? graph.resources.resources.find(isCollectionOf(entry)) : undefined;
  return {
    thing: thing && thingKey(thing),
    read: request(thing?.resource.onItem, around, setting),
    list: request((collection ?? thing?.resource)?.onCollection, around, setting),
    parents: request(thing?.parent?.resource.onCollection, around, setting),
  };
}

/** The things that a path leads through, the outermost first. */
export type Paths = readonly Pick<Thing, 'resource' | 'ids' | 'parent'>[];

type Subject = Pick<Thing, 'resource' | 'ids' | 'parent'>;

function isCollectionOf(entry: OperationEntry): (resource: Resource) => boolean {
  return ({ onCollection }) => onCollection.includes(entry);
}

/** What was made, where it is one thing; else what the path ends at, or stands below. */
function subjectOf(
  entry: OperationEntry,
  things: readonly Thing[],
  path: Paths,
  { graph }: LookSetting,
): Subject | undefined {
  if (!graph.resources.resources.some(isCollectionOf(entry))) return path.at(-1);
  const made = things.filter(
    ({ liveness, certainty, resource }) =>
      liveness === 'created' && certainty >= sure && isCollectionOf(entry)(resource),
  );
  return new Set(made.map(thingKey)).size === 1 ? made[0] : undefined;
}

function request(
  entries: readonly OperationEntry[] | undefined,
  around: ReadonlyMap<Resource, readonly ThingId[]>,
  { graph, contextOf, seed, index, phase = 'stateful' }: LookSetting,
): LookRequest | undefined {
  const entry = entries?.find(({ method }) => method === 'GET');
  const context = entry && contextOf(entry);
  if (entry === undefined || context === undefined) return undefined;
  const bindings: Binding[] = [];
  for (const { resource, parameter, position } of graph.resources.referencesOf(entry)) {
    const value = around.get(resource)?.[position];
    if (value === undefined) return undefined;
    const need = { operation: entry.label, in: 'path', name: parameter, path: [], required: true } as const;
    bindings.push({ need, value, source: { operation: entry.label, step: 0, place: '' } });
  }
  const seedPath: SeedPath = { seed, operation: entry.label, phase, index };
  const ready = boundCase(context, bindings, seedPath, { filling: 'plain', scenario: 'look' });
  return ready && { entry, operation: context.operation, ready };
}
