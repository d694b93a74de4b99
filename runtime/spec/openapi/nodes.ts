import type { SchemaRef } from '../../model/schema-ref.ts';
import { child, isObject, member, type ObjectNode, type SpecNode, wrongShape } from '../spec-node.ts';
import type { ApiContext } from './api-context.ts';

/** The object that a node is or refers to. `what` begins the sentence of the error: `The response`. */
export function dereferencedObject(context: ApiContext, node: SpecNode, what: string): ObjectNode {
  const target = context.resolver.dereference(node);
  if (!isObject(target.value)) throw wrongShape(target, what, 'an object', context.describe);
  return { value: target.value, location: target.location };
}

/** The `schema` of a parameter, header or media type; absent and empty YAML values count as none. */
export function schemaOf(context: ApiContext, holder: SpecNode): SchemaRef | undefined {
  const node = child(holder, 'schema');
  return node.value === undefined || node.value === null ? undefined : context.schemaRef(node);
}

export interface NamedNode {
  readonly key: string;
  readonly node: SpecNode;
}

/** The members of an object but its `x-` extensions; none for what is absent. Throws for anything else. */
export function membersOf(context: ApiContext, node: SpecNode, what: string): readonly NamedNode[] {
  if (node.value === undefined || node.value === null) return [];
  if (!isObject(node.value)) throw wrongShape(node, what, 'an object', context.describe);
  return Object.keys(node.value)
    .filter((key) => !key.startsWith('x-'))
    .map((key) => ({ key, node: child(node, key) }));
}

function firstMember(node: SpecNode): NamedNode | undefined {
  if (!isObject(node.value)) return undefined;
  const [key] = Object.keys(node.value);
  return key === undefined ? undefined : { key, node: child(node, key) };
}

/** The one media type of a parameter or header that is described by `content`. */
export function contentOf(
  context: ApiContext,
  holder: ObjectNode,
): { readonly mediaType: string; readonly node: ObjectNode } | undefined {
  const content: SpecNode = child(holder, 'content');
  if (!isObject(content.value) || member(holder.value, 'schema') !== undefined) return undefined;
  const first = firstMember(content);
  if (first === undefined) return undefined;
  return { mediaType: first.key, node: dereferencedObject(context, first.node, 'The media type') };
}
