import type { JsonPointer } from '../model/json.ts';
import { pointerTo, pointerTokens } from '../model/json.ts';
import type { Location } from '../model/location.ts';
import type { Dialect, ResolvedSchema, SchemaRef, SchemaScope } from '../model/schema-ref.ts';
import { UnresolvedRefError } from '../errors.ts';
import { isPlainObject } from './lowering-context.ts';

const HERE = 'schema://bare/';
const DATA = new Set(['enum', 'const', 'default', 'example', 'examples']);

/** A schema that stands on its own, or in a plain JSON document; `$id` and `$anchor` are known, other documents are not. */
export function bareSchema(schema: unknown, dialect?: Dialect, root: unknown = schema): SchemaRef {
  const pointer = schema === root ? ('' as JsonPointer) : (pointerOf(root, schema) ?? ('' as JsonPointer));
  const location = { file: '<schema>', pointer };
  return { schema, location, scope: bareScope(root, dialect ?? detectDialect(root)) };
}

/** The dialect that `$schema` names, else 2020-12. */
function detectDialect(schema: unknown): Dialect {
  const uri = isPlainObject(schema) && typeof schema['$schema'] === 'string' ? schema['$schema'] : '';
  const found = /json-schema\.org\/(?:draft-(0[467])\/|draft\/(2019-09|2020-12)\/)schema/.exec(uri);
  if (found?.[1] !== undefined) return `draft-${found[1]}` as Dialect;
  return (found?.[2] as Dialect | undefined) ?? '2020-12';
}

interface DocumentIndex {
  /** What stands at a URI, with or without fragment. */
  readonly targets: ReadonlyMap<string, ResolvedSchema>;
  /** The base URI of the schemas that have one of their own, by pointer. */
  readonly bases: ReadonlyMap<string, string>;
}

function bareScope(root: unknown, dialect: Dialect): SchemaScope {
  let index: DocumentIndex | undefined;
  return {
    dialect,
    resolve(ref, from) {
      index ??= indexDocument(root, dialect);
      const found = find(ref, from, index);
      if (found === undefined) {
        throw new UnresolvedRefError(ref, `${from.file}#${from.pointer}`, [...index.targets.keys()].map(shortName));
      }
      return found;
    },
  };
}

function shortName(uri: string): string {
  return uri.startsWith(HERE) ? uri.slice(HERE.length) : uri;
}

function indexDocument(root: unknown, dialect: Dialect): DocumentIndex {
  const targets = new Map<string, ResolvedSchema>();
  const bases = new Map<string, string>([['', HERE]]);
  targets.set(HERE, { schema: root, location: place('') });
  const old = dialect === 'draft-04' || dialect === 'draft-06' || dialect === 'draft-07';
  const visit = (node: unknown, pointer: string, outer: string): void => {
    if (typeof node !== 'object' || node === null) return;
    const base = Array.isArray(node) ? outer : identify(node as Readonly<Record<string, unknown>>, pointer, outer);
    for (const [key, child] of Object.entries(node)) if (!DATA.has(key)) visit(child, pointerTo(pointer, key), base);
  };
  const identify = (node: Readonly<Record<string, unknown>>, pointer: string, outer: string): string => {
    const id = node[dialect === 'draft-04' ? 'id' : '$id'];
    let base = outer;
    if (typeof id === 'string' && !(old && typeof node['$ref'] === 'string')) {
      const uri = absolute(id, outer);
      if (id.startsWith('#')) targets.set(uri, { schema: node, location: place(pointer) });
      else {
        base = uri.replace(/#$/, '');
        targets.set(base, { schema: node, location: place(pointer) });
        bases.set(pointer, base);
      }
    }
    for (const keyword of ['$anchor', '$dynamicAnchor']) {
      const anchor = node[keyword];
      if (typeof anchor === 'string') targets.set(`${base}#${anchor}`, { schema: node, location: place(pointer) });
    }
    return base;
  };
  visit(root, '', HERE);
  return { targets, bases };
}

function place(pointer: string): Location {
  return { file: '<schema>', pointer: pointer as JsonPointer };
}

function absolute(ref: string, base: string): string {
  try {
    return new URL(ref, base).href;
  } catch {
    return ref;
  }
}

function find(ref: string, from: Location, { targets, bases }: DocumentIndex): ResolvedSchema | undefined {
  let pointer: string = from.pointer;
  while (!bases.has(pointer)) pointer = pointer.slice(0, pointer.lastIndexOf('/'));
  const uri = absolute(ref, bases.get(pointer) ?? HERE);
  const exact = targets.get(uri) ?? targets.get(uri.replace(/#$/, ''));
  if (exact !== undefined) return exact;
  const hash = uri.indexOf('#');
  const resource = targets.get(hash === -1 ? uri : uri.slice(0, hash));
  if (resource === undefined || hash === -1) return undefined;
  return descend(resource, decodeURIComponent(uri.slice(hash + 1)));
}

function descend(resource: ResolvedSchema, fragment: string): ResolvedSchema | undefined {
  if (!fragment.startsWith('/')) return undefined;
  let node: unknown = resource.schema;
  for (const token of pointerTokens(fragment)) {
    if (typeof node !== 'object' || node === null || !Object.hasOwn(node, token)) return undefined;
    node = (node as Readonly<Record<string, unknown>>)[token];
  }
  return { schema: node, location: place(resource.location.pointer + fragment) };
}

function pointerOf(root: unknown, wanted: unknown, pointer: JsonPointer = '' as JsonPointer): JsonPointer | undefined {
  if (root === wanted) return pointer;
  if (typeof root !== 'object' || root === null) return undefined;
  for (const [key, child] of Object.entries(root)) {
    const found = pointerOf(child, wanted, pointerTo(pointer, key));
    if (found !== undefined) return found;
  }
  return undefined;
}
