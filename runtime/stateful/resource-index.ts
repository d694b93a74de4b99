import type { OperationEntry, OperationLabel } from '../model/operation.ts';
import { nameWords, nounOf } from './name-words.ts';
import { parameterNames, type PathSegment, pathSegments, shapeOf } from './path-template.ts';

/**
 * A kind of thing that has a path of its own: `/shops/{}/users/{}`. Its collection is the path before its last parameters, `/shops/{}/users`. Found in the
 * paths alone, so that a document of ten thousands of operations is indexed in a moment.
 */
export interface Resource {
  /** The path of one such thing, its parameters without names. */
  readonly shape: string;
  /** The noun of the last literal segment, in the singular: `user`; `''` where the path begins with a parameter. */
  readonly noun: string;
  /** The parameters that belong to the thing itself, as the first path names them: two in `/repos/{owner}/{repo}`. */
  readonly ownParameters: readonly string[];
  /** The things its path leads through, the nearest one. */
  readonly parent: Resource | undefined;
  /** Operations on the collection, on the thing, and below it (`/users/{}/activate`, `/users/{}/avatar`). */
  readonly onCollection: readonly OperationEntry[];
  readonly onItem: readonly OperationEntry[];
  readonly below: readonly OperationEntry[];
}

/** Which thing a path parameter of an operation belongs to. */
interface PathReference {
  readonly parameter: string;
  readonly resource: Resource;
  /** Its position among the resource's own parameters. */
  readonly position: number;
}

export interface ResourceIndex {
  readonly resources: readonly Resource[];
  /** The things whose path leads to an operation, the outermost first. */
  referencesOf(entry: OperationEntry): readonly PathReference[];
  /** By their noun, as in a foreign key; the ones with the shortest path first. */
  byNoun(noun: string): readonly Resource[];
  /** Operations whose path ends in this noun, in either number: `POST /user/repos` for `repo`. */
  endingIn(noun: string): readonly OperationEntry[];
  /** The thing whose path has this shape. */
  byShape(shape: string): Resource | undefined;
  entry(label: OperationLabel): OperationEntry | undefined;
  /** The things whose collection an operation's path is. */
  collectionsOf(entry: OperationEntry): readonly Resource[];
}

interface MutableResource extends Resource {
  readonly onCollection: OperationEntry[];
  readonly onItem: OperationEntry[];
  readonly below: OperationEntry[];
}

interface Route {
  readonly resources: readonly MutableResource[];
  readonly references: readonly PathReference[];
}

/** Finds the resources of a document in its paths. */
export function createResourceIndex(entries: readonly OperationEntry[]): ResourceIndex {
  const resources = new Map<string, MutableResource>();
  const routes = new Map<string, Route>();
  const endings = new Map<string, OperationEntry[]>();
  const labels = new Map<OperationLabel, OperationEntry>();
  const collections = new Map<string, OperationEntry[]>();
  for (const entry of entries) {
    labels.set(entry.label, entry);
    const segments = pathSegments(entry.path);
    let route = routes.get(entry.path);
    if (route === undefined) routes.set(entry.path, (route = routeOf(segments, resources)));
    const last = segments.at(-1);
    if (last?.kind === 'literal') {
      append(endings, nounOf(nameWords(last.text)), entry);
      append(collections, shapeOf(segments), entry);
    }
    const resource = route.resources.at(-1);
    if (resource === undefined) continue;
    if (resource.shape === shapeOf(segments)) resource.onItem.push(entry);
    else resource.below.push(entry);
  }
  const nouns = new Map<string, MutableResource[]>();
  const collected = new Map<OperationEntry, Resource[]>();
  for (const resource of resources.values()) {
    append(nouns, resource.noun, resource);
    for (const entry of collections.get(collectionShape(resource)) ?? []) {
      resource.onCollection.push(entry);
      append(collected, entry, resource);
    }
  }
  for (const sameNoun of nouns.values()) sameNoun.sort((a, b) => depthOf(a) - depthOf(b));
  return {
    resources: [...resources.values()],
    referencesOf: ({ path }) => routes.get(path)?.references ?? [],
    byNoun: (noun) => nouns.get(noun) ?? [],
    byShape: (shape) => resources.get(shape),
    endingIn: (noun) => endings.get(noun) ?? [],
    entry: (label) => labels.get(label),
    collectionsOf: (entry) => collected.get(entry) ?? [],
  };
}

function append<K, T>(lists: Map<K, T[]>, key: K, value: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

/** A run of parameters names one thing, as `{owner}/{repo}` does. */
function routeOf(segments: readonly PathSegment[], known: Map<string, MutableResource>): Route {
  const resources: MutableResource[] = [];
  const references: PathReference[] = [];
  let noun = '';
  let start = 0;
  while (start < segments.length) {
    const segment = segments[start];
    if (segment === undefined) break;
    if (segment.kind === 'literal') {
      noun = nounOf(nameWords(segment.text));
      start += 1;
      continue;
    }
    let end = start + 1;
    while (end < segments.length && segments[end]?.kind !== 'literal') end += 1;
    const names = parameterNames(segments.slice(start, end));
    const shape = shapeOf(segments.slice(0, end));
    let resource = known.get(shape);
    if (resource === undefined) {
      const lists = { onCollection: [], onItem: [], below: [] };
      resource = { shape, noun, ownParameters: names, parent: resources.at(-1), ...lists };
      known.set(shape, resource);
    }
    const found = resource;
    resources.push(found);
    names.forEach((parameter, position) => references.push({ parameter, resource: found, position }));
    start = end;
  }
  return { resources, references };
}

/** The path of the collection that a thing is in: its own without its parameters at the end. */
function collectionShape({ shape }: Resource): string {
  const segments = shape.split('/');
  while (segments.at(-1)?.includes('{}') === true) segments.pop();
  return segments.join('/');
}

export function depthOf({ shape }: Resource): number {
  return shape.split('/').length;
}
