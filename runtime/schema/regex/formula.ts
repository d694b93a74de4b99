/** A condition on the rest of a text: atoms of some kind under and, or, not. Equal conditions are the same object. */
export type Formula<A> =
  | { readonly id: number; readonly kind: 'true' | 'false' }
  | { readonly id: number; readonly kind: 'atom'; readonly atom: A }
  | { readonly id: number; readonly kind: 'or' | 'and'; readonly parts: readonly Formula<A>[] }
  | { readonly id: number; readonly kind: 'not'; readonly part: Formula<A> };

export interface Formulas<A> {
  readonly always: Formula<A>;
  readonly never: Formula<A>;
  atom(atom: A): Formula<A>;
  or(parts: readonly Formula<A>[]): Formula<A>;
  and(parts: readonly Formula<A>[]): Formula<A>;
  not(part: Formula<A>): Formula<A>;
}

/** Builds formulas in a simple normal form, so that a text's many histories come to few different conditions. */
export function formulas<A extends { readonly id: number }>(): Formulas<A> {
  let count = 2;
  const known = new Map<string, Formula<A>>();
  const always: Formula<A> = { id: 0, kind: 'true' };
  const never: Formula<A> = { id: 1, kind: 'false' };
  const intern = (key: string, make: (id: number) => Formula<A>): Formula<A> => {
    let formula = known.get(key);
    if (formula === undefined) {
      formula = make(count++);
      known.set(key, formula);
    }
    return formula;
  };
  const join = (kind: 'or' | 'and', all: readonly Formula<A>[]): Formula<A> => {
    const [neutral, absorbing] = kind === 'or' ? [never, always] : [always, never];
    if (all.length === 1) return all[0] ?? neutral;
    if (all.includes(absorbing)) return absorbing;
    const flat = all.some((part) => part.kind === kind)
      ? all.flatMap((part) => (part.kind === kind ? part.parts : [part]))
      : all;
    const sorted = flat.toSorted((a, b) => a.id - b.id);
    const parts = sorted.filter((part, at) => part !== neutral && part !== sorted[at - 1]);
    if (parts.some((part) => part.kind === 'not' && parts.includes(part.part))) return absorbing;
    if (parts.length < 2) return parts[0] ?? neutral;
    let key: string = kind;
    for (const part of parts) key += `,${part.id}`;
    return intern(key, (id) => ({ id, kind, parts }));
  };
  return {
    always,
    never,
    atom: (atom) => intern(`atom${atom.id}`, (id) => ({ id, kind: 'atom', atom })),
    or: (parts) => join('or', parts),
    and: (parts) => join('and', parts),
    not(part) {
      if (part === always) return never;
      if (part === never) return always;
      return part.kind === 'not' ? part.part : intern(`not${part.id}`, (id) => ({ id, kind: 'not', part }));
    },
  };
}
