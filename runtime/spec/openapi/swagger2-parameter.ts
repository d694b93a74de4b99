import type { Parameter, ParameterLocation, ParameterSerialization } from '../../model/operation.ts';
import { member } from '../spec-node.ts';
import type { ApiContext } from './api-context.ts';
import { extensionExamples, schemaExamples } from './examples.ts';
import type { ParameterNode } from './parameter-nodes.ts';
import { inlineSchema } from './swagger2-schema.ts';
import { listStyle, nestedStyles } from './swagger2-lists.ts';

/** A path, query or header parameter of Swagger 2.0. */
export function buildSwagger2Parameter(context: ApiContext, node: ParameterNode): Parameter {
  const place = node.in as ParameterLocation;
  const schema = inlineSchema(context, node);
  return {
    name: node.name,
    in: place,
    required: place === 'path' || member(node.value, 'required') === true,
    schema,
    serialization: {
      kind: 'style',
      ...collectionStyle(member(node.value, 'collectionFormat'), place),
      allowReserved: false,
      ...nestedStyles(node.value),
    },
    ...(place === 'query' && member(node.value, 'allowEmptyValue') === true ? { allowEmptyValue: true } : {}),
    examples: [...extensionExamples(node), ...schemaExamples(context, schema)],
    location: node.location,
  };
}

type Style = Extract<ParameterSerialization, { readonly kind: 'style' }>['style'];

/** `collectionFormat` as the style that writes the same text; `csv` is the default. */
function collectionStyle(
  format: unknown,
  place: ParameterLocation,
): { readonly style: Style; readonly explode: boolean } {
  const style = listStyle(format);
  if (style !== 'form') return { style, explode: false };
  return place === 'query' ? { style, explode: format === 'multi' } : { style: 'simple', explode: false };
}
