import type { Automaton } from './automaton.ts';
import { OverBudgetError } from './derivatives.ts';
import type { ReadablePattern } from './lazy-automaton.ts';
import { lazyAutomaton } from './lazy-automaton.ts';

/** What a language may still cost: steps of its construction, and states. */
export interface LanguageBudget {
  steps: number;
  states: number;
}

/** The whole automaton of a pattern. Throws `OverBudgetError` where it would be too large. */
export function determinise(pattern: ReadablePattern, budget: LanguageBudget): Automaton {
  const classes = pattern.alphabet.classes.length;
  const lazy = lazyAutomaton(pattern);
  const rows: Int32Array[] = [];
  const accepting: number[] = [];
  for (let id = 0; id < lazy.size(); id++) {
    const { row, accepts, cost } = lazy.leave(id, budget.steps);
    budget.steps -= cost;
    if (lazy.size() > budget.states) throw new OverBudgetError();
    rows.push(row);
    accepting.push(accepts ? 1 : 0);
  }
  budget.states -= rows.length;
  const table = new Int32Array(rows.length * classes);
  for (const [id, row] of rows.entries()) table.set(row, id * classes);
  return { states: rows.length, classes, table, accepting: Uint8Array.from(accepting) };
}
