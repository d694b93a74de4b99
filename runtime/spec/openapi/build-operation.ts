import type { Operation } from '../../model/operation.ts';
import { isObject, type ObjectNode, wrongShape } from '../spec-node.ts';
import type { ApiContext } from './api-context.ts';
import { buildBody } from './body.ts';
import type { IndexedOperation } from './index-operations.ts';
import type { LinkTargets } from './links.ts';
import { parameterNodes } from './parameter-nodes.ts';
import { buildParameters, documentedAccepts } from './parameters.ts';
import { buildResponses } from './responses.ts';
import { buildSecurity } from './security.ts';
import { buildSwagger2Body } from './swagger2-body.ts';

/** Builds one operation. Throws a `SpecError` where its part of the document is broken. */
export function buildOperation(
  context: ApiContext,
  { entry, node, pathItems }: IndexedOperation,
  targets: LinkTargets,
): Operation {
  if (!isObject(node.value)) throw wrongShape(node, `The operation ${entry.label}`, 'an object', context.describe);
  const operation: ObjectNode = { value: node.value, location: node.location };
  const parameters = parameterNodes(context, operation, pathItems);
  const accepts = documentedAccepts(parameters);
  return {
    ...entry,
    parameters: buildParameters(context, entry, parameters, pathItems),
    body: context.version === '2.0' ? buildSwagger2Body(context, operation, parameters) : buildBody(context, operation),
    responses: buildResponses(context, operation, targets),
    security: buildSecurity(context, operation),
    ...(accepts.length === 0 ? {} : { accepts }),
  };
}
