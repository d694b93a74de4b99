import type { ParameterLocation } from '../../model/operation.ts';
import { child, member, type ObjectNode, wrongShape } from '../spec-node.ts';
import type { ApiContext } from './api-context.ts';
import { dereferencedObject } from './nodes.ts';

/** A parameter's node with what makes it one: (name, in). */
export interface ParameterNode extends ObjectNode {
  readonly name: string;
  readonly in: string;
}

const locations: readonly string[] = ['path', 'query', 'querystring', 'header', 'cookie'] satisfies ParameterLocation[];

/** Parameters of the path with those of the operation, which replace them by (name, in). */
export function parameterNodes(
  context: ApiContext,
  operation: ObjectNode,
  pathItems: readonly ObjectNode[],
): readonly ParameterNode[] {
  const found = new Map<string, ParameterNode>();
  for (const holder of [...pathItems, operation]) {
    const list = child(holder, 'parameters');
    if (list.value === undefined || list.value === null) continue;
    if (!Array.isArray(list.value)) throw wrongShape(list, '`parameters`', 'an array', context.describe);
    for (let i = 0; i < list.value.length; i += 1) {
      const node = identified(context, dereferencedObject(context, child(list, i), 'The parameter'));
      found.set(`${node.in} ${node.in === 'header' ? node.name.toLowerCase() : node.name}`, node);
    }
  }
  return [...found.values()];
}

function identified(context: ApiContext, node: ObjectNode): ParameterNode {
  const name = member(node.value, 'name');
  const place = member(node.value, 'in');
  if (typeof name !== 'string')
    throw wrongShape(child(node, 'name'), "The parameter's name", 'a string', context.describe);
  const known = context.version === '2.0' ? ['path', 'query', 'header', 'body', 'formData'] : locations;
  if (typeof place !== 'string' || !known.includes(place)) {
    throw wrongShape(
      child(node, 'in'),
      `The parameter "${name}"'s location (\`in\`)`,
      `one of ${known.join(', ')}`,
      context.describe,
    );
  }
  return { ...node, name, in: place };
}
