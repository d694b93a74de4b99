import type { Random } from 'fast-check';
import { draftOf, finishCase, setParameter, type CaseDraft } from '../../cases/case-draft.ts';
import type { OperationContext, ValueSource } from '../../cases/operation-context.ts';
import type { ReadyCase } from '../../cases/ready-case.ts';
import { ApiTestGenError } from '../../errors.ts';
import type { BodyValue, Case } from '../../model/case.ts';
import type { JsonValue } from '../../model/json.ts';
import type { Parameter } from '../../model/operation.ts';
import type { SeedPath } from '../../model/seed-path.ts';
import type { WorkflowExpression, WorkflowParameter, WorkflowStep } from '../../model/workflow.ts';
import { concreteMediaType } from '../../requests/bodies/body-format.ts';
import { isJsonMediaType } from '../../requests/media-type.ts';
import { jsonText, scalarText } from '../../requests/scalar-text.ts';
import { parseExact } from '../exact-json.ts';
import { withReplacements } from './with-replacements.ts';
import { evaluateWorkflowValue, type EvaluatedValue, type ValueScope } from './workflow-values.ts';

/** What comes of writing the request of a step. */
export type StepRequest =
  | { readonly kind: 'ready'; readonly ready: ReadyCase; readonly isMadeUp: boolean }
  /** What the document requires has no value. */
  | { readonly kind: 'missing'; readonly expression: WorkflowExpression }
  | { readonly kind: 'unwritable'; readonly reason: string };

export interface StepRequestSetting {
  readonly scope: ValueScope;
  readonly random: Random;
  readonly seedPath: SeedPath;
  readonly scenario: string;
  /** Which earlier exchange, from 1, gave what an expression means; `undefined` where none did. */
  sourceOf(expression: WorkflowExpression): number | undefined;
}

/**
 * Writes the request of a step: the values that the workflow gives, and for what is required and not given a documented example or a value of its schema.
 * A server may well refuse it, so it is doubtful.
 */
export function stepRequest(step: WorkflowStep, plain: OperationContext, setting: StepRequestSetting): StepRequest {
  const context = withOwnParameters(plain, step.parameters);
  const draft = draftOf();
  const given: JsonValue[] = [];
  for (const parameter of step.parameters) {
    const { value, missing } = evaluateWorkflowValue(parameter.value, setting.scope);
    const declared = declaredFor(context, parameter);
    const [absent] = missing;
    if (value === undefined || (absent !== undefined && declared?.required === true)) {
      if (absent !== undefined && (declared?.required ?? parameter.in === 'path'))
        return { kind: 'missing', expression: absent };
      continue;
    }
    if (declared === undefined) return unwritable(`its path has no parameter "${parameter.name}"`);
    setParameter(draft, declared, fitting(context, declared, value));
    given.push(...bindingsOf(parameter, value, setting));
  }
  const body = bodyOf(step, context, setting);
  if (body.kind !== 'body') return body;
  if (body.body !== undefined) draft.body = body.body;
  let isMadeUp = body.isMadeUp;
  for (const source of context.parameters) {
    const { parameter } = source;
    if (!parameter.required || Object.hasOwn(valuesAt(draft, parameter.in), parameter.name)) continue;
    setParameter(draft, parameter, exampleOrAny(source, setting.random));
    isMadeUp = true;
  }
  return written(context, draft, setting, { given: [...given, ...body.given], isMadeUp });
}

function written(
  context: OperationContext,
  draft: CaseDraft,
  { seedPath, scenario }: StepRequestSetting,
  { given, isMadeUp }: { readonly given: readonly JsonValue[]; readonly isMadeUp: boolean },
): StepRequest {
  const inputs = given.length === 0 ? context.inputs : { ...context.inputs, bindings: given };
  const identity = { mode: 'positive', doubtful: true, scenario, seedPath, violations: [], inputs } as const;
  try {
    const finished = finishCase(context, draft, identity);
    if (finished !== undefined) return { kind: 'ready', ready: finished, isMadeUp };
    // What is written down is sent as it is written, also where it means something else on the wire.
    const encoded = context.encode(draft);
    if (encoded.kind === 'unencodable') return unwritable(encoded.reason);
    const sent: Case = { ...identity, operation: context.operation.label, phase: seedPath.phase, values: draft };
    return { kind: 'ready', ready: { case: sent, request: encoded.request }, isMadeUp };
  } catch (error) {
    if (ApiTestGenError.is(error)) return unwritable(error.message);
    throw error;
  }
}

function unwritable(reason: string): StepRequest & { readonly kind: 'unwritable' } {
  return { kind: 'unwritable', reason };
}

/** Credentials and the like stand in few documents as parameters: what a workflow gives is sent all the same. */
function withOwnParameters(context: OperationContext, given: readonly WorkflowParameter[]): OperationContext {
  const added = given.flatMap((parameter): readonly Parameter[] => {
    const { name, in: place, location } = parameter;
    if (place === undefined || place === 'path' || declaredFor(context, parameter) !== undefined) return [];
    const style = place === 'header' ? 'simple' : 'form';
    const serialization = { kind: 'style', style, explode: place !== 'header', allowReserved: false } as const;
    return [{ name, in: place, required: false, schema: undefined, serialization, examples: [], location }];
  });
  return added.length === 0 ? context : context.withUndeclared(added);
}

/** Names of headers are the same in any case. */
function declaredFor({ operation }: OperationContext, { name, in: place }: WorkflowParameter): Parameter | undefined {
  return operation.parameters.find(
    (one) =>
      one.in === place && (one.name === name || (place === 'header' && one.name.toLowerCase() === name.toLowerCase())),
  );
}

function valuesAt(draft: CaseDraft, place: Parameter['in']): Readonly<Record<string, unknown>> {
  return place === 'querystring'
    ? draft.querystring === undefined
      ? {}
      : { [draft.querystring.name]: 0 }
    : draft[place];
}

/** One value for a list of values is a list of one; all else is the same on the wire. */
function fitting(context: OperationContext, declared: Parameter, value: unknown): unknown {
  const source = context.parameters.find(({ parameter }) => parameter === declared);
  if (source === undefined || Array.isArray(value) || source.isValid(value)) return value;
  return source.isValid([value]) ? [value] : value;
}

function exampleOrAny(source: ValueSource, random: Random): unknown {
  const [example] = source.examples;
  return example === undefined ? source.positive.generate(random, undefined).value : example.value;
}

type StepBody =
  | {
      readonly kind: 'body';
      readonly body: BodyValue | undefined;
      readonly given: readonly JsonValue[];
      readonly isMadeUp: boolean;
    }
  | Exclude<StepRequest, { kind: 'ready' }>;

function bodyOf({ body }: WorkflowStep, context: OperationContext, setting: StepRequestSetting): StepBody {
  const { scope, random } = setting;
  const [first] = context.bodies;
  const documented = body?.contentType ?? first?.mediaType;
  const source =
    context.bodies.find(({ mediaType }) => mediaType === documented) ??
    (body?.contentType === undefined ? first : undefined);
  if (body?.payload === undefined && (body === undefined || body.replacements.length === 0)) {
    if (!context.bodyRequired || first === undefined)
      return { kind: 'body', body: undefined, given: [], isMadeUp: false };
    const value = exampleOrAny(first, random);
    return { kind: 'body', body: { kind: 'value', mediaType: first.mediaType, value }, given: [], isMadeUp: true };
  }
  const isMadeUp = body.payload === undefined;
  const payload: EvaluatedValue =
    body.payload === undefined
      ? { value: source && exampleOrAny(source, random), missing: [] }
      : evaluateWorkflowValue(body.payload, scope);
  const replaced = withReplacements(payload, body.replacements, scope);
  const mediaType = concreteMediaType(
    documented ?? (typeof replaced.value === 'string' ? 'text/plain' : 'application/json'),
  );
  const [absent] = replaced.missing;
  const made = bodyValue(mediaType, replaced.value, source?.isValid);
  if (absent !== undefined) {
    // What has no value is left out, where the document lets it be.
    const isFine = made?.kind === 'value' && source !== undefined && source.isValid(made.value);
    if (!isFine && (made === undefined || source !== undefined)) return { kind: 'missing', expression: absent };
  }
  const given = [
    ...(body.payload === undefined ? [] : bodyBindings(body.payload, '', setting)),
    ...body.replacements.flatMap(({ pointer, value }) => bodyBindings(value, pointer, setting)),
  ];
  return { kind: 'body', body: made, given, isMadeUp };
}

/** A text for a type that is none is sent as it stands, unless it reads as JSON where that is wanted. */
function bodyValue(
  mediaType: string,
  value: unknown,
  isValid: ((value: unknown) => boolean) | undefined,
): BodyValue | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== 'string') return { kind: 'value', mediaType, value };
  if (!isJsonMediaType(mediaType)) return { kind: 'raw', mediaType, bytes: value };
  try {
    return { kind: 'value', mediaType, value: parseExact(value) };
  } catch {
    return isValid?.(value) === true ? { kind: 'value', mediaType, value } : { kind: 'raw', mediaType, bytes: value };
  }
}

/** What flowed from earlier answers, as failures show it. */
function bindingsOf(
  { name, in: place, value: template }: WorkflowParameter,
  value: unknown,
  { sourceOf }: StepRequestSetting,
): readonly JsonValue[] {
  if (template.kind !== 'expression') return [];
  const step = sourceOf(template.expression);
  return step === undefined
    ? []
    : [{ in: place ?? '', name, value: shown(value), step, from: template.expression.text }];
}

function bodyBindings(
  value: NonNullable<NonNullable<WorkflowStep['body']>['payload']>,
  pointer: string,
  setting: StepRequestSetting,
): readonly JsonValue[] {
  if (value.kind === 'object')
    return value.members.flatMap(([name, member]) => bodyBindings(member, `${pointer}/${name}`, setting));
  if (value.kind === 'list') return value.items.flatMap((item, at) => bodyBindings(item, `${pointer}/${at}`, setting));
  if (value.kind !== 'expression') return [];
  const step = setting.sourceOf(value.expression);
  const found = evaluateWorkflowValue(value, setting.scope).value;
  if (step === undefined || found === undefined) return [];
  return [{ in: 'body', pointer, value: shown(found), step, from: value.expression.text }];
}

function shown(value: unknown): JsonValue {
  return scalarText(value) ?? jsonText(value) ?? null;
}
