/** A deterministic automaton over the classes of an alphabet, its first state 0. */
export interface Automaton {
  readonly states: number;
  readonly classes: number;
  /** The next state by `state * classes + class`; -1 where no accepted text goes on that way. */
  readonly table: Int32Array;
  readonly accepting: Uint8Array;
}

/** The automaton without the states from which nothing is accepted; no states where it accepts nothing at all. */
export function trimmed({ states, classes, table, accepting }: Automaton): Automaton {
  const live = liveStates(states, classes, table, accepting);
  const renumbered = new Int32Array(states).fill(-1);
  let count = 0;
  for (let state = 0; state < states; state++) if (live[state] === 1) renumbered[state] = count++;
  if (live[0] !== 1) return { states: 0, classes, table: new Int32Array(0), accepting: new Uint8Array(0) };
  if (count === states) return { states, classes, table, accepting };
  const newTable = new Int32Array(count * classes);
  const newAccepting = new Uint8Array(count);
  for (let state = 0; state < states; state++) {
    const at = renumbered[state] ?? -1;
    if (at === -1) continue;
    newAccepting[at] = accepting[state] ?? 0;
    for (let index = 0; index < classes; index++) {
      const next = table[state * classes + index] ?? -1;
      newTable[at * classes + index] = next === -1 ? -1 : (renumbered[next] ?? -1);
    }
  }
  return { states: count, classes, table: newTable, accepting: newAccepting };
}

/** 1 for each state from which an accepting one can be reached. */
function liveStates(states: number, classes: number, table: Int32Array, accepting: Uint8Array): Uint8Array {
  const degree = new Int32Array(states + 1);
  for (const next of table) if (next >= 0) degree[next + 1] = (degree[next + 1] ?? 0) + 1;
  for (let state = 0; state < states; state++) degree[state + 1] = (degree[state + 1] ?? 0) + (degree[state] ?? 0);
  const sources = new Int32Array(degree[states] ?? 0);
  const filled = degree.slice();
  for (const [at, next] of table.entries()) {
    if (next < 0) continue;
    const slot = filled[next] ?? 0;
    sources[slot] = Math.floor(at / classes);
    filled[next] = slot + 1;
  }
  const live = new Uint8Array(states);
  const stack: number[] = [];
  for (let state = 0; state < states; state++) {
    if (accepting[state] !== 1) continue;
    live[state] = 1;
    stack.push(state);
  }
  for (let state = stack.pop(); state !== undefined; state = stack.pop()) {
    for (let slot = degree[state] ?? 0; slot < (degree[state + 1] ?? 0); slot++) {
      const source = sources[slot] ?? 0;
      if (live[source] === 1) continue;
      live[source] = 1;
      stack.push(source);
    }
  }
  return live;
}
