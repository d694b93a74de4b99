import type { OperationLabel } from '../model/operation.ts';
import type { Resource } from './resource-index.ts';

/** What a thing is called by in a path. Integers beyond 2^53 are `bigint`. */
export type ThingId = string | number | bigint;

/**
 * `created`: a request of this run made it; `seen`: an answer showed it; `deleted`: a request of this run removed it with success; `doomed`: its removal was
 * accepted (202) and may still be under way.
 */
export type Liveness = 'created' | 'seen' | 'deleted' | 'doomed';

/** Where a thing was met. */
export interface ThingSource {
  readonly operation: OperationLabel;
  /** Which exchange of the sequence, from 0; negative where it was none of a sequence. */
  readonly step: number;
  /** As in a runtime expression: `response.body#/data/0/id`. */
  readonly place: string;
}

/** One thing that the server has, had, or is thought to have. */
export interface Thing {
  readonly resource: Resource;
  /** One for each of the resource's own parameters. */
  readonly ids: readonly ThingId[];
  /** The thing that its path leads through, where it was met on that path. */
  readonly parent: Thing | undefined;
  readonly source: ThingSource;
  /** The identity that made it, or that was shown it; absent for the default one. */
  readonly owner: string | undefined;
  readonly liveness: Liveness;
  /** How sure it is that the ids are its own, from 0 to 1. */
  readonly certainty: number;
}

/** The same for the same thing, however it was met. */
export function thingKey({ resource, ids, parent }: Pick<Thing, 'resource' | 'ids' | 'parent'>): string {
  const own = `${resource.shape} ${ids.map((id) => encodeURIComponent(String(id))).join(' ')}`;
  return parent === undefined ? own : `${thingKey(parent)} > ${own}`;
}
