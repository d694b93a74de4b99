import { mayBe } from '../value-shape.ts';
import type { ValueShape } from '../value-shape.ts';
import { textsOf } from '../wire-pairs.ts';
import type { Pair } from '../wire-pairs.ts';
import { distinct } from './distinct.ts';
import { filledReadings, inForm } from './filled-readings.ts';
import { alternating, assignments } from './same-text.ts';
import { textReadings } from './text-readings.ts';

/** More items than this are read in one way only. */
const maxVaried = 12;

interface PairContext {
  readonly name: string;
  /** The members of an object stand under their own names, and the object's name nowhere. */
  readonly membersAlone: boolean;
}

/** Everything that some server may make of the pairs that stand for one query parameter, cookie or form field. */
export function* pairReadings(
  pairs: readonly Pair[],
  { name, membersAlone }: PairContext,
  shape: ValueShape,
): Generator {
  const texts = [...textsOf(pairs, name), ...textsOf(pairs, `${name}[]`)];
  const [first] = texts;
  if (first !== undefined) yield* textReadings(first, shape);
  if (texts.length > 1) {
    for (const text of new Set([texts.at(-1), texts.join(',')]))
      if (text !== undefined) yield* textReadings(text, shape);
  }
  if (texts.length > 0) yield* listReadings(texts, shape);
  if (membersAlone) yield* memberReadings(pairs, shape);
  const deep = bracketed(pairs, name);
  if (deep !== undefined) yield* deepReadings(deep, shape);
  // Of several texts one may be read as a scalar, but not as a list: servers that expect a list read them all.
  if (texts.length === 1) yield* delimitedReadings(texts[0] ?? '', shape);
}

/** The same for a text that stands alone: a path segment or header. */
export function* aloneReadings(
  text: string,
  { name, style }: { readonly name: string; readonly style: string },
  shape: ValueShape,
): Generator {
  const stripped = text.replace(/^[.;]/, '');
  const named = stripped.startsWith(`${name}=`) ? stripped.slice(name.length + 1) : stripped;
  for (const candidate of new Set([text, stripped, named])) {
    yield* textReadings(candidate, shape);
    yield* delimitedReadings(candidate, shape);
  }
  if (style === 'label' || style === 'matrix') {
    const parts = stripped.split(style === 'label' ? '.' : ';');
    yield* listReadings(
      parts.map((part) => (part.startsWith(`${name}=`) ? part.slice(name.length + 1) : part)),
      shape,
    );
    const members = assignments(parts);
    if (members !== undefined) yield* memberReadings(members, shape);
  }
}

function* delimitedReadings(text: string, shape: ValueShape): Generator {
  if (!mayBe(shape, 'array') && !mayBe(shape, 'object')) return;
  for (const delimiter of [',', ' ', '|', '\t', ';']) {
    const parts = text.split(delimiter);
    if (delimiter !== ',' && parts.length === 1) continue;
    yield* listReadings(text === '' ? [] : parts, shape);
    const members = assignments(parts) ?? alternating(parts);
    if (members !== undefined) yield* memberReadings(members, shape);
  }
}

/** A list of texts, each item in its likeliest reading, and one at a time in its others; as a set too. */
function* listReadings(texts: readonly string[], shape: ValueShape): Generator {
  if (!mayBe(shape, 'array')) return;
  const readings = texts.map((text, index) => textReadings(text, shape.item(index)));
  const items = texts.map((text, index) => likeliest(text, readings[index] ?? [], shape.item(index)));
  yield texts;
  yield items;
  yield* asSet(texts);
  yield* asSet(items);
  if (texts.includes('')) {
    const filled = items.filter((_, index) => texts[index] !== '');
    yield filled;
    yield* asSet(filled);
  }
  if (shape.items.types?.has('array') === true) yield* nestedLists(texts, shape);
  if (texts.length > maxVaried) return;
  for (const [index, ofItem] of readings.entries()) {
    for (const reading of ofItem) if (reading !== items[index]) yield items.with(index, reading);
  }
}

/** Texts that are lists themselves (Swagger 2.0's nested `collectionFormat`). */
function* nestedLists(texts: readonly string[], shape: ValueShape): Generator {
  for (const delimiter of [',', ' ', '|', '\t']) {
    if (!texts.some((text) => text.includes(delimiter)) && delimiter !== ',') continue;
    yield texts.map((text, index) => {
      const { items } = shape.item(index);
      return text.split(delimiter).map((part) => likeliestOf(part, items));
    });
  }
}

/** What is left where a reader drops what is there twice. */
function* asSet(items: readonly unknown[]): Generator {
  const set = distinct(items);
  if (set.length < items.length) yield set;
}

/** The same for every list in a value. */
function withSets(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return distinct(value.map(withSets));
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withSets(member)]));
}

/** An object of texts, read in the same way. Of a name that stands twice the last counts. */
function* memberReadings(members: readonly Pair[], shape: ValueShape): Generator {
  if (!mayBe(shape, 'object')) return;
  const base = Object.fromEntries(members.map(([name, text]) => [name, likeliestOf(text, shape.property(name))]));
  yield Object.fromEntries(members);
  yield base;
  yield* filledReadings(base, shape, inForm);
  if (members.length > maxVaried) return;
  for (const [name, text] of members) {
    for (const reading of textReadings(text, shape.property(name))) yield { ...base, [name]: reading };
  }
}

/** The first tolerated reading of a type that the schema allows. */
function likeliest(text: string, readings: readonly unknown[], { types }: ValueShape): unknown {
  if (types === undefined) return text;
  for (const reading of readings) {
    if (typeof reading === 'number' && (types.has('number') || (types.has('integer') && Number.isInteger(reading))))
      return reading;
    if (typeof reading === 'boolean' && types.has('boolean')) return reading;
    if (
      typeof reading === 'object' &&
      types.has(reading === null ? 'null' : Array.isArray(reading) ? 'array' : 'object')
    )
      return reading;
  }
  return text;
}

function likeliestOf(text: string, shape: ValueShape): unknown {
  return likeliest(text, textReadings(text, shape), shape);
}

interface Tree {
  readonly [key: string]: string | Tree;
}

/** `name[a][b]=c` as a tree; `undefined` where no such pair is there. */
function bracketed(pairs: readonly Pair[], name: string): Tree | undefined {
  const tree = branch();
  let found = false;
  for (const [key, text] of pairs) {
    if (!key.startsWith(`${name}[`)) continue;
    found = true;
    plant(tree, key.slice(name.length).match(/(?<=\[)[^[\]]*(?=\])/g) ?? [''], text);
  }
  return found ? tree : undefined;
}

/** Without a prototype: a key may be called `__proto__`. */
function branch(): Record<string, string | Tree> {
  return Object.create(null) as Record<string, string | Tree>;
}

/** `[]` appends. */
function plant(tree: Record<string, string | Tree>, [first = '', ...rest]: readonly string[], text: string): void {
  const key = first === '' ? String(Object.keys(tree).length) : first;
  if (rest.length === 0) {
    tree[key] = text;
    return;
  }
  const inner = tree[key];
  const next = typeof inner === 'object' ? (inner as Record<string, string | Tree>) : branch();
  tree[key] = next;
  plant(next, rest, text);
}

/** The tree with its likeliest leaves, one leaf at a time in its other readings. Numbered branches are lists. */
function* deepReadings(tree: Tree, shape: ValueShape): Generator {
  const likely = grow(tree, shape, undefined);
  yield likely;
  yield withSets(likely);
  if (!Array.isArray(likely)) yield* filledReadings(likely as object, shape, inForm);
  for (const leaf of leaves(tree, shape, [])) {
    for (const reading of textReadings(leaf.text, leaf.shape)) yield grow(tree, shape, { path: leaf.path, reading });
  }
}

interface Leaf {
  readonly path: readonly string[];
  readonly text: string;
  readonly shape: ValueShape;
}

function leaves(tree: Tree, shape: ValueShape, path: readonly string[]): readonly Leaf[] {
  return Object.entries(tree).flatMap(([key, node]) => {
    const inner = isList(tree) ? shape.item(Number(key)) : shape.property(key);
    return typeof node === 'string'
      ? [{ path: [...path, key], text: node, shape: inner }]
      : leaves(node, inner, [...path, key]);
  });
}

function grow(
  tree: Tree,
  shape: ValueShape,
  change: { readonly path: readonly string[]; readonly reading: unknown } | undefined,
): unknown {
  const list = isList(tree);
  const entries = Object.entries(tree).map(([key, node]) => {
    const inner = list ? shape.item(Number(key)) : shape.property(key);
    const onPath = change !== undefined && change.path[0] === key;
    if (onPath && change.path.length === 1) return [key, change.reading] as const;
    const next = onPath ? { path: change.path.slice(1), reading: change.reading } : undefined;
    return [key, typeof node === 'string' ? likeliestOf(node, inner) : grow(node, inner, next)] as const;
  });
  return list ? entries.map(([, value]) => value) : Object.fromEntries(entries);
}

function isList(tree: Tree): boolean {
  const keys = Object.keys(tree);
  return keys.length > 0 && keys.every((key) => /^\d+$/.test(key));
}
