import type { Encoding, MediaTypeContent, PartHeader } from '../../model/operation.ts';
import type { SchemaRef } from '../../model/schema-ref.ts';
import { child, isObject, type JsonObject, member, type SpecNode } from '../spec-node.ts';
import type { ApiContext } from './api-context.ts';
import { explicitExamples, schemaExamples } from './examples.ts';
import { contentOf, dereferencedObject, membersOf, schemaOf } from './nodes.ts';

/** A `content` map of a body or response, in its order. */
export function buildContents(context: ApiContext, content: SpecNode): readonly MediaTypeContent[] {
  return membersOf(context, content, '`content`').map(({ key, node }) => {
    // An empty YAML value means: this media type, and nothing said about it.
    const holder =
      node.value === null
        ? { value: {}, location: node.location }
        : dereferencedObject(context, node, 'The media type');
    const itemSchema = itemSchemaOf(context, holder);
    const schema = schemaOf(context, holder) ?? itemsSchema(context, holder);
    return {
      mediaType: key,
      schema,
      ...(itemSchema === undefined ? {} : { itemSchema }),
      encodings: encodingsOf(context, child(holder, 'encoding')),
      examples: [...explicitExamples(context, holder), ...schemaExamples(context, schema)],
      location: node.location,
    };
  });
}

/** OpenAPI 3.2's `itemSchema`; of one item. */
function itemSchemaOf(context: ApiContext, holder: SpecNode): SchemaRef | undefined {
  const node = child(holder, 'itemSchema');
  return typeof node.value === 'object' && node.value !== null ? context.schemaRef(node) : undefined;
}

// Made once for each media type: later layers memoise by the identity of a schema.
const listSchemas = new WeakMap<object, JsonObject>();

/** OpenAPI 3.2's `itemSchema` of a sequential media type, as the list that it describes one item of. */
function itemsSchema(context: ApiContext, holder: SpecNode): SchemaRef | undefined {
  const items = child(holder, 'itemSchema');
  if (typeof items.value !== 'object' || items.value === null) return undefined;
  const value = listSchemas.get(items.value) ?? { type: 'array', items: items.value };
  listSchemas.set(items.value, value);
  return context.schemaRef({ value, location: items.location });
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
    const headers = partHeaders(context, child(encoding, 'headers'));
    encodings.set(key, {
      contentType: typeof contentType === 'string' ? contentType : undefined,
      style: styles.find((known) => known === style),
      explode: typeof explode === 'boolean' ? explode : undefined,
      allowReserved: member(encoding.value, 'allowReserved') === true,
      ...(headers.length === 0 ? {} : { headers }),
    });
  }
  return encodings;
}

/** The headers of a part. `Content-Type` is ignored there: `contentType` says it (§Encoding Object). */
function partHeaders(context: ApiContext, node: SpecNode): readonly PartHeader[] {
  if (!isObject(node.value)) return [];
  return membersOf(context, node, '`headers`')
    .filter(({ key }) => key.toLowerCase() !== 'content-type')
    .map(({ key, node: stated }) => {
      const header = dereferencedObject(context, stated, `The header ${key}`);
      const schema = schemaOf(context, contentOf(context, header)?.node ?? header);
      const [example] = [...explicitExamples(context, header), ...schemaExamples(context, schema)];
      const value = example === undefined ? onlyMember(schema?.schema) : example.value;
      return { name: key, required: member(header.value, 'required') === true, value };
    });
}

/** `const`, or the first of `enum`. */
function onlyMember(schema: unknown): unknown {
  if (!isObject(schema)) return undefined;
  const members = member(schema, 'enum');
  return member(schema, 'const') ?? (Array.isArray(members) ? (members[0] as unknown) : undefined);
}
