import type { Body, Encoding, MediaTypeContent } from '../../model/operation.ts';
import { child, type JsonObject, member, type ObjectNode } from '../spec-node.ts';
import type { ApiContext } from './api-context.ts';
import { extensionExamples, schemaExamples } from './examples.ts';
import { schemaOf } from './nodes.ts';
import type { ParameterNode } from './parameter-nodes.ts';
import { mediaTypesOf, statedMediaTypes } from './swagger2-contents.ts';
import { listStyle, nestedStyles } from './swagger2-lists.ts';
import { inlineSchemaValue, isFile } from './swagger2-schema.ts';

const FORM = 'application/x-www-form-urlencoded';
const MULTIPART = 'multipart/form-data';

/** The body of a Swagger 2.0 operation: its `body` parameter, or one form made of its `formData` parameters. */
export function buildSwagger2Body(
  context: ApiContext,
  operation: ObjectNode,
  parameters: readonly ParameterNode[],
): Body | undefined {
  const made = madeBody(context, operation, parameters);
  const assumes = made !== undefined && statedMediaTypes(context, operation, 'consumes') === undefined;
  return assumes ? { ...made, assumesMediaTypes: true } : made;
}

function madeBody(context: ApiContext, operation: ObjectNode, parameters: readonly ParameterNode[]): Body | undefined {
  const consumes = mediaTypesOf(context, operation, 'consumes');
  const body = parameters.find((parameter) => parameter.in === 'body');
  if (body !== undefined) return bodyOf(context, body, consumes);
  const fields = parameters.filter((parameter) => parameter.in === 'formData');
  return fields.length === 0 ? undefined : formOf(context, operation, fields, consumes);
}

function bodyOf(context: ApiContext, body: ParameterNode, consumes: readonly string[]): Body {
  const schema = schemaOf(context, body);
  const ofSchema = schemaExamples(context, schema);
  const { location } = body;
  return {
    required: member(body.value, 'required') === true,
    contents: consumes.map((mediaType) => ({
      mediaType,
      schema,
      encodings: new Map(),
      examples: [...extensionExamples(body, mediaType), ...ofSchema],
      location,
    })),
    location,
  };
}

function formOf(
  context: ApiContext,
  operation: ObjectNode,
  fields: readonly ParameterNode[],
  consumes: readonly string[],
): Body {
  const needsMultipart = fields.some((field) => isFile(field.value));
  const multipart = consumes.find((mediaType) => baseType(mediaType) === MULTIPART);
  const urlencoded = consumes.find((mediaType) => baseType(mediaType) === FORM);
  const mediaType = needsMultipart ? (multipart ?? MULTIPART) : (urlencoded ?? multipart ?? FORM);
  const location = { file: operation.location.file, pointer: child(operation, 'parameters').location.pointer };
  const content: MediaTypeContent = {
    mediaType,
    schema: context.schemaRef({ value: formSchema(operation.value, fields), location }),
    encodings: encodingsOf(fields),
    examples: formExamples(context, fields, location),
    location,
  };
  return { required: fields.some(isRequired), contents: [content], location };
}

// Made once for each operation: later layers memoise by the identity of a schema.
const formSchemas = new WeakMap<JsonObject, JsonObject>();

function formSchema(operation: JsonObject, fields: readonly ParameterNode[]): JsonObject {
  const known = formSchemas.get(operation);
  if (known !== undefined) return known;
  const required = fields.filter(isRequired).map(({ name }) => name);
  const schema = {
    type: 'object',
    properties: Object.fromEntries(fields.map(({ name, value }) => [name, inlineSchemaValue(value)])),
    // Draft 4 allows no empty `required`.
    ...(required.length === 0 ? {} : { required }),
  };
  formSchemas.set(operation, schema);
  return schema;
}

function encodingsOf(fields: readonly ParameterNode[]): ReadonlyMap<string, Encoding> {
  const encodings = new Map<string, Encoding>();
  for (const { name, value } of fields) {
    if (member(value, 'type') !== 'array') continue;
    encodings.set(name, {
      contentType: undefined,
      style: listStyle(member(value, 'collectionFormat')),
      explode: member(value, 'collectionFormat') === 'multi',
      allowReserved: false,
      ...nestedStyles(value),
    });
  }
  return encodings;
}

/** One example of the whole form, where every required field has one. */
function formExamples(
  context: ApiContext,
  fields: readonly ParameterNode[],
  location: MediaTypeContent['location'],
): MediaTypeContent['examples'] {
  const values: [string, unknown][] = [];
  for (const field of fields) {
    const schema = context.schemaRef({ value: inlineSchemaValue(field.value), location: field.location });
    const [example] = [...extensionExamples(field), ...schemaExamples(context, schema)];
    if (example !== undefined) values.push([field.name, example.value]);
    else if (isRequired(field)) return [];
  }
  return values.length === 0 ? [] : [{ name: undefined, value: Object.fromEntries(values), location }];
}

function isRequired(field: ParameterNode): boolean {
  return member(field.value, 'required') === true;
}

function baseType(mediaType: string): string {
  return (mediaType.split(';', 1)[0] ?? '').trim().toLowerCase();
}
