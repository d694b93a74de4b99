import type { HeaderDefinition, ResponseDefinition } from '../../model/operation.ts';
import { child, member, type ObjectNode, type SpecNode } from '../spec-node.ts';
import type { ApiContext } from './api-context.ts';
import { buildLinks, type LinkTargets } from './links.ts';
import { buildContents } from './media-types.ts';
import { contentOf, dereferencedObject, membersOf, schemaOf } from './nodes.ts';
import { styleSerialization } from './style.ts';
import { buildSwagger2Contents } from './swagger2-contents.ts';
import { inlineSchema } from './swagger2-schema.ts';

/** The documented responses, in the document's order; ranges are written `4XX`. */
export function buildResponses(
  context: ApiContext,
  operation: ObjectNode,
  targets: LinkTargets,
): readonly ResponseDefinition[] {
  return membersOf(context, child(operation, 'responses'), '`responses`').map(({ key, node }) => {
    const response = dereferencedObject(context, node, `The response ${key}`);
    return {
      status: key.toLowerCase() === 'default' ? 'default' : key.toUpperCase(),
      headers: buildHeaders(context, child(response, 'headers')),
      contents:
        context.version === '2.0'
          ? buildSwagger2Contents(context, operation, response)
          : buildContents(context, child(response, 'content')),
      ...buildLinks(context, response, targets),
      location: response.location,
    };
  });
}

function buildHeaders(context: ApiContext, node: SpecNode): readonly HeaderDefinition[] {
  return (
    membersOf(context, node, '`headers`')
      // OpenAPI 3 §Response Object: a header named Content-Type is ignored.
      .filter(({ key }) => key.toLowerCase() !== 'content-type')
      .map(({ key, node: header }) =>
        buildHeader(context, key, dereferencedObject(context, header, `The header ${key}`)),
      )
  );
}

function buildHeader(context: ApiContext, name: string, node: ObjectNode): HeaderDefinition {
  const content = contentOf(context, node);
  const isSwagger2 = context.version === '2.0';
  return {
    name,
    required: !isSwagger2 && member(node.value, 'required') === true,
    schema: isSwagger2 ? inlineSchema(context, node) : schemaOf(context, content?.node ?? node),
    serialization:
      content === undefined || isSwagger2
        ? styleSerialization(isSwagger2 ? {} : node.value, 'header')
        : { kind: 'content', mediaType: content.mediaType },
    location: node.location,
  };
}
