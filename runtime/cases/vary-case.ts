import { sample } from 'fast-check';
import type { Case, CaseValues } from '../model/case.ts';
import { pointerTo, pointerTokens, valueAt, type JsonPointer } from '../model/json.ts';
import type { Parameter } from '../model/operation.ts';
import type { RequestLocation } from '../model/violation.ts';
import { jsonEqual } from '../requests/json-equal.ts';
import { isBound } from './bind-existing.ts';
import { draftOf, finishCase, setParameter, type CaseDraft } from './case-draft.ts';
import type { OperationContext, ValueSource } from './operation-context.ts';
import type { ReadyCase } from './ready-case.ts';

/** A value that stands in a valid request, and the same request without that value. */
export interface VariablePlace {
  readonly location: RequestLocation;
  readonly parameter?: string;
  /** In the parameter or the body. */
  readonly pointer: JsonPointer;
  readonly value: unknown;
  /** The request with another valid value here; `undefined` where there is none that can be sent. */
  other(): ReadyCase | undefined;
  /** The request with nothing here; `undefined` where something is required. */
  without(): ReadyCase | undefined;
  /** The places inside of this one. */
  inside(): readonly VariablePlace[];
}

/** What stands in a valid request, place by place: parameters as documented, then the body. Nothing is made before it is asked for. */
export function placesOf(context: OperationContext, ready: ReadyCase): readonly VariablePlace[] {
  return partsOf(context, ready.case).map((part) => placeAt(context, ready, part, '' as JsonPointer));
}

/** The request with another valid value in every place, as far as there is one; `undefined` where it cannot be sent, or would be the same. */
export function withOthers(context: OperationContext, ready: ReadyCase): ReadyCase | undefined {
  const draft = draftOf(ready.case.values);
  let changed = false;
  for (const part of partsOf(context, ready.case)) {
    const whole = exchanged(part, '' as JsonPointer);
    if (whole === undefined) continue;
    part.set(draft, whole);
    changed = true;
  }
  return changed ? finish(context, draft, ready) : undefined;
}

/** The request without its optional parts; `undefined` where it has none, or cannot be sent. */
export function withoutOptional(context: OperationContext, ready: ReadyCase): ReadyCase | undefined {
  const optional = partsOf(context, ready.case).filter(({ required }) => !required);
  if (optional.length === 0) return undefined;
  const draft = draftOf(ready.case.values);
  for (const part of optional) part.set(draft, undefined);
  return finish(context, draft, ready);
}

/** The plainest valid request with every part, the optional ones too; `undefined` where it cannot be sent. */
export function withAllParts(context: OperationContext, ready: ReadyCase): ReadyCase | undefined {
  const draft = draftOf();
  try {
    for (const { parameter, plain } of context.parameters) {
      const isKept = isBound(ready.case, parameter.in, parameter.name);
      setParameter(draft, parameter, isKept ? valueOf(ready.case.values, parameter) : plain());
    }
    const [body] = context.bodies;
    if (body !== undefined) draft.body = { kind: 'value', mediaType: body.mediaType, value: body.plain() };
  } catch {
    return undefined; // a part without any value
  }
  return finish(context, draft, ready);
}

function valueOf(values: CaseValues, { in: location, name }: Pick<Parameter, 'in' | 'name'>): unknown {
  return location === 'querystring' ? values.querystring?.value : values[location][name];
}

/** One parameter, or the body, of a request. */
interface Part {
  readonly location: RequestLocation;
  readonly parameter?: string;
  readonly source: ValueSource;
  readonly value: unknown;
  /** Valid values of it, the plainest first. */
  values(): readonly unknown[];
  /** Always the same ones, for where the edges of a schema are all alike, as those of a pattern. */
  random(): readonly unknown[];
  readonly required: boolean;
  set(draft: CaseDraft, value: unknown): void;
}

/** But for the ids of things that the request was sent to: another id is that of another thing, or of none. */
function partsOf(context: OperationContext, sent: Case): readonly Part[] {
  const { values } = sent;
  const parts = context.parameters.flatMap((source): Part[] => {
    const { parameter } = source;
    const value = valueOf(values, parameter);
    if (value === undefined || isBound(sent, parameter.in, parameter.name)) return [];
    const { in: location, name, required } = parameter;
    return [
      {
        location,
        parameter: name,
        source,
        value,
        values: once(() => [...wholeValues(source)]),
        random: once(() => randomValues(source)),
        required,
        set: (draft, to) => setParameter(draft, parameter, to),
      },
    ];
  });
  const { body } = values;
  const source = context.bodies.find(({ mediaType }) => mediaType === body?.mediaType);
  if (body?.kind !== 'value' || source === undefined) return parts;
  const set = (draft: CaseDraft, to: unknown): void => {
    if (to === undefined) delete draft.body;
    else draft.body = { ...body, value: to };
  };
  const random = once(() => randomValues(source));
  const valid = once(() => [...wholeValues(source)]);
  return [
    ...parts,
    { location: 'body', source, value: body.value, values: valid, random, required: context.bodyRequired, set },
  ];
}

function placeAt(context: OperationContext, ready: ReadyCase, part: Part, pointer: JsonPointer): VariablePlace {
  const { location, parameter } = part;
  const value = valueAt(part.value, pointer);
  const send = (whole: unknown): ReadyCase | undefined => {
    const draft = draftOf(ready.case.values);
    part.set(draft, whole);
    return finish(context, draft, ready);
  };
  return {
    location,
    ...(parameter === undefined ? {} : { parameter }),
    pointer,
    value,
    other() {
      // Random ones in another order than all together: where each may be sent but once, the first is taken by then.
      const all = childrenOf(value).length === 0 ? undefined : exchanged(part, pointer);
      const exchangedAll = all === undefined ? undefined : send(all);
      if (exchangedAll !== undefined) return exchangedAll;
      for (const { whole } of others({ ...part, random: () => [...part.random()].reverse() }, pointer)) {
        const candidate = send(whole);
        if (candidate !== undefined) return candidate;
      }
      return undefined;
    },
    without() {
      if (pointer === '') return part.required ? undefined : send(undefined);
      const whole = changedAt(part.value, pointer, undefined);
      return part.source.isValid(whole) ? send(whole) : undefined;
    },
    inside: () => childrenOf(value).map((token) => placeAt(context, ready, part, pointerTo(pointer, token))),
  };
}

/** A list is one thing: what stands where in it seldom matters. */
function childrenOf(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof Uint8Array) return [];
  return Object.keys(value);
}

const maxValues = 40;
const maxOthers = 5;
const maxMembers = 50;

/** The part with another valid value in each member of what stands at a place, as far as there is one; `undefined` where nothing can be exchanged. */
function exchanged(part: Part, pointer: JsonPointer): unknown {
  const tokens = childrenOf(valueAt(part.value, pointer));
  let whole: unknown;
  if (tokens.length <= maxMembers) {
    for (const token of tokens) {
      const current = whole === undefined ? part : { ...part, value: whole };
      whole = exchanged(current, pointerTo(pointer, token)) ?? whole;
    }
  }
  return whole ?? others(part, pointer).next().value?.whole;
}

/** The part with another valid value at a place: the plainest first, then documented ones, those at the edges of the schema, and any. */
function* others(
  { source, value, values, random }: Part,
  pointer: JsonPointer,
): Generator<{ readonly whole: unknown }, undefined> {
  const current = valueAt(value, pointer);
  let given = 0;
  for (const candidate of chain(values, random)) {
    const at = valueAt(candidate, pointer);
    if (at === undefined || jsonEqual(at, current)) continue;
    const whole = pointer === '' ? candidate : changedAt(value, pointer, at);
    if (pointer !== '' && !source.isValid(whole)) continue;
    yield { whole };
    given += 1;
    if (given >= maxOthers) return undefined;
  }
}

function* wholeValues({ plain, examples, edges }: ValueSource): Generator {
  yield plain();
  for (const example of examples) yield example.value;
  let count = 0;
  for (const { value, violation, doubtful } of edges()) {
    if (violation !== undefined || doubtful === true || value === '') continue;
    yield value;
    count += 1;
    if (count >= maxValues) break;
  }
}

function randomValues({ positive }: ValueSource): readonly unknown[] {
  return sample(positive, { numRuns: 5, seed: 1 });
}

/** Nothing is made before it is asked for. */
function* chain(...lists: readonly (() => readonly unknown[])[]): Generator {
  for (const list of lists) yield* list();
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

/** A copy with another member at a place, or without it. */
function changedAt(value: unknown, pointer: string, to: unknown): unknown {
  const [token, ...rest] = pointerTokens(pointer);
  if (token === undefined) return to;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const inner = changedAt((value as Readonly<Record<string, unknown>>)[token], pointerTo('', ...rest), to);
  const members = Object.entries(value).flatMap(([name, member]) => {
    if (name !== token) return [[name, member]];
    return inner === undefined ? [] : [[name, inner]];
  });
  return Object.fromEntries(members) as unknown;
}

function finish(context: OperationContext, draft: CaseDraft, { case: from }: ReadyCase): ReadyCase | undefined {
  const { scenario, seedPath, doubtful = false, inputs } = from;
  return finishCase(context, draft, { mode: 'positive', scenario, seedPath, violations: [], doubtful, inputs });
}
