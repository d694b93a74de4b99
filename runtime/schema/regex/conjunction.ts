import { createRequire } from 'node:module';
import type * as Refa from 'refa';
import type { Automaton } from './automaton.ts';
import { OverBudgetError } from './derivatives.ts';

/** An automaton, and whether its texts are wanted or unwanted. */
export interface Term {
  readonly automaton: Automaton;
  readonly negated: boolean;
}

let loaded: typeof Refa | undefined;

/** Most documents need no algebra of patterns, and loading it takes tens of milliseconds. */
function refa(): typeof Refa {
  loaded ??= createRequire(import.meta.url)('refa') as typeof Refa;
  return loaded;
}

/**
 * The automaton of the texts that every term wants. One term alone, by far the most frequent case, is not worth loading
 * the library. Throws `OverBudgetError` where that takes more than so many states,
 * those on the way included.
 */
export function conjunction(terms: readonly Term[], states: number): Automaton {
  const [first, ...rest] = terms;
  if (first === undefined) throw new OverBudgetError();
  if (rest.length === 0) return first.negated ? complement(first.automaton) : first.automaton;
  const { classes } = first.automaton;
  const { DFA, TooManyNodesError } = refa();
  const factory = new DFA.LimitedNodeFactory(states);
  try {
    const all = terms.map((term) => toDfa(term, factory)).toSorted((a, b) => a.countNodes() - b.countNodes());
    const joined = all.reduce((left, right, at) => {
      const both = DFA.fromIntersection(left, right, factory);
      if (at < all.length - 1) both.minimize(); // keeps the next product small
      return both;
    });
    return fromDfa(joined, classes);
  } catch (error) {
    if (error instanceof TooManyNodesError) throw new OverBudgetError();
    throw error;
  }
}

/** The automaton of all other texts: what was a dead end becomes a state that accepts everything. */
function complement({ states, classes, table, accepting }: Automaton): Automaton {
  const rest = states;
  const newTable = new Int32Array((states + 1) * classes).fill(rest);
  for (const [at, next] of table.entries()) if (next !== -1) newTable[at] = next;
  const flipped = new Uint8Array(states + 1).fill(1);
  for (const [state, accepts] of accepting.entries()) flipped[state] = 1 - accepts;
  return { states: states + 1, classes, table: newTable, accepting: flipped };
}

type Row = ReadonlyMap<number, Refa.CharSet>;

function toDfa({ automaton, negated }: Term, factory: Refa.DFA.LimitedNodeFactory): Refa.DFA {
  const { DFA, CharSet } = refa();
  const { classes, table, accepting } = automaton;
  const maxCharacter = classes - 1;
  const getOut = (state: number): Row => {
    const targets = new Map<number, Refa.CharRange[]>();
    for (let index = 0; index < classes; index++) {
      const next = table[state * classes + index] ?? -1;
      if (next === -1) continue;
      const ranges = targets.get(next);
      if (ranges === undefined) targets.set(next, [{ min: index, max: index }]);
      else ranges.push({ min: index, max: index });
    }
    return new Map(Array.from(targets, ([next, ranges]) => [next, CharSet.empty(maxCharacter).union(ranges)] as const));
  };
  const dfa =
    automaton.states === 0
      ? DFA.empty({ maxCharacter }, factory)
      : DFA.fromTransitionIterator(
          { initial: 0, getOut, isFinal: (state) => accepting[state] === 1, stableOut: true },
          { maxCharacter },
          factory,
        );
  if (negated) dfa.complement(factory);
  return dfa;
}

function fromDfa(dfa: Refa.DFA, classes: number): Automaton {
  const ids = new Map<Refa.DFA.ReadonlyNode, number>();
  const nodes: Refa.DFA.ReadonlyNode[] = [];
  const idOf = (node: Refa.DFA.ReadonlyNode): number => {
    let id = ids.get(node);
    if (id === undefined) {
      id = nodes.push(node) - 1;
      ids.set(node, id);
    }
    return id;
  };
  idOf(dfa.initial);
  const rows: Int32Array[] = [];
  for (let id = 0; id < nodes.length; id++) {
    const row = new Int32Array(classes).fill(-1);
    nodes[id]?.out.forEach((next, { min, max }) => row.fill(idOf(next), min, max + 1));
    rows.push(row);
  }
  const table = new Int32Array(nodes.length * classes);
  for (const [id, row] of rows.entries()) table.set(row, id * classes);
  const finals: ReadonlySet<Refa.DFA.ReadonlyNode> = dfa.finals;
  return {
    states: nodes.length,
    classes,
    table,
    accepting: Uint8Array.from(nodes, (node) => (finals.has(node) ? 1 : 0)),
  };
}
