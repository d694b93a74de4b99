import type { Link, LinkParameter, OperationLabel, ParameterLocation } from '../../model/operation.ts';
import type { Problem } from '../../model/problem.ts';
import { closest, toProblem } from '../../errors.ts';
import { child, isObject, member, type ObjectNode, type SpecNode } from '../spec-node.ts';
import type { ApiContext } from './api-context.ts';
import { dereferencedObject } from './nodes.ts';
import { parseLinkValue } from './runtime-expression.ts';

/** Finds the operations that links lead to. */
export interface LinkTargets {
  byId(operationId: string): OperationLabel | undefined;
  byRef(operationRef: string, from: SpecNode): OperationLabel | undefined;
  /** For the message of one that is not found. */
  ids(): readonly string[];
}

/**
 * The links of a response (in Swagger 2.0 its `x-links`). None of them can spoil the operation: what is wrong with one is among its problems. Absent
 * where there are none, which is nearly everywhere.
 */
export function buildLinks(
  context: ApiContext,
  response: ObjectNode,
  targets: LinkTargets,
): { readonly links?: readonly Link[] } {
  const node = child(response, context.version === '2.0' ? 'x-links' : 'links');
  if (!isObject(node.value)) return {};
  const links = Object.keys(node.value)
    .filter((name) => !name.startsWith('x-'))
    .map((name) => buildLink(context, name, child(node, name), targets));
  return links.length === 0 ? {} : { links };
}

function buildLink(context: ApiContext, name: string, stated: SpecNode, targets: LinkTargets): Link {
  const problems: Problem[] = [];
  let node: ObjectNode;
  try {
    node = dereferencedObject(context, stated, `The link ${name}`);
  } catch (error) {
    const nothing = { target: undefined, parameters: [], body: undefined };
    return { name, ...nothing, problems: [toProblem(error)], location: stated.location };
  }
  const complain = (message: string, place: SpecNode, hint: string): void => {
    problems.push({ code: 'ATG_SPEC_INVALID', message, where: context.describe(place.location), hint });
  };
  const read = (part: SpecNode): ReturnType<typeof parseLinkValue> =>
    parseLinkValue(part.value, ({ text }) =>
      complain(
        `The link ${name} has "${text}", which is no runtime expression.`,
        part,
        'Write it as $response.body#/id, $response.header.Location, $request.path.id or the like.',
      ),
    );
  const body = child(node, 'requestBody');
  return {
    name,
    target: targetOf(name, node, targets, complain),
    parameters: parametersOf(node, read),
    body: body.value === undefined ? undefined : read(body),
    problems,
    location: stated.location,
  };
}

function targetOf(
  name: string,
  node: ObjectNode,
  targets: LinkTargets,
  complain: (message: string, place: SpecNode, hint: string) => void,
): OperationLabel | undefined {
  const id = member(node.value, 'operationId');
  if (typeof id === 'string') {
    const found = targets.byId(id);
    if (found === undefined) {
      const near = closest(id, targets.ids());
      const hint = near === undefined ? 'Name the operationId of an operation.' : `Did you mean "${near}"?`;
      complain(`The link ${name} leads to the operationId "${id}", which no operation has.`, node, hint);
    }
    return found;
  }
  const ref = member(node.value, 'operationRef');
  if (typeof ref === 'string') {
    const found = targets.byRef(ref, node);
    if (found === undefined) {
      const hint = 'Point at an operation of this document, as in #/paths/~1users~1{id}/get.';
      complain(`The link ${name} leads to "${ref}", where no operation of this document stands.`, node, hint);
    }
    return found;
  }
  complain(`The link ${name} leads nowhere.`, node, 'Give it an operationId or operationRef.');
  return undefined;
}

const locations: readonly string[] = ['path', 'query', 'header', 'cookie', 'querystring'] satisfies ParameterLocation[];

/** A name may say where the parameter stands: `path.id` (OpenAPI 3.1 §Link Object). A parameter's own name may hold dots. */
function parametersOf(
  node: ObjectNode,
  read: (part: SpecNode) => ReturnType<typeof parseLinkValue>,
): readonly LinkParameter[] {
  const parameters = child(node, 'parameters');
  if (!isObject(parameters.value)) return [];
  return Object.keys(parameters.value).map((key) => {
    const dot = key.indexOf('.');
    const place = dot === -1 ? '' : key.slice(0, dot);
    const value = read(child(parameters, key));
    return locations.includes(place)
      ? { name: key.slice(dot + 1), in: place as ParameterLocation, value }
      : { name: key, in: undefined, value };
  });
}
