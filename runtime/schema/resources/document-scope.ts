import type { JsonPointer } from '../../model/json.ts';
import { pointerTokens } from '../../model/json.ts';
import type { Location } from '../../model/location.ts';
import type { Dialect, ResolvedSchema, SchemaScope } from '../../model/schema-ref.ts';
import { UnresolvedRefError } from '../../errors.ts';
import { absoluteUri, splitUri } from './absolute-uri.ts';
import { namedDialect } from './dialect-of.ts';
import { indexDocument } from './index-document.ts';
import { metaSchema } from './meta-schemas.ts';
import type { Resource } from './resource.ts';

/** The name in messages of a document that came without a URI, and its base URI. */
export const FILE = '<schema>';
const HERE = 'schema://bare/';

/** The documents that schemas may refer to, and what has been found in those that were read. */
interface Library {
  readonly root: unknown;
  readonly documents: Readonly<Record<string, unknown>>;
  /** How documents are read that do not say so themselves. */
  readonly dialect: Dialect;
  rootScope: SchemaScope | undefined;
  readonly read: Set<string>;
  readonly targets: Map<string, ResolvedSchema>;
  /** By `file#pointer`. */
  readonly resources: Map<string, Resource>;
}

/**
 * The scope of a document that came without a URI. Its references lead into that document, to others by their URIs (absolute,
 * without fragment), and to the meta-schemas of the drafts. Each document is searched for identifiers when a reference first leads to it.
 */
export function documentScope(
  root: unknown,
  dialect: Dialect | undefined,
  documents: Readonly<Record<string, unknown>>,
): SchemaScope {
  const named = namedDialect(root, (uri) => documentAt({ root, documents }, uri));
  const library: Library = {
    root,
    documents,
    dialect: dialect ?? named.dialect ?? '2020-12',
    rootScope: undefined,
    read: new Set(),
    targets: new Map(),
    resources: new Map(),
  };
  const place = placeOf({ file: FILE, pointer: '' as JsonPointer });
  return (library.rootScope = createScope(library, library.dialect, named.vocabularies, place));
}

function documentAt({ root, documents }: Pick<Library, 'root' | 'documents'>, uri: string): unknown {
  if (uri === HERE) return root;
  return Object.hasOwn(documents, uri) ? documents[uri] : metaSchema(uri);
}

const WITH_DYNAMIC_ANCHORS: ReadonlySet<Dialect> = new Set(['2019-09', '2020-12', 'openapi-3.1']);

function createScope(
  library: Library,
  dialect: Dialect,
  vocabularies: ReadonlySet<string> | undefined,
  place: string,
): SchemaScope {
  const scope: SchemaScope = {
    dialect,
    vocabularies,
    get dynamicAnchors() {
      if (!WITH_DYNAMIC_ANCHORS.has(dialect)) return undefined;
      read(library, HERE);
      const anchors = library.resources.get(place)?.dynamicAnchors;
      return anchors === undefined || anchors.size === 0 ? undefined : anchors;
    },
    resolve(ref, from) {
      read(library, HERE);
      return resolve(library, ref, from);
    },
    scopeAt(location) {
      read(library, HERE);
      return resourceAt(library, location)?.scope ?? scope;
    },
  };
  return scope;
}

/** Searches a document for identifiers. False where that was done before, or where there is none. */
function read(library: Library, uri: string): boolean {
  if (library.read.has(uri)) return false;
  library.read.add(uri);
  const schema = documentAt(library, uri);
  if (schema === undefined) return false;
  indexDocument(
    { schema, uri, file: uri === HERE ? FILE : uri },
    {
      add(known, target) {
        if (!library.targets.has(known)) library.targets.set(known, target);
      },
      addResource(resource) {
        library.resources.set(placeOf(resource.location), resource);
      },
      createScope(raw, location, outer) {
        if (uri === HERE && outer === undefined && library.rootScope !== undefined) return library.rootScope;
        const { dialect, vocabularies } = namedDialect(raw, (other) => documentAt(library, other));
        const inherited = dialect === undefined ? outer?.vocabularies : undefined;
        const own = dialect ?? outer?.dialect ?? library.dialect;
        return createScope(library, own, vocabularies ?? inherited, placeOf(location));
      },
    },
  );
  return true;
}

function placeOf({ file, pointer }: Location): string {
  return `${file}#${pointer}`;
}

/** The resource that a place belongs to. */
function resourceAt({ resources }: Library, { file, pointer }: Location): Resource | undefined {
  for (let at: string = pointer; ; at = at.slice(0, at.lastIndexOf('/'))) {
    const resource = resources.get(`${file}#${at}`);
    if (resource !== undefined || at === '') return resource;
  }
}

function resolve(library: Library, ref: string, from: Location): ResolvedSchema {
  const uri = absoluteUri(ref, resourceAt(library, from)?.uri ?? HERE);
  const found =
    lookUp(library, uri) ??
    (read(library, splitUri(uri).base) ? lookUp(library, uri) : undefined) ??
    lookUpEverywhere(library, uri);
  if (found !== undefined) return found;
  const known = [...library.targets.keys()].map((name) => (name.startsWith(HERE) ? name.slice(HERE.length) : name));
  throw new UnresolvedRefError(ref, `${from.file}#${from.pointer}`, known);
}

/** A document may hold a resource whose URI is not the one that the document is known by. */
function lookUpEverywhere(library: Library, uri: string): ResolvedSchema | undefined {
  let more = false;
  for (const other of Object.keys(library.documents)) more = read(library, other) || more;
  return more ? lookUp(library, uri) : undefined;
}

function lookUp(library: Library, uri: string): ResolvedSchema | undefined {
  const { base, fragment } = splitUri(uri);
  if (fragment === undefined) return library.targets.get(base);
  const anchored = library.targets.get(uri);
  if (anchored !== undefined) return anchored;
  const resource = library.targets.get(base);
  const found = resource && descend(resource, decoded(fragment));
  if (found === undefined) return undefined;
  const scope = resourceAt(library, found.location)?.scope;
  return scope === undefined ? found : { ...found, scope };
}

function descend({ schema, location }: ResolvedSchema, path: string): ResolvedSchema | undefined {
  if (!path.startsWith('/')) return undefined;
  let node = schema;
  for (const token of pointerTokens(path)) {
    if (typeof node !== 'object' || node === null || !Object.hasOwn(node, token)) return undefined;
    node = (node as Readonly<Record<string, unknown>>)[token];
  }
  return { schema: node, location: { file: location.file, pointer: `${location.pointer}${path}` as JsonPointer } };
}

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}
