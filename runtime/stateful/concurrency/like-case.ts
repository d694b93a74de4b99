import { draftOf, finishCase } from '../../cases/case-draft.ts';
import type { OperationContext } from '../../cases/operation-context.ts';
import { randomFor } from '../../cases/random-for.ts';
import type { ReadyCase } from '../../cases/ready-case.ts';
import type { BodyValue } from '../../model/case.ts';
import { pointerTo } from '../../model/json.ts';
import { freshenTexts } from '../freshen-texts.ts';

/**
 * A request like one that a server took, so that two races of it can be compared: what names things comes from `fresh`, all else from the pattern. With
 * `fresh` texts, those that may be anything are `fresh`'s too, for one of them may have to be unique; numbers, flags and words from lists never are.
 */
export function likeCase(
  context: OperationContext,
  pattern: ReadyCase,
  fresh: ReadyCase,
  texts: 'fresh' | 'same',
): ReadyCase {
  const { values, seedPath, scenario, inputs } = fresh.case;
  const old = pattern.case.values;
  const bound = boundIn(fresh);
  const draft = draftOf({
    ...old,
    path: values.path,
    query: withBound(old.query, values.query, bound.names),
    header: withBound(old.header, values.header, bound.names),
    cookie: withBound(old.cookie, values.cookie, bound.names),
  });
  if (texts === 'fresh') freshenTexts(context, draft, randomFor(seedPath));
  // What names the thing is no free text.
  Object.assign(draft.path, values.path);
  const body = bodyLike(context, { old: old.body, given: values.body, freshened: draft.body, bound: bound.pointers });
  if (body !== undefined) draft.body = body;
  const identity = { mode: 'positive', doubtful: true, scenario, seedPath, violations: [], inputs } as const;
  const made = finishCase(context, draft, identity);
  return made === undefined ? fresh : { ...fresh, ...made };
}

interface Bound {
  readonly names: ReadonlySet<string>;
  readonly pointers: ReadonlySet<string>;
}

/** What earlier answers gave a case, as it recorded them. */
function boundIn({ case: { inputs } }: ReadyCase): Bound {
  const names = new Set<string>();
  const pointers = new Set<string>();
  const { bindings } = inputs;
  for (const binding of Array.isArray(bindings) ? bindings : []) {
    const { name, pointer } = binding as { readonly name?: unknown; readonly pointer?: unknown };
    if (typeof name === 'string') names.add(name);
    if (typeof pointer === 'string') pointers.add(pointer);
  }
  return { names, pointers };
}

function withBound(
  old: Readonly<Record<string, unknown>>,
  fresh: Readonly<Record<string, unknown>>,
  names: ReadonlySet<string>,
): Readonly<Record<string, unknown>> {
  return { ...old, ...Object.fromEntries(Object.entries(fresh).filter(([name]) => names.has(name))) };
}

interface Bodies {
  /** As it was taken before. */
  readonly old: BodyValue | undefined;
  /** With what earlier answers gave. */
  readonly given: BodyValue | undefined;
  /** The old one with other texts. */
  readonly freshened: BodyValue | undefined;
  readonly bound: ReadonlySet<string>;
}

function bodyLike({ bodies }: OperationContext, { old, given, freshened, bound }: Bodies): BodyValue | undefined {
  if (old?.kind !== 'value') return old;
  const source = bodies.find(({ mediaType }) => mediaType === old.mediaType);
  const place = { bound, pointer: '' };
  for (const texts of [freshened, old]) {
    const value = merge(old.value, valueOf(given), valueOf(texts), place);
    if (source?.isValid(value) === true) return { ...old, value };
  }
  return old;
}

function valueOf(body: BodyValue | undefined): unknown {
  return body?.kind === 'value' ? body.value : undefined;
}

interface Place {
  readonly bound: ReadonlySet<string>;
  readonly pointer: string;
}

function merge(old: unknown, given: unknown, freshened: unknown, { bound, pointer }: Place): unknown {
  if (bound.has(pointer) && given !== undefined) return given;
  if (Array.isArray(old)) {
    const inner = { bound, pointer: pointerTo(pointer, '*') };
    return old.map((item: unknown, at) => merge(item, itemOf(given, at), itemOf(freshened, at), inner));
  }
  if (typeof old === 'object' && old !== null)
    return Object.fromEntries(
      Object.entries(old).map(([name, member]) => {
        const inner = { bound, pointer: pointerTo(pointer, name) };
        return [name, merge(member, memberOf(given, name), memberOf(freshened, name), inner)];
      }),
    );
  // Digits are a number in a text: how much there is may hang on them.
  return typeof old === 'string' && typeof freshened === 'string' && !isNumeric(old) ? freshened : old;
}

function isNumeric(text: string): boolean {
  return text.trim() !== '' && Number.isFinite(Number(text));
}

function itemOf(value: unknown, at: number): unknown {
  return Array.isArray(value) ? value[at] : undefined;
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}
