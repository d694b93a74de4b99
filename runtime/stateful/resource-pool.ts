import type { Resource } from './resource-index.ts';
import { type Thing, thingKey } from './thing.ts';

/** Of one kind so many are kept; what was only seen goes first. */
const maxOfAKind = 64;

/** The things that a sequence, or a run, knows of. What it gives depends on what was put in, and on the order of that, alone. */
export interface ResourcePool {
  /** Takes in what an exchange showed. */
  add(things: readonly Thing[]): void;
  /** Things of a kind, those made last first; made ones before ones that were only seen. */
  of(resource: Resource, wanted?: Wanted): readonly Thing[];
  /** As it is known now; `undefined` for what is not. */
  find(thing: Pick<Thing, 'resource' | 'ids' | 'parent'>): Thing | undefined;
  /** Whether something that is still there stands in a thing. */
  holdsLiving(thing: Thing): boolean;
  /** All that was made and not deleted, in the order it has to be deleted in: the last one first. */
  leftovers(): readonly Thing[];
}

interface Wanted {
  /** Under this thing. */
  readonly parent?: Thing | undefined;
  /** Made by this identity. */
  readonly owner?: string;
  /** Only what this run made: for what changes and deletes. */
  readonly onlyOwn?: boolean;
  /** Also what is gone. */
  readonly dead?: boolean;
}

export function createResourcePool(): ResourcePool {
  const kinds = new Map<Resource, Map<string, Thing>>();
  /** All that was made, in its order, as it is now. */
  const made = new Map<string, Thing>();

  const put = (thing: Thing): void => {
    const kind = kinds.get(thing.resource) ?? new Map<string, Thing>();
    kinds.set(thing.resource, kind);
    const key = thingKey(thing);
    const known = kind.get(key);
    const next = known === undefined ? thing : merged(known, thing);
    if (next.liveness === 'created' && known?.liveness !== 'created') {
      // What is made stands last.
      kind.delete(key);
      made.delete(key);
      made.set(key, next);
    } else if (made.has(key)) made.set(key, next);
    kind.set(key, next);
    if (thing.liveness === 'deleted') bury(next);
    if (kind.size > maxOfAKind) forgetOne(kind);
  };

  /** What is in a deleted thing is out of reach with it. */
  const bury = (thing: Thing): void => {
    const start = `${thingKey(thing)} > `;
    for (const [resource, kind] of kinds) {
      if (!isInside(resource, thing.resource)) continue;
      for (const [inner, one] of kind) {
        if (!inner.startsWith(start) || one.liveness === 'deleted') continue;
        const gone = { ...one, liveness: 'deleted' } as const;
        kind.set(inner, gone);
        if (made.has(inner)) made.set(inner, gone);
      }
    }
  };

  const find: ResourcePool['find'] = (thing) => kinds.get(thing.resource)?.get(thingKey(thing));

  return {
    find,
    add: (things) => {
      for (const thing of things) put(thing);
    },
    of(resource, wanted = {}) {
      const { parent, owner, onlyOwn = false, dead = false } = wanted;
      const all = [...(kinds.get(resource)?.values() ?? [])].reverse();
      const parentKey = parent === undefined ? undefined : thingKey(parent);
      const fitting = all.filter(
        (one) =>
          (dead || isLive(one)) &&
          (!onlyOwn || one.liveness === 'created' || (dead && made.has(thingKey(one)))) &&
          (owner === undefined || one.owner === owner) &&
          (parentKey === undefined || (one.parent !== undefined && thingKey(one.parent) === parentKey)),
      );
      return [...fitting.filter(isMade), ...fitting.filter((one) => !isMade(one))];
    },
    holdsLiving(thing) {
      const start = `${thingKey(thing)} > `;
      for (const [resource, kind] of kinds) {
        if (!isInside(resource, thing.resource)) continue;
        for (const [key, one] of kind) if (key.startsWith(start) && isLive(one)) return true;
      }
      return false;
    },
    leftovers: () => [...made.values()].filter(isMade).reverse(),
  };
}

function isInside(resource: Resource, outer: Resource): boolean {
  for (let one = resource.parent; one !== undefined; one = one.parent) if (one === outer) return true;
  return false;
}

function isLive({ liveness }: Thing): boolean {
  return liveness === 'created' || liveness === 'seen';
}

function isMade({ liveness }: Thing): boolean {
  return liveness === 'created';
}

/** What was made stays so when it is seen again, and what is deleted only comes back by being made again. */
function merged(known: Thing, next: Thing): Thing {
  if (next.liveness === 'created') {
    // The body of an answer says its id by itself, `Location` only within a path.
    const isSame = known.liveness === 'created' && known.source.step === next.source.step;
    return isSame ? { ...next, source: known.source } : next;
  }
  if (next.liveness !== 'seen') return { ...known, liveness: next.liveness };
  return known;
}

function forgetOne(kind: Map<string, Thing>): void {
  const seen = [...kind].find(([, { liveness }]) => liveness !== 'created') ?? [...kind][0];
  if (seen !== undefined) kind.delete(seen[0]);
}
