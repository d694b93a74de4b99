import { constant, type Arbitrary } from 'fast-check';
import { edgeValues, type EdgeValue } from '../arbitraries/edge-values.ts';
import { positiveArbitrary } from '../arbitraries/positive-arbitrary.ts';
import { smallestValue } from '../arbitraries/smallest-value.ts';
import type { TextProfile } from '../arbitraries/text-profile.ts';
import { violatingArbitrary, type InvalidValue } from '../arbitraries/violations/violating-arbitrary.ts';
import { ApiTestGenError, InvalidSpecError, UnresolvedRefError } from '../errors.ts';
import type { Case } from '../model/case.ts';
import { excerpt } from '../model/excerpt.ts';
import { headerValue, type HeaderList } from '../model/exchange.ts';
import { valueAt } from '../model/json.ts';
import type { Location } from '../model/location.ts';
import type { Example, MediaTypeContent, Operation, Parameter } from '../model/operation.ts';
import type { Problem } from '../model/problem.ts';
import type { SchemaRef } from '../model/schema-ref.ts';
import type { RequestLocation } from '../model/violation.ts';
import { concreteMediaType } from '../requests/bodies/body-format.ts';
import { sampleFile } from '../requests/bodies/sample-file.ts';
import { unsupportedMediaType } from '../requests/bodies/create-body-writer.ts';
import { canEncode, carriesBody, createEncoder } from '../requests/create-encoder.ts';
import { isJsonMediaType } from '../requests/media-type.ts';
import type { RouteIndex } from '../requests/route-index.ts';
import { serialiserFor } from '../requests/serialiser.ts';
import type { Serialiser } from '../requests/serialiser.ts';
import { valueShape } from '../requests/value-shape.ts';
import { createWireOracle, type WireOracle } from '../requests/wire-oracle.ts';
import type { SchemaIssue, Schemas } from '../schema/schemas.ts';
import { withoutReadOnly } from './examples/without-read-only.ts';
import { problemOf } from './problem-of.ts';

/** Where values of one part of a request come from. */
export interface ValueSource {
  readonly schema: SchemaRef;
  readonly text: TextProfile;
  readonly positive: Arbitrary<unknown>;
  /** Documented examples that are valid. */
  readonly examples: readonly Example[];
  readonly invalidExamples: readonly Example[];
  /** Whether a value may be sent for it. */
  isValid(value: unknown): boolean;
  /** The first valid example, else the smallest valid value. Throws where there is none. */
  plain(): unknown;
  /** The values at and on both sides of every edge of the schema. */
  edges(): Iterable<EdgeValue>;
  /** How often an optional part is sent, where the run learned it. */
  readonly presence?: 'always' | 'seldom' | 'never';
  /** `undefined` where nothing can break the schema. Built when first asked for. */
  violating(): Arbitrary<InvalidValue> | undefined;
}

export interface ParameterSource extends ValueSource {
  readonly parameter: Parameter;
}

export interface BodySource extends ValueSource {
  readonly content: MediaTypeContent;
  readonly mediaType: string;
  /** The user's own, where it is written with one. */
  readonly serialiser: Serialiser | undefined;
}

/** All that is computed once for an operation, so that each of its cases is cheap. */
export interface OperationContext {
  readonly operation: Operation;
  readonly parameters: readonly ParameterSource[];
  readonly bodies: readonly BodySource[];
  readonly bodyRequired: boolean;
  readonly encode: ReturnType<typeof createEncoder>;
  readonly oracle: WireOracle;
  readonly schemas: Schemas;
  readonly routes: RouteIndex;
  /** Another operation of the document has the same path on the wire. */
  readonly hasTwin: boolean;
  /** What the run itself adds to the cases. */
  readonly inputs: Case['inputs'];
  /** Parts that had to be left out, and why. */
  readonly problems: readonly Problem[];
  /** A place of the document as a person finds it. */
  describe(location: Location): string;
  /** The same, with parameters that the document does not declare; they are never broken. */
  withUndeclared(parameters: readonly Parameter[]): OperationContext;
}

export interface ContextOptions {
  readonly schemas: Schemas;
  readonly routes: RouteIndex;
  readonly basePath: string;
  readonly headers: HeaderList;
  /** Registered for bodies of types that we cannot write; none by default. */
  readonly serialisers?: readonly Serialiser[];
  /** Whether what common frameworks let through of a JSON body counts as invalid; no by default. */
  readonly strictTypes?: boolean;
  /** A place of the document as a person finds it. */
  describe(location: Location): string;
}

/**
 * Prepares an operation. An optional part whose schema cannot be used is left out, with a problem; a required one
 * throws its `SpecError`.
 */
export function createOperationContext(operation: Operation, options: ContextOptions): OperationContext {
  const problems: Problem[] = [];
  const { schemas, routes } = options;
  const parameters = operation.parameters
    .filter((parameter) => !isFixed(parameter, options.headers))
    .flatMap((parameter) =>
      optional(
        parameter.required,
        () => parameterSource(parameter, schemas),
        (error) => problems.push(problemOf(error, operation.label, options.describe)),
      ),
    );
  const bodies = bodySources(operation, options, problems);
  problems.push(...invalidExamples([...parameters, ...bodies], operation, options));
  problems.push(...externalExamples(operation, options));
  const wireOf = (whole: Operation): Pick<OperationContext, 'encode' | 'oracle'> => ({
    encode: createEncoder(whole, options),
    oracle: createWireOracle(whole, schemas, options.serialisers, options.strictTypes),
  });
  const context: OperationContext = {
    operation,
    parameters,
    bodies,
    bodyRequired: bodies.length > 0 && operation.body?.required === true,
    ...wireOf(operation),
    schemas,
    routes,
    hasTwin: routes.hasTwin(operation.path),
    inputs: noInputs,
    problems,
    describe: options.describe,
    withUndeclared(added) {
      const sources = added.map((parameter) => ({ ...parameterSource(parameter, schemas), violating: unbroken }));
      const wider = { ...operation, parameters: [...operation.parameters, ...added] };
      return { ...context, ...wireOf(wider), parameters: [...parameters, ...sources] };
    },
  };
  return context;
}

const unbroken = (): undefined => undefined;

const noInputs = {};

/** A header that the user gives with every request is the user's: nothing that is generated for it would reach the wire. */
function isFixed(parameter: Parameter, headers: HeaderList): boolean {
  return parameter.in === 'header' && headerValue(headers, parameter.name) !== undefined;
}

function optional<T>(required: boolean, build: () => T, onError: (error: unknown) => void): readonly T[] {
  try {
    return [build()];
  } catch (error) {
    if (required) throw error;
    onError(error);
    return [];
  }
}

function parameterSource(parameter: Parameter, schemas: Schemas): ParameterSource {
  const schema = parameter.schema ?? anyText(parameter);
  const text = parameter.serialization.kind === 'content' ? 'any' : profiles[parameter.in];
  return { parameter, ...valueSource(schema, schemas, text, parameter.examples) };
}

const profiles = {
  path: 'path',
  query: 'query',
  querystring: 'query',
  header: 'header',
  cookie: 'cookie',
} as const satisfies Record<Exclude<RequestLocation, 'body'>, TextProfile>;

/** One problem an operation: documents that have invalid examples have many. */
function invalidExamples(
  sources: readonly ValueSource[],
  { label }: Operation,
  options: ContextOptions,
): readonly Problem[] {
  const invalid = sources.flatMap((source) => source.invalidExamples.map((example) => ({ source, example })));
  const [first, ...others] = invalid;
  if (first === undefined) return [];
  const [issue] = options.schemas.issues(first.source.schema, first.example.value, 'request');
  const more = others.length === 0 ? '' : ` So are ${others.length} more of this operation.`;
  return [
    {
      code: 'ATG_SPEC_INVALID_EXAMPLE',
      message: `An example is invalid under its own schema and is not used: ${issue === undefined ? 'it breaks the schema' : demandOf(issue, first.example)}.${more}`,
      where: options.describe(first.example.location),
      hint: 'Correct the example, or the schema.',
      operation: label,
    },
  ];
}

/** What the schema demands of an example, where in it, and what is there. */
function demandOf({ valuePointer, message, keyword }: SchemaIssue, { value }: Example): string {
  const demand = valuePointer === '' ? message : `${valuePointer} ${message}`;
  // What is missing shows nothing.
  if (keyword === 'required') return demand;
  return `${demand}, and is ${excerpt(valueAt(value, valuePointer), 80)}`;
}

/** One problem an operation, as for invalid ones. */
function externalExamples({ label, parameters, body }: Operation, { describe }: ContextOptions): readonly Problem[] {
  const examples = [...parameters, ...(body?.contents ?? [])].flatMap((holder) => holder.examples);
  const [first, ...others] = examples.filter(({ external }) => external !== undefined);
  if (first === undefined) return [];
  const more = others.length === 0 ? '' : ` So are ${others.length} more of this operation.`;
  return [
    {
      code: 'ATG_SPEC_EXTERNAL_EXAMPLE',
      message: `An example stands outside the document and is not used: ${first.external}.${more}`,
      where: describe(first.location),
      hint: 'Write it into the document as its `value`.',
      operation: label,
    },
  ];
}

/** A parameter without a schema is any text. */
function anyText({ location }: Parameter): SchemaRef {
  return { schema: { type: 'string' }, location, scope: noRefs };
}

function bodySources(operation: Operation, options: ContextOptions, problems: Problem[]): readonly BodySource[] {
  const { body } = operation;
  // What is documented beside GET and HEAD has no meaning (RFC 9110 §9.3.1) and is not sent.
  if (body === undefined || !carriesBody(operation.method, operation)) return [];
  const sources: BodySource[] = [];
  const errors: unknown[] = [];
  for (const content of body.contents) {
    try {
      sources.push(bodySource(content, options));
    } catch (error) {
      errors.push(error);
    }
  }
  const [first] = errors;
  if (sources.length === 0 && body.required) {
    throw (
      first ??
      new InvalidSpecError('The required request body has no media type.', { where: options.describe(body.location) })
    );
  }
  problems.push(...errors.map((error) => problemOf(error, operation.label, options.describe)));
  return sources;
}

function bodySource(content: MediaTypeContent, options: ContextOptions): BodySource {
  const mediaType = concreteMediaType(content.mediaType);
  if (!canEncode(mediaType, options.serialisers))
    throw unsupportedMediaType(content.mediaType, options.describe(content.location));
  const schema = content.schema ?? { schema: true, location: content.location, scope: noRefs };
  const source = valueSource(schema, options.schemas, bodyProfile(mediaType), content.examples);
  const sample = sampleSource(mediaType, source);
  const serialiser = serialiserFor(mediaType, options.serialisers ?? []);
  return { content, mediaType, serialiser, ...source, plain: plainBody(mediaType, source, options.schemas), ...sample };
}

/** Where the schema allows more than `null`, a JSON body is not that: many servers take `null` for no body at all. */
function plainBody(mediaType: string, { schema, text, plain }: ValueSource, schemas: Schemas): () => unknown {
  if (!isJsonMediaType(mediaType)) return plain;
  return once(() => {
    const value = plain();
    if (value !== null) return value;
    try {
      return smallestValue({ ...schema, schema: { allOf: [schema.schema, { not: { enum: [null] } }] } }, schemas, text);
    } catch (error) {
      if (ApiTestGenError.is(error)) return value;
      throw error;
    }
  });
}

/** Servers look into images and the like: a real one stands for what no schema can say. */
function sampleSource(mediaType: string, { schema, isValid, examples }: ValueSource): Partial<ValueSource> {
  const sample = sampleFile(mediaType, valueShape(schema));
  if (sample === undefined || !isValid(sample)) return {};
  return { positive: constant(sample), plain: () => examples[0]?.value ?? sample };
}

const noRefs: SchemaRef['scope'] = {
  dialect: 'openapi-3.1',
  resolve: (ref, from) => {
    throw new UnresolvedRefError(ref, from.pointer);
  },
};

/** Forms and text hold strings only; XML cannot hold control characters. */
function bodyProfile(mediaType: string): TextProfile {
  if (isJsonMediaType(mediaType)) return 'any';
  return mediaType.includes('xml') ? 'header' : 'query';
}

function valueSource(
  schema: SchemaRef,
  schemas: Schemas,
  text: TextProfile,
  examples: readonly Example[],
): ValueSource {
  const isValid = (value: unknown): boolean => schemas.isValid(schema, value, 'request');
  const usable = examples
    .filter(({ external }) => external === undefined)
    .map((example) => inRequest(example, schema, isValid));
  const valid = usable.filter((example) => isValid(example.value));
  return {
    schema,
    text,
    positive: positiveArbitrary(schema, schemas, text),
    examples: valid,
    invalidExamples: usable.filter((example) => !valid.includes(example)),
    isValid,
    plain: once(() => (valid[0] === undefined ? smallestValue(schema, schemas, text) : valid[0].value)),
    edges: () => edgeValues(schema, schemas, text),
    violating: once(() => violatingArbitrary(schema, schemas, text)),
  };
}

/** The example without what the server sets, where the schema can do without. */
function inRequest(example: Example, schema: SchemaRef, isValid: (value: unknown) => boolean): Example {
  const value = withoutReadOnly(schema, example.value);
  return value === example.value || !isValid(value) ? example : { ...example, value };
}

function once<T>(compute: () => T): () => T {
  let result: { readonly value: T } | undefined;
  return () => (result ??= { value: compute() }).value;
}
