import type { Random } from 'fast-check';
import { positiveArbitrary } from '../../arbitraries/positive-arbitrary.ts';
import type { OperationContext } from '../../cases/operation-context.ts';
import { ApiTestGenError } from '../../errors.ts';
import { pointerTo, valueAt } from '../../model/json.ts';
import type { OperationLabel } from '../../model/operation.ts';
import type { SchemaRef } from '../../model/schema-ref.ts';
import type { Workflow, WorkflowValue } from '../../model/workflow.ts';
import type { Schemas } from '../../schema/schemas.ts';
import { expressionsIn, type NamedValues } from './workflow-values.ts';

/** The inputs of a workflow. */
export interface MadeInputs {
  readonly values: NamedValues;
  /** Those that nobody gave. */
  readonly madeUp: ReadonlySet<string>;
}

export interface InputSetting {
  readonly random: Random;
  readonly schemas: Schemas;
  contextOf(operation: OperationLabel): OperationContext | undefined;
}

/**
 * The inputs that are given, and for those that are needed and not given, values that suit the schema of the input and the places that it goes to: an
 * example of such a place, else a drawn value. An input that nothing is known of has none.
 */
export function makeInputs(workflow: Workflow, given: NamedValues, setting: InputSetting): MadeInputs {
  const values: Record<string, unknown> = { ...given };
  const madeUp = new Set<string>();
  for (const name of neededInputs(workflow)) {
    if (Object.hasOwn(values, name)) continue;
    const value = makeInput(workflow, name, setting);
    if (value === undefined) continue;
    values[name] = value;
    madeUp.add(name);
  }
  return { values, madeUp };
}

/** Those that its steps speak of, in their order. */
function neededInputs({ steps }: Workflow): readonly string[] {
  const names = steps.flatMap(({ parameters, body }) =>
    [
      ...parameters.map(({ value }) => value),
      ...(body?.payload === undefined ? [] : [body.payload]),
      ...(body?.replacements ?? []).map(({ value }) => value),
    ]
      .flatMap(expressionsIn)
      .flatMap((expression) => (expression.kind === 'input' ? [baseName(expression.path.name)] : [])),
  );
  return [...new Set(names)];
}

function baseName(name: string): string {
  return /^[^.[]*/u.exec(name)?.[0] ?? name;
}

const draws = 12;

function makeInput(workflow: Workflow, name: string, setting: InputSetting): unknown {
  const schema = workflow.inputs && propertySchema(workflow.inputs, name);
  const places = placesOf(workflow, name, setting);
  const isValid = (value: unknown): boolean =>
    value !== undefined &&
    (schema === undefined || setting.schemas.isValid(schema, value, 'request')) &&
    places.every(({ accepts }) => accepts(value));
  try {
    for (const value of candidates(schema, places, setting)) if (isValid(value)) return value;
    return schema && draw(schema, setting);
  } catch (error) {
    // A schema that nothing fits: the step that needs the input says that it has no value.
    if (ApiTestGenError.is(error)) return undefined;
    throw error;
  }
}

function* candidates(schema: SchemaRef | undefined, places: readonly InputPlace[], setting: InputSetting): Generator {
  if (schema !== undefined) yield* statedValues(schema);
  for (const { examples } of places) yield* examples();
  for (let index = 0; index < draws; index += 1) for (const { draw: any } of places) yield any();
  if (schema === undefined) return;
  for (let index = 0; index < draws; index += 1) yield draw(schema, setting);
}

/** What the author of the workflow would take. */
function statedValues({ schema }: SchemaRef): readonly unknown[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { default: usual, examples, example } = schema as Readonly<Record<string, unknown>>;
  return [usual, example, ...(Array.isArray(examples) ? examples : [])];
}

/** Texts that any place of a request can hold. */
function draw(schema: SchemaRef, { schemas, random }: InputSetting): unknown {
  return positiveArbitrary(schema, schemas, 'path').generate(random, undefined).value;
}

/** The schema of a property, in the schema itself, behind its `$ref`, or in a part of its `allOf`. */
function propertySchema(ref: SchemaRef, name: string, hops = 20): SchemaRef | undefined {
  const { schema, location, scope } = ref;
  if (typeof schema !== 'object' || schema === null || hops === 0) return undefined;
  const { properties, $ref: target, allOf } = schema as Readonly<Record<string, unknown>>;
  const at = (value: unknown, ...tokens: readonly (string | number)[]): SchemaRef => ({
    schema: value,
    location: { file: location.file, pointer: pointerTo(location.pointer, ...tokens) },
    scope,
  });
  if (typeof properties === 'object' && properties !== null && Object.hasOwn(properties, name))
    return at((properties as Readonly<Record<string, unknown>>)[name], 'properties', name);
  const parts = Array.isArray(allOf) ? allOf.map((part: unknown, index) => at(part, 'allOf', index)) : [];
  const behind = typeof target === 'string' ? [{ scope, ...scope.resolve(target, location) }] : [];
  for (const part of [...behind, ...parts]) {
    const found = propertySchema(part, name, hops - 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A place that an input goes to as it is. */
interface InputPlace {
  examples(): readonly unknown[];
  draw(): unknown;
  accepts(value: unknown): boolean;
}

function placesOf({ steps }: Workflow, name: string, setting: InputSetting): readonly InputPlace[] {
  return steps.flatMap(({ target, parameters, body }) => {
    const context = target.kind === 'operation' ? setting.contextOf(target.operation) : undefined;
    if (context === undefined) return [];
    const sources = parameters
      .filter(({ value }) => isInput(value, name))
      .flatMap((given) =>
        context.parameters.filter(({ parameter }) => parameter.in === given.in && parameter.name === given.name),
      );
    const pointers = body?.payload === undefined ? [] : pointersOf(body.payload, name, '');
    return [
      ...sources.map(({ examples, positive, isValid }): InputPlace => ({
        examples: () => examples.map(({ value }) => value),
        draw: () => positive.generate(setting.random, undefined).value,
        accepts: isValid,
      })),
      ...pointers.flatMap((pointer) => bodyPlaces(context, pointer, setting.random)),
    ];
  });
}

/** Whether a whole body is valid only all of its values show. */
function bodyPlaces({ bodies: [source] }: OperationContext, pointer: string, random: Random): readonly InputPlace[] {
  if (source === undefined) return [];
  return [
    {
      examples: () => source.examples.map(({ value }) => valueAt(value, pointer)),
      draw: () => valueAt(source.positive.generate(random, undefined).value, pointer),
      accepts: () => true,
    },
  ];
}

function isInput(value: WorkflowValue, name: string): boolean {
  return (
    value.kind === 'expression' &&
    value.expression.kind === 'input' &&
    value.expression.path.name === name &&
    value.expression.path.pointer === ''
  );
}

function pointersOf(value: WorkflowValue, name: string, pointer: string): readonly string[] {
  if (value.kind === 'object')
    return value.members.flatMap(([member, inner]) => pointersOf(inner, name, pointerTo(pointer, member)));
  if (value.kind === 'list') return value.items.flatMap((item, at) => pointersOf(item, name, pointerTo(pointer, at)));
  return isInput(value, name) ? [pointer] : [];
}
