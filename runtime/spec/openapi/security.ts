import type { SecurityRequirement, SecurityScheme } from '../../model/operation.ts';
import { child, isObject, type JsonObject, member, type ObjectNode, type SpecNode, wrongShape } from '../spec-node.ts';
import type { ApiContext } from './api-context.ts';
import { dereferencedObject } from './nodes.ts';

/** The requirements that hold for an operation: its own, else the document's. None: no credentials are asked for. */
export function buildSecurity(context: ApiContext, operation: ObjectNode): readonly SecurityRequirement[] {
  const own = child(operation, 'security');
  const stated = own.value === undefined || own.value === null ? child(context.root, 'security') : own;
  if (stated.value === undefined || stated.value === null) return [];
  if (!Array.isArray(stated.value)) throw wrongShape(stated, '`security`', 'an array', context.describe);
  return stated.value.map((_, index) => requirement(context, child(stated, index)));
}

function requirement(context: ApiContext, node: SpecNode): SecurityRequirement {
  if (!isObject(node.value)) throw wrongShape(node, 'The security requirement', 'an object', context.describe);
  return Object.keys(node.value).map((name) => scheme(context, name));
}

function scheme(context: ApiContext, name: string): SecurityScheme {
  const schemes =
    context.version === '2.0'
      ? child(context.root, 'securityDefinitions')
      : child(child(context.root, 'components'), 'securitySchemes');
  const node = child(schemes, name);
  // The operation can be tested without knowing how its credentials look: those are given by the user.
  if (node.value === undefined) return { kind: 'other', name, type: 'undeclared' };
  const { value } = dereferencedObject(context, node, `The security scheme ${name}`);
  return schemeOf(name, value);
}

function schemeOf(name: string, value: JsonObject): SecurityScheme {
  const type = member(value, 'type');
  const place = member(value, 'in');
  const parameter = member(value, 'name');
  if (
    type === 'apiKey' &&
    typeof parameter === 'string' &&
    (place === 'query' || place === 'header' || place === 'cookie')
  ) {
    return { kind: 'apiKey', name, in: place, parameter };
  }
  const http = member(value, 'scheme');
  if (type === 'http' && typeof http === 'string') return { kind: 'http', name, scheme: http.toLowerCase() };
  if (type === 'basic') return { kind: 'http', name, scheme: 'basic' };
  return { kind: 'other', name, type: typeof type === 'string' ? type : 'undeclared' };
}
