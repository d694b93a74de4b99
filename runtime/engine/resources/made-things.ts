import type { Case } from '../../model/case.ts';
import type { WireRequest, WireResponse } from '../../model/exchange.ts';
import { headerValue } from '../../model/exchange.ts';
import type { OperationEntry } from '../../model/operation.ts';
import { exchangeValues } from '../../stateful/evaluate-expression.ts';
import { pathOf } from '../../stateful/history-entry.ts';
import { pathSegments, shapeOf } from '../../stateful/path-template.ts';
import type { ResourceIndex } from '../../stateful/resource-index.ts';
import { type Liveness, type Thing, thingKey } from '../../stateful/thing.ts';
import { givesThings, thingsOfExchange } from '../../stateful/things-of-exchange.ts';
import type { WireRoute, WireRoutes } from './wire-routes.ts';

/**
 * The things that requests of this run made, whatever the requests were for: cases, the ones that make a failure smaller, probes. What is to be deleted at the end,
 * and what may be changed, is read from here.
 */
export interface MadeThings {
  /** Hears of every answer. */
  heard(request: WireRequest, response: WireResponse): void;
  /** Whether the innermost thing that a path leads through was made by this run; `undefined` where a path leads through none. */
  isOwn(target: string): boolean | undefined;
  /** The request that made a thing, where it can be sent again. */
  makerOf(thing: Pick<Thing, 'resource' | 'ids' | 'parent'>): Maker | undefined;
  /** What was made and is still there, in the order it has to be deleted in: the last one first. */
  leftovers(): readonly Thing[];
  /** How many were made. */
  count(): number;
  /** What became of things since it was last asked, in an order that does not hang on time. */
  takeChanges(): readonly Thing[];
}

/** A request that made a thing. */
export interface Maker extends WireRoute {
  /** Where in the answer the thing's id stood. */
  readonly place: string;
  readonly request: WireRequest;
  /** Who sent it, where several could. */
  readonly identity: string | undefined;
  readonly status: number;
}

export interface MadeThingsOptions {
  readonly routes: WireRoutes;
  index(): ResourceIndex;
  readonly origin: string;
  /** Whether an answer showed it before: then a 200 to a POST did not make it. */
  wasSeen(thing: Thing): boolean;
  /** The identity that sent a request; `undefined` for the only one. */
  ownerOf(request: WireRequest): string | undefined;
}

/** Below this it is not sure enough that the ids in an answer are those of what was made. */
const minCertainty = 0.5;
/** What is made beyond this is not followed. */
const maxThings = 20_000;
/** The requests of so many are kept, where their bodies are no longer than this. */
const maxMakers = 5_000;
const maxKeptBody = 16 * 1024;

export function createMadeThings(options: MadeThingsOptions): MadeThings {
  const { routes, index, origin } = options;
  const made = new Map<string, Thing>();
  const makers = new Map<string, Maker>();
  let changed = new Map<string, Thing>();
  let count = 0;

  const noteMade = (thing: Thing, status: number): void => {
    if (thing.certainty < minCertainty || made.size >= maxThings) return;
    const key = thingKey(thing);
    if (status === 200 && !made.has(key) && options.wasSeen(thing)) return;
    if (made.get(key)?.liveness !== 'created' && !isLookedUp(thing)) count += 1;
    // What is made again stands last.
    made.delete(key);
    made.set(key, thing);
    changed.set(key, thing);
  };
  const noteGone = (thing: Thing): void => {
    const key = thingKey(thing);
    const known = made.get(key);
    if (known !== undefined) made.set(key, { ...known, liveness: thing.liveness });
    changed.set(key, known === undefined ? thing : { ...known, liveness: thing.liveness });
  };
  const creation = (route: WireRoute, request: WireRequest, response: WireResponse): void => {
    const { entry, path } = route;
    if (!givesThings(entry, index()) && headerValue(response.headers, 'location') === undefined) return;
    const exchange = { case: caseOf(entry, path), request, response, durationMs: 0 };
    const setting = { entry, index: index(), step: outsideOfSequences, owner: options.ownerOf(request) };
    for (const thing of thingsOfExchange(exchangeValues(exchange, origin), setting)) {
      if (thing.liveness === 'created') {
        noteMade(thing, response.status);
        const isKept = makers.size < maxMakers && (request.body?.length ?? 0) <= maxKeptBody;
        if (isKept)
          makers.set(thingKey(thing), {
            ...route,
            place: thing.source.place,
            request,
            identity: setting.owner,
            status: response.status,
          });
      } else if (!changed.has(thingKey(thing))) changed.set(thingKey(thing), thing);
    }
  };
  const deletion = ({ entry, path }: WireRoute, owner: string | undefined, liveness: Liveness): void => {
    const thing = innermost(entry, path, index());
    // A DELETE below a thing, or of a collection, says nothing of the thing.
    if (thing === undefined || thing.resource.shape !== shapeOf(pathSegments(entry.path))) return;
    const source = { operation: entry.label, step: outsideOfSequences, place: 'request.path' };
    noteGone({ ...thing, source, owner, liveness, certainty: 1 });
  };

  /** What is in a deleted thing went with it. */
  const isBuried = ({ parent }: Thing): boolean =>
    parent !== undefined && (made.get(thingKey(parent))?.liveness === 'deleted' || isBuried(parent));
  const isLeft = (thing: Thing): boolean => thing.liveness === 'created' && !isLookedUp(thing) && !isBuried(thing);
  const nowOf = (thing: Thing): Thing => (isBuried(thing) ? { ...thing, liveness: 'deleted' } : thing);

  return {
    heard(request, response) {
      const { status } = response;
      if (status < 200 || status > 299) return;
      if (request.method === 'DELETE') {
        const route = routes.pathAt(request.target);
        if (route !== undefined) deletion(route, options.ownerOf(request), status === 202 ? 'doomed' : 'deleted');
      } else if (request.method === 'POST' || (request.method === 'PUT' && status === 201)) {
        const route = routes.operationAt(request.method, request.target);
        if (route !== undefined) creation(route, request, response);
      }
    },
    isOwn(target) {
      const route = routes.pathAt(target);
      if (route === undefined) return false;
      if (index().referencesOf(route.entry).length === 0) return undefined;
      const thing = innermost(route.entry, route.path, index());
      return thing !== undefined && made.has(thingKey(thing));
    },
    makerOf: (thing) => makers.get(thingKey(thing)),
    leftovers: () => [...made.values()].filter(isLeft).reverse(),
    count: () => count,
    takeChanges() {
      const taken = [...changed].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, thing]) => nowOf(thing));
      changed = new Map();
      return taken;
    },
  };
}

/** It is there under its own path, too. */
function isLookedUp({ resource }: Thing): boolean {
  return resource.lookUpOf !== undefined;
}

/** No exchange of a sequence. */
export const outsideOfSequences = -1;

const noValues = { query: {}, header: {}, cookie: {} };

/** As much of a case as a request on the wire tells. */
export function caseOf({ label }: OperationEntry, path: WireRoute['path']): Case {
  return {
    operation: label,
    phase: 'fuzzing',
    mode: 'positive',
    doubtful: true,
    scenario: undefined,
    seedPath: { seed: 0, operation: label, phase: 'fuzzing', index: 0 },
    inputs: {},
    values: { path, ...noValues },
    violations: [],
  };
}

function innermost(
  entry: OperationEntry,
  path: WireRoute['path'],
  index: ResourceIndex,
): Pick<Thing, 'resource' | 'ids' | 'parent'> | undefined {
  const names = new Set(index.referencesOf(entry).map(({ resource }) => resource));
  const things = pathOf(entry, { path, ...noValues }, index);
  return things.length === names.size ? things.at(-1) : undefined;
}
