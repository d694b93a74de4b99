import type { OperationEntry, OperationLabel } from '../model/operation.ts';
import { nameWords, nounOf } from './name-words.ts';
import { parameterNames, type PathSegment, pathSegments, shapeOf } from './path-template.ts';

/**
 * A kind of thing that has a path of its own: `/shops/{}/users/{}`. Its collection is the path before its last parameters, `/shops/{}/users`; that of
 * `/flows/name/{name}` is `/flows`. Found in the paths alone, so that a document of ten thousands of operations is indexed in a moment.
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
  /** Where a path looks things up by one of their members (`/flows/name/{name}` beside `/flows/{id}`), those things under their own path. */
  readonly lookUpOf: Resource | undefined;
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
  lookUpOf: Resource | undefined;
  /** The shape of the path of its collection. */
  readonly collection: string;
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
  const paths = pathsOf(entries);
  for (const entry of entries) {
    labels.set(entry.label, entry);
    const segments = pathSegments(entry.path);
    let route = routes.get(entry.path);
    if (route === undefined) routes.set(entry.path, (route = routeOf(segments, { known: resources, paths })));
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
    const own = resources.get(`${resource.collection}/{}`);
    if (own !== resource) resource.lookUpOf = own;
    for (const entry of collections.get(resource.collection) ?? []) {
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
function routeOf(
  segments: readonly PathSegment[],
  { known, paths }: { readonly known: Map<string, MutableResource>; readonly paths: Paths },
): Route {
  const resources: MutableResource[] = [];
  const references: PathReference[] = [];
  let start = 0;
  while (start < segments.length) {
    const segment = segments[start];
    if (segment === undefined) break;
    if (segment.kind === 'literal') {
      start += 1;
      continue;
    }
    let end = start + 1;
    while (end < segments.length && segments[end]?.kind !== 'literal') end += 1;
    const names = parameterNames(segments.slice(start, end));
    const shape = shapeOf(segments.slice(0, end));
    let resource = known.get(shape);
    if (resource === undefined) {
      const before = segments.slice(0, start);
      const collected = looksUp(before, names, paths) ? before.slice(0, -1) : before;
      resource = {
        shape,
        noun: nounBefore(collected),
        ownParameters: names,
        parent: resources.at(-1),
        lookUpOf: undefined,
        collection: shapeOf(collected),
        onCollection: [],
        onItem: [],
        below: [],
      };
      known.set(shape, resource);
    }
    const found = resource;
    resources.push(found);
    names.forEach((parameter, position) => references.push({ parameter, resource: found, position }));
    start = end;
  }
  return { resources, references };
}

function nounBefore(segments: readonly PathSegment[]): string {
  const last = segments.at(-1);
  return last?.kind === 'literal' ? nounOf(nameWords(last.text)) : '';
}

/** What the paths of a document tell together. */
interface Paths {
  readonly shapes: ReadonlySet<string>;
  /** What has a collection with items: `/users` and `/users/{id}`. */
  readonly collected: ReadonlySet<string>;
}

function pathsOf(entries: readonly OperationEntry[]): Paths {
  const shapes = new Map(
    entries.map(({ path }) => pathSegments(path)).map((segments) => [shapeOf(segments), segments]),
  );
  const collections = [...shapes].filter(([shape]) => shapes.has(`${shape}/{}`));
  return {
    shapes: new Set(shapes.keys()),
    collected: new Set(collections.map(([, segments]) => nounBefore(segments))),
  };
}

/**
 * Whether a parameter is a member of the things in the collection before: `/flows/name/{name}`, `/blocks/name/{block_name}`. Where the word before it is something of its own
 * (`/projects/labels`, or `/labels/{id}`) that is what it names.
 */
function looksUp(before: readonly PathSegment[], names: readonly string[], { shapes, collected }: Paths): boolean {
  const [name] = names;
  const [collection, member] = before.slice(-2);
  if (name === undefined || names.length > 1 || collection?.kind !== 'literal' || member?.kind !== 'literal')
    return false;
  const [words, memberWords] = [nameWords(name), nameWords(member.text)];
  const isNamed = words.slice(-memberWords.length).join(' ') === memberWords.join(' ');
  if (!isNamed || collected.has(nounOf(memberWords))) return false;
  const around = shapeOf(before.slice(0, -1));
  return shapes.has(around) && shapes.has(`${around}/{}`) && !shapes.has(shapeOf(before));
}

export function depthOf({ shape }: Resource): number {
  return shape.split('/').length;
}
