import type { CharSet, PatternNode } from './pattern-node.ts';
import { containsCodePoint, matchLengths } from './pattern-node.ts';
import type { Rng } from './plausible-characters.ts';

const MANY = 8;

/**
 * Texts that a regular expression probably matches, of about the wanted number of code points. Assertions inside the
 * expression are passed over, so every text has to be checked.
 */
export interface TreeSampler {
  /** Fewest and most code points of a match. */
  readonly lengths: readonly [number, number];
  sample(rng: Rng, length: number): string;
}

export function treeSampler(tree: PatternNode, carries: (codePoint: number) => boolean): TreeSampler {
  const looks = leadingLooks(tree);
  const characters = new Map<CharSet, readonly number[]>();
  const lengths = new Map<PatternNode, readonly [number, number]>();
  return {
    lengths: matchLengths(tree),
    sample(rng, length) {
      const writer: Writer = { rng, carries, characters, lengths, captures: new Map() };
      const core = write(tree, length, writer);
      return looks.length === 0 ? core : weave(core, looks, writer);
    },
  };
}

interface Writer {
  readonly lengths: Map<PatternNode, readonly [number, number]>;
  readonly rng: Rng;
  readonly carries: (codePoint: number) => boolean;
  readonly characters: Map<CharSet, readonly number[]>;
  readonly captures: Map<string, string>;
}

function lengthsOf(node: PatternNode, { lengths }: Writer): readonly [number, number] {
  let known = lengths.get(node);
  if (known === undefined) {
    known = matchLengths(node);
    lengths.set(node, known);
  }
  return known;
}

/** Positive lookaheads that the whole text has to satisfy, as in `^(?=.*\d)(?=.*[a-z]).{8,}$`. */
function leadingLooks(tree: PatternNode): readonly PatternNode[] {
  const items = tree.kind === 'sequence' ? tree.items : [tree];
  const looks: PatternNode[] = [];
  for (const item of items) {
    if (item.kind === 'look' && !item.behind && !item.negated) looks.push(item.item);
    else if (item.kind !== 'start' && item.kind !== 'look') break;
  }
  return looks;
}

/** Writes what each lookahead asks for over a part of the text. */
function weave(core: string, looks: readonly PatternNode[], writer: Writer): string {
  const chars = Array.from(core);
  for (const look of looks) {
    const wanted = Array.from(write(stripLeadingAny(look), matchLengths(look)[0], writer));
    if (wanted.length > chars.length) continue;
    const at = writer.rng.nextInt(0, chars.length - wanted.length);
    chars.splice(at, wanted.length, ...wanted);
  }
  return chars.join('');
}

function stripLeadingAny(node: PatternNode): PatternNode {
  if (node.kind !== 'sequence') return node;
  const start = node.items.findIndex(
    (item) => !(item.kind === 'repeat' && item.min === 0 && !Number.isFinite(item.max)),
  );
  return { kind: 'sequence', items: start === -1 ? [] : node.items.slice(start, start + 1) };
}

function write(node: PatternNode, length: number, writer: Writer): string {
  switch (node.kind) {
    case 'chars':
      return writeChar(node.set, writer);
    case 'group': {
      const text = write(node.item, length, writer);
      writer.captures.set(node.name, text);
      return text;
    }
    case 'backreference':
      return writer.captures.get(node.name) ?? '';
    case 'sequence':
      return writeSequence(node.items, length, writer);
    case 'choice': {
      const fitting = node.options.filter((option) => {
        const [low, high] = lengthsOf(option, writer);
        return low <= length && length <= high;
      });
      const options = fitting.length > 0 ? fitting : [shortest(node.options, writer)];
      return write(options[writer.rng.nextInt(0, options.length - 1)] as PatternNode, length, writer);
    }
    case 'repeat':
      return writeRepeat(node, length, writer);
    case 'start':
    case 'end':
    case 'boundary':
    case 'look':
      return '';
  }
}

function shortest(options: readonly PatternNode[], writer: Writer): PatternNode {
  return options.reduce((best, option) => (lengthsOf(option, writer)[0] < lengthsOf(best, writer)[0] ? option : best));
}

/** Gives each part its least and spreads the rest at random. */
function writeSequence(items: readonly PatternNode[], length: number, writer: Writer): string {
  const ranges = items.map((item) => lengthsOf(item, writer));
  const lengths = ranges.map(([low]) => low);
  let rest = length - lengths.reduce((sum, low) => sum + low, 0);
  const open = ranges.flatMap(([low, high], index) => (high > low ? [index] : []));
  while (rest > 0 && open.length > 0) {
    const slot = writer.rng.nextInt(0, open.length - 1);
    const index = open[slot] as number;
    const room = (ranges[index]?.[1] ?? 0) - (lengths[index] ?? 0);
    const most = Math.min(rest, room);
    const given = open.length === 1 ? most : writer.rng.nextInt(1, most);
    lengths[index] = (lengths[index] ?? 0) + given;
    rest -= given;
    if (given === room || open.length === 1) open.splice(slot, 1);
  }
  return items.map((item, index) => write(item, lengths[index] ?? 0, writer)).join('');
}

function writeRepeat(node: PatternNode & { readonly kind: 'repeat' }, length: number, writer: Writer): string {
  const [low, high] = lengthsOf(node.item, writer);
  if (high === 0) return '';
  const least = Math.max(node.min, Number.isFinite(high) ? Math.ceil(length / high) : length > 0 ? 1 : 0);
  const most = Math.min(node.max, low === 0 ? Math.max(least, node.min + MANY) : Math.floor(length / low));
  const rounds = most <= least ? Math.min(least, node.max) : writer.rng.nextInt(least, most);
  let text = '';
  let rest = length;
  for (let round = 0; round < rounds; round++) {
    const later = rounds - round - 1;
    const share = Math.max(low, Math.min(high, rest - later * low));
    const part = later === 0 ? share : writer.rng.nextInt(Math.max(low, Math.min(share, rest - later * high)), share);
    text += write(node.item, part, writer);
    rest -= part;
  }
  return text;
}

function writeChar(set: CharSet, { characters, carries, rng }: Writer): string {
  let list = characters.get(set);
  if (list === undefined) {
    list = candidatesOf(set, carries);
    characters.set(set, list);
  }
  const first = set.ranges[0]?.[0] ?? 0x61;
  return String.fromCodePoint(list[list.length === 0 ? 0 : rng.nextInt(0, list.length - 1)] ?? first);
}

/** The characters of a set that are used: visible ASCII, else blanks, else the set's first ones, else some of each plane. */
function candidatesOf(set: CharSet, carries: (codePoint: number) => boolean): readonly number[] {
  const fits = (codePoint: number): boolean => containsCodePoint(set, codePoint) && carries(codePoint);
  const from = (low: number, high: number): number[] => {
    const found: number[] = [];
    for (let codePoint = low; codePoint <= high && found.length < 200; codePoint++)
      if (fits(codePoint)) found.push(codePoint);
    return found;
  };
  const visible = from(0x21, 0x7e);
  if (visible.length > 0) return visible;
  const early = [...from(0x20, 0x20), ...from(9, 13)];
  if (early.length > 0) return early;
  const ranged = set.negated ? [] : set.ranges.flatMap(([low, high]) => from(low, Math.min(high, low + 300)));
  if (ranged.length > 0) return ranged;
  for (const [low, high] of [
    [0xa0, 0x3000],
    [0x3001, 0xffff],
    [0x10000, 0x1ffff],
    [0, 0x1f],
  ] as const) {
    // prettier-ignore
    const found = from(low, high);
    if (found.length > 0) return found;
  }
  return [];
}
