import type { OperationEntry, Parameter, ParameterLocation, ParameterSerialization } from '../../model/operation.ts';
import { isObject, member, type ObjectNode } from '../spec-node.ts';
import type { ApiContext } from './api-context.ts';
import { explicitExamples, schemaExamples } from './examples.ts';
import { contentOf, schemaOf } from './nodes.ts';
import type { ParameterNode } from './parameter-nodes.ts';
import { styleSerialization } from './style.ts';
import { buildSwagger2Parameter } from './swagger2-parameter.ts';

// OpenAPI 3 ignores them (§Parameter Object): content negotiation and security say what they hold. In 2.0 consumes,
// produces and securityDefinitions do, so a generated value would only contradict them.
const ignoredHeaders = new Set(['accept', 'content-type', 'authorization']);

/** The parameters that a request is made of: path parameters are those of the template. */
export function buildParameters(
  context: ApiContext,
  entry: OperationEntry,
  nodes: readonly ParameterNode[],
  pathItems: readonly ObjectNode[],
): readonly Parameter[] {
  const variables = templateVariables(entry.path);
  const parameters: Parameter[] = [];
  for (const node of nodes) {
    // They make the body of Swagger 2.0.
    if (node.in === 'body' || node.in === 'formData') continue;
    if (node.in === 'header' && ignoredHeaders.has(node.name.toLowerCase())) continue;
    if (node.in === 'path' && !variables.delete(node.name)) continue;
    parameters.push(context.version === '2.0' ? buildSwagger2Parameter(context, node) : buildParameter(context, node));
  }
  for (const name of variables) parameters.push(undeclaredVariable(context, name, pathItems[0] ?? context.root));
  return parameters;
}

/** The media types that a documented `Accept` header lists; none where it lists nothing. */
export function documentedAccepts(nodes: readonly ParameterNode[]): readonly string[] {
  const node = nodes.find((candidate) => candidate.in === 'header' && candidate.name.toLowerCase() === 'accept');
  if (node === undefined) return [];
  const schema = member(node.value, 'schema') ?? node.value;
  const listed = isObject(schema) ? member(schema, 'enum') : undefined;
  return Array.isArray(listed) ? listed.filter((type) => typeof type === 'string' && type.includes('/')) : [];
}

function buildParameter(context: ApiContext, node: ParameterNode): Parameter {
  const place = node.in as ParameterLocation;
  const content = contentOf(context, node);
  const holder = content?.node ?? node;
  const schema = schemaOf(context, holder);
  const serialization: ParameterSerialization =
    content === undefined ? styleSerialization(node.value, place) : { kind: 'content', mediaType: content.mediaType };
  return {
    name: node.name,
    in: place,
    required: place === 'path' || member(node.value, 'required') === true,
    schema,
    serialization,
    ...(place === 'query' && member(node.value, 'allowEmptyValue') === true ? { allowEmptyValue: true } : {}),
    examples: [
      ...explicitExamples(context, node),
      ...(content === undefined ? [] : explicitExamples(context, content.node)),
      ...schemaExamples(context, schema),
    ],
    location: node.location,
  };
}

/** The variables of a path template, in order. */
function templateVariables(path: string): Set<string> {
  return new Set(Array.from(path.matchAll(/\{([^{}]+)\}/gu), ([, name = '']) => name));
}

const stringSchema = { type: 'string' } as const;

/** A variable that nothing describes: it still has to be filled, and any text can stand there. */
function undeclaredVariable(context: ApiContext, name: string, pathItem: ObjectNode): Parameter {
  return {
    name,
    in: 'path',
    required: true,
    schema: context.schemaRef({ value: stringSchema, location: pathItem.location }),
    serialization: styleSerialization({}, 'path'),
    examples: [],
    location: pathItem.location,
  };
}
