import { nameWords } from '../name-words.ts';
import { pointerTokens } from '../../model/json.ts';
import type { RaceOutcome } from './race-answer.ts';

/** Numbers by their pointers, as one read showed them. */
export type Numbers = ReadonlyMap<string, number>;

/** A thing that was read while one request after the other was sent. */
export interface SerialReads {
  /** Twice before the first request: what changes then changes by itself, or by being read. */
  readonly before: readonly [Numbers, Numbers];
  /** After each request, with how that was answered. */
  readonly after: readonly { readonly outcome: RaceOutcome; readonly numbers: Numbers }[];
  /** Once more after the last one. */
  readonly again: Numbers;
}

/** A number that each accepted request changes by the same. */
export interface Counter {
  readonly pointer: string;
  readonly delta: number;
}

/** The numbers that accepted requests changed by the same each time, and refused ones not at all, in all of the serial runs. */
export function findCounters(runs: readonly SerialReads[]): readonly Counter[] {
  const [first, ...others] = runs;
  if (first === undefined) return [];
  return [...first.before[0].keys()].flatMap((pointer) => {
    const delta = deltaIn(first, pointer);
    const isCounter =
      delta !== undefined && !looksUncounted(pointer) && others.every((run) => deltaIn(run, pointer) === delta);
    return isCounter ? [{ pointer, delta }] : [];
  });
}

/** Times in milliseconds since 1970, and in seconds. */
function looksLikeTime(value: number): boolean {
  return value > 1e11 || (value > 1.2e9 && value < 2.6e9);
}

const uncounted: ReadonlySet<string> = new Set(
  'version revision rev seq sequence etag time date timestamp at on age ttl expires epoch view views visit visits hit hits read reads ms id lock'.split(
    ' ',
  ),
);

function looksUncounted(pointer: string): boolean {
  const name = pointerTokens(pointer.replace(/ \(length\)$/u, '')).at(-1) ?? '';
  return nameWords(name).some((word) => uncounted.has(word)) || /^_+v$/u.test(name);
}

/** So many accepted requests are enough to see what one of them does. */
const minAccepted = 2;

function deltaIn({ before, after, again }: SerialReads, pointer: string): number | undefined {
  const [start, twice] = before.map((numbers) => numbers.get(pointer));
  if (start === undefined || start !== twice || looksLikeTime(start)) return undefined;
  if (again.get(pointer) !== after.at(-1)?.numbers.get(pointer)) return undefined;
  const deltas = new Set<number>();
  let current = start;
  for (const { outcome, numbers } of after) {
    const next = numbers.get(pointer);
    if (next === undefined || (outcome !== 'accepted' && outcome !== 'refused')) return undefined;
    if (outcome === 'accepted') deltas.add(next - current);
    else if (next !== current) return undefined;
    current = next;
  }
  const accepted = after.filter(({ outcome }) => outcome === 'accepted').length;
  const [delta, ...more] = deltas;
  return accepted < minAccepted || delta === 0 || more.length > 0 ? undefined : delta;
}
