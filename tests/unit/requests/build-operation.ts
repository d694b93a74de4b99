import type {
  Body,
  Encoding,
  ListStyle,
  MediaTypeContent,
  Operation,
  Parameter,
  ParameterLocation,
  ParameterSerialization,
  ResponseDefinition,
} from '../../../runtime/model/operation.ts';
import { operationLabel } from '../../../runtime/model/operation.ts';
import type { CaseValues } from '../../../runtime/model/case.ts';
import type { JsonPointer } from '../../../runtime/model/json.ts';
import { pointerTo, pointerTokens } from '../../../runtime/model/json.ts';
import type { Location } from '../../../runtime/model/location.ts';
import type { SchemaRef, SchemaScope } from '../../../runtime/model/schema-ref.ts';

const defaultStyles = { path: 'simple', query: 'form', querystring: 'form', header: 'simple', cookie: 'form' } as const;

type Style = Extract<ParameterSerialization, { kind: 'style' }>['style'];

export function at(...tokens: readonly (string | number)[]): Location {
  return { file: '/api.json', pointer: pointerTo('', ...tokens) };
}

/** A schema that stands in a document with these components. */
export function schemaRef(
  schema: unknown,
  components: Readonly<Record<string, unknown>> = {},
  where = at('schema'),
): SchemaRef {
  const root = { schema, components: { schemas: components } };
  const scope: SchemaScope = {
    dialect: 'openapi-3.1',
    resolve(ref) {
      const pointer = ref.slice(1) as JsonPointer;
      let target: unknown = root;
      for (const token of pointerTokens(pointer)) target = (target as Record<string, unknown>)[token];
      return { schema: target, location: { file: '/api.json', pointer } };
    },
  };
  return { schema, location: where, scope };
}

export interface ParameterOptions {
  readonly schema?: unknown;
  readonly required?: boolean;
  readonly style?: Style;
  readonly explode?: boolean;
  readonly allowReserved?: boolean;
  readonly itemStyles?: readonly ListStyle[];
  readonly content?: string;
  readonly allowEmptyValue?: boolean;
}

export function parameter(location: ParameterLocation, name: string, options: ParameterOptions = {}): Parameter {
  const style = options.style ?? defaultStyles[location];
  const serialization: ParameterSerialization =
    options.content === undefined
      ? {
          kind: 'style',
          style,
          explode: options.explode ?? style === 'form',
          allowReserved: options.allowReserved ?? false,
          ...(options.itemStyles === undefined ? {} : { itemStyles: options.itemStyles }),
        }
      : { kind: 'content', mediaType: options.content };
  return {
    name,
    in: location,
    required: options.required ?? location === 'path',
    schema: options.schema === undefined ? undefined : schemaRef(options.schema),
    serialization,
    ...(options.allowEmptyValue === undefined ? {} : { allowEmptyValue: options.allowEmptyValue }),
    examples: [],
    location: at('parameters', name),
  };
}

export function content(
  mediaType: string,
  schema?: SchemaRef,
  encodings: Readonly<Record<string, Partial<Encoding>>> = {},
): MediaTypeContent {
  const full = Object.entries(encodings).map(([name, encoding]): readonly [string, Encoding] => [
    name,
    { contentType: undefined, style: undefined, explode: undefined, allowReserved: false, ...encoding },
  ]);
  return { mediaType, schema, encodings: new Map(full), examples: [], location: at('content', mediaType) };
}

export function body(contents: readonly MediaTypeContent[], required = true): Body {
  return { required, contents, location: at('requestBody') };
}

export interface OperationOptions {
  readonly parameters?: readonly Parameter[];
  readonly body?: Body;
  readonly responses?: readonly ResponseDefinition[];
}

export function operation(method: string, path: string, options: OperationOptions = {}): Operation {
  return {
    label: operationLabel(method, path),
    method,
    path,
    operationId: undefined,
    tags: [],
    deprecated: false,
    location: at('paths', path, method.toLowerCase()),
    parameters: options.parameters ?? [],
    body: options.body,
    responses: options.responses ?? [],
    security: [],
  };
}

export function values(given: Partial<CaseValues> = {}): CaseValues {
  return { path: {}, query: {}, header: {}, cookie: {}, ...given };
}
