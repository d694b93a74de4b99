import { fixedRng } from '../../../../runtime/arbitraries/generate/draw.ts';
import type { Rng } from '../../../../runtime/schema/regex/plausible-characters.ts';

const ATOMS = ['a', 'b', 'c', '.', '[ab]', '[^a]', '\\w', 'a', 'b'];
const ASSERTIONS = ['^', '$', '\\b', '\\B'];
const QUANTIFIERS = ['', '', '', '*', '+', '?', '{2}', '{1,2}', '{2,}'];

/** A small random pattern over a, b and c with assertions of every kind, the same for the same seed. */
export function randomPattern(seed: number): string {
  const rng = fixedRng(seed);
  const body = choice(rng, 2);
  const start = rng.nextInt(0, 2) === 0 ? '^' : '';
  const end = rng.nextInt(0, 2) === 0 ? '$' : '';
  return `${start}${body}${end}`;
}

function choice(rng: Rng, depth: number): string {
  const options = Array.from({ length: rng.nextInt(1, depth > 0 ? 2 : 1) }, () => sequence(rng, depth));
  return options.join('|');
}

function sequence(rng: Rng, depth: number): string {
  return Array.from({ length: rng.nextInt(0, 3) }, () => item(rng, depth)).join('');
}

function item(rng: Rng, depth: number): string {
  const die = rng.nextInt(0, 11);
  if (die === 0) return pick(rng, ASSERTIONS);
  if (depth > 0 && die === 1) return `(?${pick(rng, ['=', '!'])}${choice(rng, depth - 1)})`;
  if (depth > 0 && die === 2)
    return `(?<${pick(rng, ['=', '!'])}${pick(rng, ['a', 'b|c', '^a', 'a[bc]*', 'ab', '^'])})`;
  const atom = depth > 0 && die < 6 ? `(?:${choice(rng, depth - 1)})` : pick(rng, ATOMS);
  return atom + pick(rng, QUANTIFIERS);
}

function pick<T>(rng: Rng, list: readonly T[]): T {
  return list[rng.nextInt(0, list.length - 1)] as T; // lists are never empty here
}
