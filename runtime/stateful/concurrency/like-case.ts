import { draftOf, finishCase } from '../../cases/case-draft.ts';
import type { OperationContext } from '../../cases/operation-context.ts';
import { randomFor } from '../../cases/random-for.ts';
import type { ReadyCase } from '../../cases/ready-case.ts';
import type { BodyValue } from '../../model/case.ts';
import { pointerTo } from '../../model/json.ts';

/** So many bodies are drawn to see which of their texts are free, and which are one of a few words. */
const samples = 24;
const minDistinct = 7;

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
  const { values } = fresh.case;
  const old = pattern.case.values;
  const bound = boundIn(fresh);
  const draft = draftOf({
    path: values.path,
    query: keepBound(old.query, values.query, bound.names),
    header: keepBound(old.header, values.header, bound.names),
    cookie: keepBound(old.cookie, values.cookie, bound.names),
    ...(old.querystring === undefined ? {} : { querystring: old.querystring }),
  });
  const body = bodyLike(context, { old: old.body, fresh: values.body, bound: bound.pointers }, fresh, texts);
  if (body !== undefined) draft.body = body;
  const { seedPath, scenario, inputs } = fresh.case;
  const made = finishCase(context, draft, {
    mode: 'positive',
    doubtful: true,
    scenario,
    seedPath,
    violations: [],
    inputs,
  });
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

function keepBound(
  old: Readonly<Record<string, unknown>>,
  fresh: Readonly<Record<string, unknown>>,
  names: ReadonlySet<string>,
): Readonly<Record<string, unknown>> {
  return { ...old, ...Object.fromEntries(Object.entries(fresh).filter(([name]) => names.has(name))) };
}

interface Bodies {
  readonly old: BodyValue | undefined;
  readonly fresh: BodyValue | undefined;
  readonly bound: ReadonlySet<string>;
}

function bodyLike(
  { bodies, operation: { label } }: OperationContext,
  { old, fresh, bound }: Bodies,
  { case: { seedPath } }: ReadyCase,
  texts: 'fresh' | 'same',
): BodyValue | undefined {
  if (old?.kind !== 'value') return old;
  const source = bodies.find(({ mediaType }) => mediaType === old.mediaType);
  if (source === undefined) return old;
  const given = fresh?.kind === 'value' ? fresh.value : undefined;
  const random = randomFor({ ...seedPath, operation: label });
  const drawn =
    texts === 'same'
      ? []
      : Array.from({ length: samples }, (): unknown => source.positive.generate(random, undefined).value);
  for (const some of [drawn, []]) {
    const value = merge(old.value, given, some, { bound, pointer: '' });
    if (source.isValid(value)) return { ...old, value };
  }
  return old;
}

interface Place {
  readonly bound: ReadonlySet<string>;
  readonly pointer: string;
}

function merge(old: unknown, given: unknown, drawn: readonly unknown[], place: Place): unknown {
  const { bound, pointer } = place;
  if (bound.has(pointer) && given !== undefined) return given;
  if (Array.isArray(old)) {
    const inner = { bound, pointer: pointerTo(pointer, '*') };
    return old.map((item: unknown, at) =>
      merge(
        item,
        itemOf(given, at),
        drawn.map((one) => itemOf(one, at)),
        inner,
      ),
    );
  }
  if (typeof old === 'object' && old !== null)
    return Object.fromEntries(
      Object.entries(old).map(([name, member]) => {
        const inner = { bound, pointer: pointerTo(pointer, name) };
        return [
          name,
          merge(
            member,
            memberOf(given, name),
            drawn.map((one) => memberOf(one, name)),
            inner,
          ),
        ];
      }),
    );
  return typeof old === 'string' ? freeText(old, drawn) : old;
}

/** One of the drawn texts, where these show that it may be any; digits are a number in a text. */
function freeText(old: string, drawn: readonly unknown[]): string {
  const texts = drawn.filter((one) => typeof one === 'string' && one !== old);
  const isFree = new Set(texts).size >= minDistinct;
  const [first] = texts;
  return isFree && typeof first === 'string' && !isNumeric(old) ? first : old;
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
