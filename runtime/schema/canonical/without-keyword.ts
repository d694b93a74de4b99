import type { LoweredDraft, LoweredSchema } from '../lowered-schema.ts';
import { ORIGIN } from '../lowered-schema.ts';
import { complementOf } from './complement.ts';
import { wrappedForNull } from './null-wrapper.ts';

type Keyword = Extract<keyof LoweredDraft, string>;

/** The schemas that hold whatever is chosen, each apart from the others: references and `allOf` followed. */
export function conjunctsOf(schemas: readonly LoweredSchema[]): readonly LoweredSchema[] {
  const found = new Set(schemas);
  // A Set's loop also visits what is added meanwhile.
  for (const schema of found) {
    if (found.size > MOST_CONJUNCTS) break;
    if (schema['x-atg-ref'] !== undefined) found.add(schema['x-atg-ref']());
    for (const part of schema.allOf ?? []) found.add(part);
    const wrapped = wrappedForNull(schema);
    if (wrapped !== undefined) found.add(wrapped);
  }
  return [...found];
}

const MOST_CONJUNCTS = 200;

/** The ways to break one keyword of one of some conjuncts while all the rest holds: each a list of schemas. */
export function brokenAlone(
  conjuncts: readonly LoweredSchema[],
  broken: LoweredSchema,
  keyword: Keyword,
): readonly (readonly LoweredSchema[])[] {
  const ways = complementOf(broken, keyword);
  if (ways.length === 0) return [];
  const rest = conjuncts.map((schema) => apart(schema, schema === broken ? keyword : undefined));
  return ways.map((way) => [...rest, way]);
}

const memo = new WeakMap<LoweredSchema, Map<string, LoweredSchema>>();

/** A conjunct without what is listed beside it, and without one keyword; always the same object for the same ones. */
function apart(schema: LoweredSchema, keyword: Keyword | undefined): LoweredSchema {
  let known = memo.get(schema);
  if (known === undefined) {
    known = new Map();
    memo.set(schema, known);
  }
  const key = keyword ?? '';
  let found = known.get(key);
  if (found === undefined) {
    found = stripped(schema, keyword);
    known.set(key, found);
  }
  return found;
}

function stripped(schema: LoweredSchema, keyword: Keyword | undefined): LoweredSchema {
  const origin = { ...schema[ORIGIN], synthetic: true };
  if (wrappedForNull(schema) !== undefined) return { [ORIGIN]: origin, 'x-atg-negated': { types: ['null'] } };
  const draft: LoweredDraft = { ...schema, [ORIGIN]: origin };
  delete draft['x-atg-ref'];
  delete draft.allOf;
  if (keyword !== undefined) for (const gone of [keyword, ...(COMPANIONS[keyword] ?? [])]) delete draft[gone];
  return draft;
}

/** Keywords that mean nothing without another one. */
const COMPANIONS: Partial<Record<Keyword, readonly Keyword[]>> = {
  contains: ['minContains', 'maxContains'],
  if: ['then', 'else'],
};
