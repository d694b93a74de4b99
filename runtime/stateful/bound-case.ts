import type { Random } from 'fast-check';
import { baseDraft } from '../cases/base-draft.ts';
import { draftOf, finishCase, setParameter, type CaseDraft } from '../cases/case-draft.ts';
import type { BodySource, OperationContext, ParameterSource } from '../cases/operation-context.ts';
import { randomFor } from '../cases/random-for.ts';
import type { ReadyCase } from '../cases/ready-case.ts';
import type { CaseValues } from '../model/case.ts';
import type { JsonValue } from '../model/json.ts';
import type { Parameter } from '../model/operation.ts';
import type { SeedPath } from '../model/seed-path.ts';
import type { Need } from './dependency-edge.ts';
import { type PathStep, showPath } from './entity.ts';
import { freshenTexts } from './freshen-texts.ts';
import type { ThingSource } from './thing.ts';

/** A value that an earlier answer gave. */
export interface Binding {
  readonly need: Need;
  readonly value: unknown;
  readonly source: ThingSource;
}

/** How the other values of a request are chosen: drawn at random, or the plainest there are. */
export type Filling = 'random' | 'plain' | 'random-required';

/**
 * A valid request with values of earlier answers in it. A function of the seed path, the filling and the bindings, which are recorded as its inputs. Whether a
 * server takes it hangs on what it has, so it is doubtful. `undefined` where a value that the path needs has no place in it.
 */
export function boundCase(
  context: OperationContext,
  bindings: readonly Binding[],
  seedPath: SeedPath,
  { filling, scenario, fresh }: Writing,
): ReadyCase | undefined {
  const draft = filling === 'plain' ? baseDraft(context) : drawn(context, randomFor(seedPath), filling === 'random');
  if (draft.body === undefined) addBody(context, draft);
  return withBindings(context, draft, bindings, { seedPath, scenario, fresh });
}

/**
 * What makes or changes a thing is told of it in a body, also where the document forgets to say that the body is required, as generators often do; and what
 * is bound has no place without one.
 */
function addBody({ operation: { method }, bodies: [body] }: OperationContext, draft: CaseDraft): void {
  if (body === undefined || !['POST', 'PUT', 'PATCH'].includes(method)) return;
  draft.body = { kind: 'value', mediaType: body.mediaType, value: body.plain() };
}

interface Writing {
  readonly filling: Filling;
  readonly scenario: string;
  /** Draws other texts where any text may stand: what must be unique was taken by those of before. */
  readonly fresh?: Random | undefined;
}

/** As `boundCase`, of values that were sent before. */
export function reboundCase(
  context: OperationContext,
  values: CaseValues,
  bindings: readonly Binding[],
  { seedPath, scenario, fresh }: Omit<Writing, 'filling'> & { readonly seedPath: SeedPath },
): ReadyCase | undefined {
  return withBindings(context, draftOf(values), bindings, { seedPath, scenario, fresh });
}

function withBindings(
  context: OperationContext,
  draft: CaseDraft,
  bindings: readonly Binding[],
  { seedPath, scenario, fresh }: Omit<Writing, 'filling'> & { readonly seedPath: SeedPath },
): ReadyCase | undefined {
  if (fresh !== undefined) freshenTexts(context, draft, fresh);
  const used: Binding[] = [];
  for (const binding of bindings) {
    if (bindValue(context, draft, binding)) used.push(binding);
    else if (binding.need.in === 'path') return undefined;
  }
  return finishCase(context, draft, {
    mode: 'positive',
    doubtful: true,
    scenario,
    seedPath,
    violations: [],
    inputs: { ...context.inputs, bindings: recordedBindings(used) },
  });
}

/** No thing has the ETag that is drawn for it: the request would be refused, or not answered, for that alone. */
function isCondition({ in: location, name, required }: Parameter): boolean {
  return location === 'header' && !required && /^if-/iu.test(name);
}

/** Percentage of optional parts that are sent. */
const optionalShare = 40;

function drawn(context: OperationContext, random: Random, withOptional: boolean): CaseDraft {
  const draft = draftOf();
  const isSent = (isRequired: boolean): boolean =>
    isRequired || (withOptional && random.nextInt(0, 99) < optionalShare);
  for (const { parameter, positive } of context.parameters) {
    if (isSent(parameter.required) && !isCondition(parameter))
      setParameter(draft, parameter, positive.generate(random, undefined).value);
  }
  const [body] = context.bodies;
  if (body !== undefined && (context.bodyRequired || withOptional))
    draft.body = { kind: 'value', mediaType: body.mediaType, value: body.positive.generate(random, undefined).value };
  return draft;
}

/** Puts a value where it is needed, in the form that the schema there wants. Whether it found its place. */
export function bindValue(context: OperationContext, draft: CaseDraft, { need, value }: Binding): boolean {
  if (need.in === 'body') return bindBody(context.bodies, draft, need.path, value);
  const source = context.parameters.find(({ parameter }) => parameter.in === need.in && parameter.name === need.name);
  const fitting = source && fit(source, value);
  if (source === undefined || fitting === undefined) return false;
  setParameter(draft, source.parameter, fitting.value);
  return true;
}

/** As the schema wants it: digits as a number, a number as text, one as a list of one. */
function fit(source: Pick<ParameterSource, 'isValid'>, value: unknown): { readonly value: unknown } | undefined {
  const candidates = [value, ...otherForms(value)];
  for (const candidate of [...candidates, ...candidates.map((one) => [one])])
    if (source.isValid(candidate)) return { value: candidate };
  // No validator knows it, and it goes to the wire as it came.
  return typeof value === 'bigint' && source.isValid(Number(value)) ? { value } : undefined;
}

function otherForms(value: unknown): readonly unknown[] {
  if (typeof value === 'number' || typeof value === 'bigint') return [String(value)];
  if (typeof value === 'string' && /^-?(?:0|[1-9]\d{0,15})$/u.test(value)) return [Number(value)];
  return [];
}

/** Sets a value in a body where that has a place for it, and the body stays valid. */
function bindBody(bodies: readonly BodySource[], draft: CaseDraft, path: readonly PathStep[], value: unknown): boolean {
  const { body } = draft;
  if (body?.kind !== 'value') return false;
  const source = bodies.find(({ mediaType }) => mediaType === body.mediaType);
  if (source === undefined) return false;
  for (const candidate of [value, ...otherForms(value)]) {
    const changed = path.length === 0 ? candidate : withValue(body.value, path, candidate);
    const isFine = typeof value === 'bigint' ? changed !== undefined : changed !== undefined && source.isValid(changed);
    if (!isFine) continue;
    draft.body = { ...body, value: changed };
    return true;
  }
  return false;
}

/** The value with another one at a path, in each item of the lists on the way; `undefined` where the path leads nowhere. */
function withValue(whole: unknown, path: readonly PathStep[], value: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return Array.isArray(whole) ? [value] : value;
  if (step.kind === 'each') {
    if (!Array.isArray(whole) || whole.length === 0) return undefined;
    const items = whole.map((item) => withValue(item, rest, value));
    return items.includes(undefined) ? undefined : items;
  }
  if (typeof whole !== 'object' || whole === null || Array.isArray(whole) || step.name === '__proto__')
    return undefined;
  const members = whole as Readonly<Record<string, unknown>>;
  // A member that may be left out is set only where the thing it stands in is there.
  const before = Object.hasOwn(members, step.name) ? members[step.name] : undefined;
  const inner = withValue(before, rest, value);
  return inner === undefined ? undefined : { ...members, [step.name]: inner };
}

/** Bindings as a case records them: with what they are made of it comes out the same. */
export function recordedBindings(bindings: readonly Binding[]): JsonValue {
  return bindings.map(recorded);
}

function recorded({ need, value, source }: Binding): JsonValue {
  return {
    in: need.in,
    ...(need.in === 'body' ? { pointer: showPath(need.path) } : { name: need.name }),
    value: typeof value === 'bigint' ? String(value) : (value as JsonValue),
    // What no sequence gave was met anywhere in the run.
    ...(source.step < 0 ? {} : { step: source.step + 1 }),
    from: `${source.operation} ${source.place}`,
  };
}
