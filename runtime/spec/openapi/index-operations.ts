import { InvalidSpecError, toProblem } from '../../errors.ts';
import { type OperationEntry, operationLabel } from '../../model/operation.ts';
import type { Problem } from '../../model/problem.ts';
import { child, childLocation, isObject, member, type ObjectNode, type SpecNode, wrongShape } from '../spec-node.ts';
import type { ApiContext } from './api-context.ts';
import type { OpenApiVersion } from './detect-version.ts';

/** An operation's entry with the parts of the document it is built from. */
export interface IndexedOperation {
  readonly entry: OperationEntry;
  readonly node: SpecNode;
  /** The path item, and before it the one that its `$ref` leads to. */
  readonly pathItems: readonly ObjectNode[];
}

export interface OperationIndex {
  readonly operations: ReadonlyMap<string, IndexedOperation>;
  /** Parts of `paths` that no operation can be made of. */
  readonly problems: readonly Problem[];
}

const METHODS_2_0 = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch'];
const METHODS_3_0 = [...METHODS_2_0, 'trace'];
const methodsOf: Readonly<Record<OpenApiVersion, readonly string[]>> = {
  '2.0': METHODS_2_0,
  '3.0': METHODS_3_0,
  '3.1': METHODS_3_0,
  '3.2': [...METHODS_3_0, 'query'],
};

/** Lists the operations in the document's order. Follows the `$ref`s of path items, and nothing else. */
export function indexOperations(context: ApiContext): OperationIndex {
  const operations = new Map<string, IndexedOperation>();
  const problems: Problem[] = [];
  const paths = child(context.root, 'paths');
  if (paths.value === undefined) return { operations, problems };
  if (!isObject(paths.value)) throw wrongShape(paths, '`paths`', 'an object', context.describe);
  for (const path of Object.keys(paths.value)) {
    if (path.startsWith('x-')) continue;
    try {
      indexPath(context, path, child(paths, path), operations);
    } catch (error) {
      problems.push(toProblem(error));
    }
  }
  return { operations, problems };
}

function indexPath(context: ApiContext, path: string, item: SpecNode, operations: Map<string, IndexedOperation>): void {
  if (!path.startsWith('/')) {
    throw new InvalidSpecError(`The path "${path}" does not begin with a slash.`, {
      where: context.describe(item.location),
      hint: `Write it as "/${path}".`,
    });
  }
  const pathItems = pathItemsOf(context, item);
  const methods = methodsOf[context.version];
  for (const pathItem of pathItems) {
    for (const key of Object.keys(pathItem.value)) {
      if (methods.includes(key)) add(operations, path, key, child(pathItem, key), pathItems);
      else if (methods.includes(key.toLowerCase())) throw upperCaseMethod(context, key, pathItem);
      else if (key === 'additionalOperations' && context.version === '3.2') {
        const additional = child(pathItem, key);
        if (!isObject(additional.value))
          throw wrongShape(additional, '`additionalOperations`', 'an object', context.describe);
        for (const method of Object.keys(additional.value))
          add(operations, path, method, child(additional, method), pathItems);
      }
    }
  }
}

function pathItemsOf(context: ApiContext, item: SpecNode): readonly ObjectNode[] {
  const target = context.resolver.dereference(item);
  const { value } = target;
  if (!isObject(value)) throw wrongShape(target, 'The path item', 'an object', context.describe);
  const found: ObjectNode = { value, location: target.location };
  return isObject(item.value) && item.value !== value
    ? [found, { value: item.value, location: item.location }]
    : [found];
}

function upperCaseMethod(context: ApiContext, key: string, pathItem: ObjectNode): InvalidSpecError {
  return new InvalidSpecError(`"${key}" is no method name: OpenAPI writes them in lower case.`, {
    where: context.describe(childLocation(pathItem.location, key)),
    hint: `Write "${key.toLowerCase()}".`,
  });
}

function add(
  operations: Map<string, IndexedOperation>,
  path: string,
  method: string,
  node: SpecNode,
  pathItems: readonly ObjectNode[],
): void {
  const label = operationLabel(method, path);
  const raw = isObject(node.value) ? node.value : {};
  const operationId = member(raw, 'operationId');
  const tags = member(raw, 'tags');
  const entry: OperationEntry = {
    label,
    method: method.toUpperCase(),
    path,
    operationId: typeof operationId === 'string' ? operationId : undefined,
    tags: Array.isArray(tags) ? tags.filter((tag) => typeof tag === 'string') : [],
    deprecated: member(raw, 'deprecated') === true,
    location: node.location,
  };
  operations.set(label, { entry, node, pathItems });
}
