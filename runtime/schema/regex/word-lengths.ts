import type { Automaton } from './automaton.ts';

/** One way on from a state: where to, and by which classes. */
interface Edge {
  readonly target: number;
  readonly classes: readonly number[];
}

/** How long the accepted texts of an automaton are. Tables are made as far as they are asked for. */
export interface WordLengths {
  readonly edges: readonly (readonly Edge[])[];
  /** Whether there are accepted texts of any length whatever. */
  readonly infinite: boolean;
  /** Texts longer than this are not looked up but grown from shorter ones. */
  readonly horizon: number;
  /** Whether exactly `length` more characters can lead from the state to acceptance; `length` up to the horizon. */
  fits(state: number, length: number): boolean;
}

const TABLE_SIZE = 1_000_000;
const LONGEST = 100_000;

export function wordLengths(automaton: Automaton): WordLengths {
  const edges = edgesOf(automaton);
  const edgeCount = edges.reduce((sum, list) => sum + list.length, 0);
  const rows: Uint8Array[] = [automaton.accepting];
  const addRow = (): void => {
    const before = rows.at(-1) as Uint8Array; // never empty
    const row = new Uint8Array(automaton.states);
    for (const [state, list] of edges.entries()) if (list.some(({ target }) => before[target] === 1)) row[state] = 1;
    rows.push(row);
  };
  return {
    edges,
    infinite: hasCycle(edges),
    horizon: Math.min(LONGEST, Math.floor(TABLE_SIZE / (automaton.states + edgeCount + 1))),
    fits(state, length) {
      while (rows.length <= length) addRow();
      return rows[length]?.[state] === 1;
    },
  };
}

function edgesOf({ states, classes, table }: Automaton): readonly (readonly Edge[])[] {
  return Array.from({ length: states }, (_, state) => {
    const byTarget = new Map<number, number[]>();
    for (let index = 0; index < classes; index++) {
      const target = table[state * classes + index] ?? -1;
      if (target === -1) continue;
      const known = byTarget.get(target);
      if (known === undefined) byTarget.set(target, [index]);
      else known.push(index);
    }
    return Array.from(byTarget, ([target, list]) => ({ target, classes: list }));
  });
}

/** Whether some state leads back to itself; all states are taken to be reachable. */
function hasCycle(edges: readonly (readonly Edge[])[]): boolean {
  const incoming = new Int32Array(edges.length);
  for (const list of edges) for (const { target } of list) incoming[target] = (incoming[target] ?? 0) + 1;
  const ready: number[] = [];
  for (const [state, count] of incoming.entries()) if (count === 0) ready.push(state);
  let left = edges.length;
  for (let state = ready.pop(); state !== undefined; state = ready.pop()) {
    left--;
    for (const { target } of edges[state] ?? []) {
      incoming[target] = (incoming[target] ?? 0) - 1;
      if (incoming[target] === 0) ready.push(target);
    }
  }
  return left > 0;
}

/**
 * The fewest characters of an accepted text with at least `min` and at most `max` of them; nothing where there is none,
 * and `'unknown'` where that is too far out to be looked up.
 */
export function shortestWithin(lengths: WordLengths, min: number, max: number): number | 'unknown' | undefined {
  const states = lengths.edges.length;
  if (states === 0 || min > max) return undefined;
  if (!lengths.infinite && min >= states) return undefined;
  // An infinite language has a text in any stretch as long as it has states: cycles are no longer than that.
  const last = Math.min(max, lengths.infinite ? min + states : states);
  if (last > lengths.horizon) return searchTo(lengths, min, lengths.horizon) ?? 'unknown';
  return searchTo(lengths, min, last);
}

function searchTo(lengths: WordLengths, min: number, last: number): number | undefined {
  for (let length = min; length <= last; length++) if (lengths.fits(0, length)) return length;
  return undefined;
}

const COUNTING_STEPS = 4_000_000;
const EXACT = 1_000_000;

/** The number of accepted texts, exact up to a million; nothing where counting is too much work. */
export function countWords(
  lengths: WordLengths,
  accepting: Uint8Array,
  sizes: readonly number[],
  [min, max]: readonly [number, number],
): number | undefined {
  const { edges } = lengths;
  if (edges.length === 0 || min > max) return 0;
  if (lengths.infinite && max === Number.POSITIVE_INFINITY) return Number.POSITIVE_INFINITY;
  const weights = edges.map((list) =>
    list.map(({ target, classes }) => [target, classes.reduce((sum, index) => sum + (sizes[index] ?? 0), 0)] as const),
  );
  const perLength = weights.reduce((sum, list) => sum + list.length + 1, 0);
  const last = Math.min(max, lengths.infinite ? max : edges.length);
  let counts = Float64Array.from(accepting);
  let total = 0;
  for (let length = 0; length <= last; length++) {
    if (length * perLength > COUNTING_STEPS) return undefined;
    if (length >= min) total += counts[0] ?? 0;
    if (total > EXACT) return total;
    const before = counts;
    counts = Float64Array.from(weights, (list) =>
      Math.min(
        Number.MAX_SAFE_INTEGER,
        list.reduce((sum, [target, weight]) => sum + weight * (before[target] ?? 0), 0),
      ),
    );
  }
  return total;
}
