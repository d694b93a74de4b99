import type { Encoding, MediaTypeContent } from '../../model/operation.ts';
import { child, isObject, member, type SpecNode } from '../spec-node.ts';
import type { ApiContext } from './api-context.ts';
import { explicitExamples, schemaExamples } from './examples.ts';
import { dereferencedObject, membersOf, schemaOf } from './nodes.ts';

/** A `content` map of a body or response, in its order. */
export function buildContents(context: ApiContext, content: SpecNode): readonly MediaTypeContent[] {
  return membersOf(context, content, '`content`').map(({ key, node }) => {
    // An empty YAML value means: this media type, and nothing said about it.
    const holder =
      node.value === null
        ? { value: {}, location: node.location }
        : dereferencedObject(context, node, 'The media type');
    const schema = schemaOf(context, holder);
    return {
      mediaType: key,
      schema,
      encodings: encodingsOf(context, child(holder, 'encoding')),
      examples: [...explicitExamples(context, holder), ...schemaExamples(context, schema)],
      location: node.location,
    };
  });
}

const noEncodings: ReadonlyMap<string, Encoding> = new Map();
const styles = ['form', 'spaceDelimited', 'pipeDelimited', 'deepObject'] as const;

function encodingsOf(context: ApiContext, node: SpecNode): ReadonlyMap<string, Encoding> {
  if (!isObject(node.value)) return noEncodings;
  const encodings = new Map<string, Encoding>();
  for (const { key, node: encoding } of membersOf(context, node, '`encoding`')) {
    if (!isObject(encoding.value)) continue;
    const contentType = member(encoding.value, 'contentType');
    const style = member(encoding.value, 'style');
    const explode = member(encoding.value, 'explode');
    encodings.set(key, {
      contentType: typeof contentType === 'string' ? contentType : undefined,
      style: styles.find((known) => known === style),
      explode: typeof explode === 'boolean' ? explode : undefined,
      allowReserved: member(encoding.value, 'allowReserved') === true,
    });
  }
  return encodings;
}
