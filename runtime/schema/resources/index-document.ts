import type { JsonPointer } from '../../model/json.ts';
import { pointerTo } from '../../model/json.ts';
import type { Location } from '../../model/location.ts';
import type { Dialect, ResolvedSchema, SchemaScope } from '../../model/schema-ref.ts';
import { isPlainObject } from '../lowering-context.ts';
import { absoluteUri, splitUri } from './absolute-uri.ts';
import type { Resource } from './resource.ts';
import { subschemas } from './subschemas.ts';

type Raw = Readonly<Record<string, unknown>>;

/** A schema document, and the URI it is known by. */
export interface SchemaDocument {
  readonly schema: unknown;
  readonly uri: string;
  /** Its name in locations. */
  readonly file: string;
}

/** Takes what an index finds. */
export interface Register {
  /** What stands at a URI. The first that is told stays. */
  add(uri: string, target: ResolvedSchema): void;
  addResource(resource: Resource): void;
  /** The scope of a new resource, within another one or at the root of a document. */
  createScope(raw: Raw, location: Location, outer: SchemaScope | undefined): SchemaScope;
}

/** Finds all identifiers of a document: `$id` (`id` in draft 4), `$anchor`, `$dynamicAnchor` and `$recursiveAnchor`. */
export function indexDocument(document: SchemaDocument, register: Register): void {
  const pending: (readonly [node: unknown, pointer: JsonPointer, outer: Resource | undefined])[] = [
    [document.schema, '' as JsonPointer, undefined],
  ];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const [node, pointer, outer] = next;
    const resource = identify(node, { file: document.file, pointer }, outer ?? document.uri, register);
    for (const [tokens, child] of subschemas(node, resource.scope.dialect)) {
      if (typeof child === 'object' && child !== null) pending.push([child, pointerTo(pointer, ...tokens), resource]);
    }
  }
}

/** Notes the identifiers of one schema. Gives the resource that it belongs to; `outer` is the URI at the root of a document. */
function identify(node: unknown, location: Location, outer: Resource | string, register: Register): Resource {
  const raw: Raw = isPlainObject(node) ? node : {};
  const around = typeof outer === 'string' ? undefined : outer;
  const created =
    around === undefined || typeof raw['$id'] === 'string' || typeof raw['id'] === 'string'
      ? register.createScope(raw, location, around?.scope)
      : undefined;
  const base = around?.uri ?? (outer as string);
  const id = identifier(raw, (created ?? around?.scope)?.dialect, around?.scope.dialect);
  const own = id === undefined ? undefined : splitUri(absoluteUri(id, base));
  let resource = around;
  if (created !== undefined && (around === undefined || (own !== undefined && own.fragment === undefined))) {
    const uri = own === undefined || own.fragment !== undefined ? base : own.base;
    resource = { uri, location, scope: created, dynamicAnchors: new Map() };
    register.addResource(resource);
    for (const known of new Set([uri, base])) {
      if (known === uri || around === undefined) register.add(known, { schema: node, location, scope: created });
    }
  }
  const owner = resource as Resource; // of a root there is always one
  const target: ResolvedSchema = { schema: node, location, scope: owner.scope };
  if (own?.fragment !== undefined) register.add(`${own.base}#${own.fragment}`, target);
  addAnchors(raw, target, owner, register);
  return owner;
}

/** `$id`; nothing where a `$ref` beside it makes the dialect ignore it. */
function identifier(raw: Raw, own: Dialect | undefined, outer: Dialect | undefined): string | undefined {
  const id = raw[own === 'draft-04' ? 'id' : '$id'];
  const alone = (outer ?? own)?.startsWith('draft-') === true;
  return typeof id === 'string' && !(alone && typeof raw['$ref'] === 'string') ? id : undefined;
}

function addAnchors(raw: Raw, target: ResolvedSchema, owner: Resource, register: Register): void {
  const { $anchor, $dynamicAnchor, $recursiveAnchor } = raw;
  if (typeof $anchor === 'string') register.add(`${owner.uri}#${$anchor}`, target);
  if (typeof $dynamicAnchor === 'string') {
    register.add(`${owner.uri}#${$dynamicAnchor}`, target);
    owner.dynamicAnchors.set($dynamicAnchor, target);
  }
  if ($recursiveAnchor === true && target.location.pointer === owner.location.pointer) {
    owner.dynamicAnchors.set('', target);
  }
}
