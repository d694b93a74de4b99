import type { Body } from '../../model/operation.ts';
import { child, member, type ObjectNode } from '../spec-node.ts';
import type { ApiContext } from './api-context.ts';
import { buildContents } from './media-types.ts';
import { dereferencedObject } from './nodes.ts';

/** The request body of OpenAPI 3; undefined where there is none or it names no media type. */
export function buildBody(context: ApiContext, operation: ObjectNode): Body | undefined {
  const stated = child(operation, 'requestBody');
  if (stated.value === undefined || stated.value === null) return undefined;
  const node = dereferencedObject(context, stated, 'The request body');
  const contents = buildContents(context, child(node, 'content'));
  if (contents.length === 0) return undefined;
  return { required: member(node.value, 'required') === true, contents, location: node.location };
}
