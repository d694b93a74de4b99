import type { TextProfile } from '../../arbitraries/text-profile.ts';
import { ApiTestGenError } from '../../errors.ts';
import type { Location } from '../../model/location.ts';
import { ARRAY, NUMBER, OBJECT, STRING } from '../../schema/canonical/value-types.ts';
import { compilePattern } from '../../schema/compile-pattern.ts';
import type { LoweredSchema } from '../../schema/lowered-schema.ts';
import { documentKeyword, ORIGIN } from '../../schema/lowered-schema.ts';
import { canBreak, subjectOf } from './keyword-subjects.ts';

/** More schemas than these, the nearest first, are not looked at in one part of a request. */
const MOST_PLACES = 300;
/** Nor what stands deeper in a value. */
const DEPTH = 6;

/** What there is to know of the keywords of a schema; each has a bit, by its place in the list. Shared by all schemas with the same ones. */
interface KeywordSet {
  /** As the document has them. */
  readonly keywords: readonly string[];
  /** Those that can be broken for certain. */
  readonly breakable: number;
  /** Those that a value of some type is asked by. */
  readonly asked: Readonly<Record<'any' | 'number' | 'string' | 'array' | 'object', number>>;
}

/** One schema of a document. */
export interface KeywordPlace {
  readonly location: Location;
  readonly set: KeywordSet;
  /** A regular expression that nothing can be decided by. */
  readonly undecided?: string;
}

/** The schemas that values of one part of a request may meet. */
export interface KeywordPlaces {
  readonly root: LoweredSchema;
  readonly places: readonly KeywordPlace[];
  readonly indexOf: ReadonlyMap<LoweredSchema, number>;
}

/** Finds the places of schemas. What it gives is small and shared where operations share schemas; the lowered schemas themselves are not kept. */
export type FindPlaces = (schema: LoweredSchema, profile: TextProfile) => KeywordPlaces;

export function createFindPlaces(): FindPlaces {
  const found = { any: new WeakMap<LoweredSchema, KeywordPlaces>(), text: new WeakMap<LoweredSchema, KeywordPlaces>() };
  const shared: Shared = { sets: new Map(), places: new Map(), lists: new Map() };
  return (schema, profile) => {
    const root = followAlone(schema);
    const known = found[profile === 'any' ? 'any' : 'text'];
    let places = known.get(root);
    if (places === undefined) known.set(root, (places = findPlaces(root, profile, shared)));
    return places;
  };
}

interface Shared {
  readonly sets: Map<string, KeywordSet>;
  /** By location and profile. */
  readonly places: Map<string, KeywordPlace | undefined>;
  /** By the location of the first schema and profile. */
  readonly lists: Map<string, readonly KeywordPlace[]>;
}

function followAlone(schema: LoweredSchema): LoweredSchema {
  let current = schema;
  for (let steps = 0; steps < 20; steps += 1) {
    const handle = current['x-atg-ref'];
    if (handle === undefined || Object.keys(current).length > 1) break;
    current = handle();
  }
  return current;
}

function findPlaces(root: LoweredSchema, profile: TextProfile, shared: Shared): KeywordPlaces {
  const places: KeywordPlace[] = [];
  const indexOf = new Map<LoweredSchema, number>();
  const indices = new Map<KeywordPlace, number>();
  for (const node of nearestFirst(root)) {
    if (places.length >= MOST_PLACES) break;
    const place = node[ORIGIN].synthetic ? undefined : sharedPlace(node, profile, shared);
    if (place === undefined) continue;
    // One schema of the document may have been lowered twice.
    const index = indices.get(place) ?? places.push(place) - 1;
    indices.set(place, index);
    indexOf.set(node, index);
  }
  const key = keyOf(root, profile);
  const known = shared.lists.get(key);
  if (known !== undefined && known.length === places.length && known.every((place, index) => place === places[index])) {
    return { root, places: known, indexOf };
  }
  shared.lists.set(key, places);
  return { root, places, indexOf };
}

function keyOf(node: LoweredSchema, profile: TextProfile): string {
  const { file, pointer } = node[ORIGIN].ref.location;
  return `${profile === 'any' ? 'any' : 'text'} ${file}#${pointer}`;
}

function* nearestFirst(root: LoweredSchema): Generator<LoweredSchema> {
  const seen = new Set<LoweredSchema>([root]);
  const isNew = (node: LoweredSchema): boolean => seen.size !== seen.add(node).size;
  let open: LoweredSchema[] = [root];
  for (let depth = 0; depth <= DEPTH; depth += 1) {
    const next: LoweredSchema[] = [];
    // Grows while it is walked through: what is said of the same value stands at the same depth.
    for (const node of open) {
      yield node;
      open.push(...sameValue(node).filter(isNew));
      next.push(...partsOf(node).filter(isNew));
    }
    open = next;
  }
}

function sharedPlace(node: LoweredSchema, profile: TextProfile, { sets, places }: Shared): KeywordPlace | undefined {
  const key = keyOf(node, profile);
  const known = places.get(key);
  if (known !== undefined || places.has(key)) return known;
  const set = setOf(node, profile);
  const setKey = JSON.stringify(set);
  const sharedSet = sets.get(setKey) ?? set;
  sets.set(setKey, sharedSet);
  const undecided = undecidedPattern(node);
  const { location } = node[ORIGIN].ref;
  const place =
    set.keywords.length === 0
      ? undefined
      : { location, set: sharedSet, ...(undecided === undefined ? {} : { undecided }) };
  places.set(key, place);
  return place;
}

function undecidedPattern({ pattern }: LoweredSchema): string | undefined {
  return pattern === undefined || compilePattern(pattern).unsupported === undefined ? undefined : pattern;
}

function setOf(node: LoweredSchema, profile: TextProfile): KeywordSet {
  const keywords: string[] = [];
  const asked = { any: 0, number: 0, string: 0, array: 0, object: 0 };
  let breakable = 0;
  for (const keyword of Object.keys(node)) {
    const subject = subjectOf(node, keyword);
    // A list of bits has room for 31; no schema has more.
    if (subject === 0 || keywords.length >= 31) continue;
    const bit = 1 << keywords.length;
    keywords.push(documentKeyword(keyword));
    if (canBreak(node, keyword, profile)) breakable |= bit;
    if ((subject & ~(NUMBER | STRING | ARRAY | OBJECT)) !== 0) asked.any |= bit;
    if ((subject & NUMBER) !== 0) asked.number |= bit;
    if ((subject & STRING) !== 0) asked.string |= bit;
    if ((subject & ARRAY) !== 0) asked.array |= bit;
    if ((subject & OBJECT) !== 0) asked.object |= bit;
  }
  return { keywords, breakable, asked };
}

/** The schemas that hold for the same value where one does, or where it takes one of its branches. */
function sameValue(node: LoweredSchema): readonly LoweredSchema[] {
  const children: LoweredSchema[] = [];
  for (const list of [node.allOf, node.anyOf, node.oneOf]) if (list !== undefined) children.push(...list);
  for (const child of [node.then, node.else]) if (child !== undefined) children.push(child);
  if (node.dependentSchemas !== undefined) children.push(...Object.values(node.dependentSchemas));
  const target = targetOf(node);
  if (target !== undefined) children.push(target);
  return children;
}

function targetOf(node: LoweredSchema): LoweredSchema | undefined {
  try {
    return node['x-atg-ref']?.();
  } catch (error) {
    if (ApiTestGenError.is(error)) return undefined;
    throw error;
  }
}

/** The schemas of members and items. */
function partsOf(node: LoweredSchema): readonly LoweredSchema[] {
  const { properties = {}, patternProperties = {}, additionalProperties, prefixItems = [], items } = node;
  const children = [...Object.values(properties), ...Object.values(patternProperties), ...prefixItems];
  for (const child of [additionalProperties, items]) if (typeof child === 'object') children.push(child);
  return children.filter((child) => child['x-atg-hidden'] !== true && child['x-atg-false'] !== true);
}
