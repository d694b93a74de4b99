import type { Example, MediaTypeContent } from '../../model/operation.ts';
import { child, isObject, member, type ObjectNode } from '../spec-node.ts';
import type { ApiContext } from './api-context.ts';
import { pushValue, schemaExamples } from './examples.ts';
import { schemaOf } from './nodes.ts';
import { binarySchema, isFile } from './swagger2-schema.ts';

const defaultMediaTypes: readonly string[] = ['application/json'];

/** `consumes` or `produces` of the operation, else of the document, else JSON. An empty list clears the document's. */
export function mediaTypesOf(
  context: ApiContext,
  operation: ObjectNode,
  key: 'consumes' | 'produces',
): readonly string[] {
  return statedMediaTypes(context, operation, key) ?? defaultMediaTypes;
}

/** The same where the document says it. */
export function statedMediaTypes(
  context: ApiContext,
  operation: ObjectNode,
  key: 'consumes' | 'produces',
): readonly string[] | undefined {
  const stated = member(operation.value, key) ?? member(context.root.value, key);
  const mediaTypes = Array.isArray(stated) ? stated.filter((mediaType) => typeof mediaType === 'string') : [];
  return mediaTypes.length === 0 ? undefined : mediaTypes;
}

/** The contents of a Swagger 2.0 response: its schema in every media type produced. Without a schema nothing is said about the body. */
export function buildSwagger2Contents(
  context: ApiContext,
  operation: ObjectNode,
  response: ObjectNode,
): readonly MediaTypeContent[] {
  const stated = schemaOf(context, response);
  if (stated === undefined) return [];
  const schema = isObject(stated.schema) && isFile(stated.schema) ? { ...stated, schema: binarySchema } : stated;
  const examples = child(response, 'examples');
  const { location } = stated;
  return mediaTypesOf(context, operation, 'produces').map((mediaType) => {
    const found: Example[] = [];
    pushValue(found, undefined, child(examples, mediaType));
    return {
      mediaType,
      schema,
      encodings: new Map(),
      examples: [...found, ...schemaExamples(context, schema)],
      location,
    };
  });
}
