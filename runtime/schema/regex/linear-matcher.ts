import type { CharSet, PatternNode } from './pattern-node.ts';
import { containsCodePoint } from './pattern-node.ts';

type State =
  | { readonly kind: 'char'; readonly set: CharSet; next: number }
  | { readonly kind: 'split'; next: number; other: number }
  | { readonly kind: 'start' | 'end' | 'jump'; next: number }
  | { readonly kind: 'match' };

const MAX_STATES = 5_000;

/**
 * A matcher that never backtracks (all states at once, one pass over the text), for expressions without lookarounds,
 * boundaries and backreferences; `undefined` for the others and for those of more than 5,000 states.
 */
export function linearMatcher(tree: PatternNode, unicode: boolean): ((text: string) => boolean) | undefined {
  const states: State[] = [];
  if (!compile(tree, states)) return undefined;
  states.push({ kind: 'match' });
  return (text) => run(states, text, unicode);
}

/** Appends the states of a node, which go on to the state after the last. False: the node cannot be compiled. */
function compile(node: PatternNode, states: State[]): boolean {
  if (states.length > MAX_STATES) return false;
  switch (node.kind) {
    case 'chars':
      states.push({ kind: 'char', set: node.set, next: states.length + 1 });
      return true;
    case 'start':
    case 'end':
      states.push({ kind: node.kind, next: states.length + 1 });
      return true;
    case 'group':
      return compile(node.item, states);
    case 'sequence':
      return node.items.every((item) => compile(item, states));
    case 'choice':
      return compileChoice(node.options, states);
    case 'repeat':
      return compileRepeat(node.item, node.min, node.max, states);
    case 'backreference':
    case 'boundary':
    case 'look':
      return false;
  }
}

function compileChoice(options: readonly PatternNode[], states: State[]): boolean {
  const exits: { next: number }[] = [];
  for (const [index, option] of options.entries()) {
    const last = index === options.length - 1;
    const split = { kind: 'split' as const, next: states.length + 1, other: 0 };
    if (!last) states.push(split);
    if (!compile(option, states)) return false;
    if (last) break;
    const exit = { kind: 'jump' as const, next: 0 };
    states.push(exit);
    exits.push(exit);
    split.other = states.length;
  }
  for (const exit of exits) exit.next = states.length;
  return true;
}

function compileRepeat(item: PatternNode, min: number, max: number, states: State[]): boolean {
  if (min > MAX_STATES || (Number.isFinite(max) && max > MAX_STATES)) return false;
  for (let round = 0; round < min; round++) if (!compile(item, states)) return false;
  if (!Number.isFinite(max)) {
    const split = { kind: 'split' as const, next: states.length + 1, other: 0 };
    const at = states.push(split) - 1;
    if (!compile(item, states)) return false;
    states.push({ kind: 'jump', next: at });
    split.other = states.length;
    return true;
  }
  const splits: { other: number }[] = [];
  for (let round = min; round < max; round++) {
    const split = { kind: 'split' as const, next: states.length + 1, other: 0 };
    states.push(split);
    splits.push(split);
    if (!compile(item, states)) return false;
  }
  for (const split of splits) split.other = states.length;
  return true;
}

function run(states: readonly State[], text: string, unicode: boolean): boolean {
  const seen = new Int32Array(states.length).fill(-1);
  let current: number[] = [];
  let matched = false;
  let position = 0;
  const add = (list: number[], first: number): void => {
    const stack = [first];
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      if (seen[at] === position) continue;
      seen[at] = position;
      const state = states[at];
      if (state === undefined) continue;
      if (state.kind === 'match') matched = true;
      else if (state.kind === 'char') list.push(at);
      else if (state.kind === 'split') stack.push(state.other, state.next);
      else if (state.kind === 'start' ? position === 0 : state.kind === 'end' ? position === text.length : true) {
        stack.push(state.next);
      }
    }
  };
  for (;;) {
    add(current, 0); // a match may begin anywhere
    if (matched || position >= text.length) return matched;
    const codePoint = (unicode ? text.codePointAt(position) : text.charCodeAt(position)) ?? 0;
    position += codePoint > 0xffff ? 2 : 1;
    const next: number[] = [];
    for (const at of current) {
      const state = states[at];
      if (state?.kind === 'char' && containsCodePoint(state.set, codePoint)) add(next, state.next);
    }
    if (matched) return true;
    current = next;
  }
}
