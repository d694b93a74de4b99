import type { OperationEntry } from '../../model/operation.ts';
import { child, isObject, member } from '../spec-node.ts';
import type { ApiContext } from './api-context.ts';
import type { IndexedOperation } from './index-operations.ts';

/** The operations with a response that has links. Few documents have any, and building every operation to see would take seconds of the largest. */
export function linkedOperations(
  context: ApiContext,
  operations: ReadonlyMap<string, IndexedOperation>,
): readonly OperationEntry[] {
  const keyword = context.version === '2.0' ? 'x-links' : 'links';
  const shared = new Map<string, boolean>();
  const hasLinks = (value: unknown): boolean => isObject(value) && isObject(member(value, keyword));
  return Array.from(operations.values()).flatMap(({ entry, node }) => {
    const responses = child(node, 'responses');
    if (!isObject(responses.value)) return [];
    const found = Object.keys(responses.value).some((status) => {
      const response = child(responses, status);
      const ref = isObject(response.value) ? member(response.value, '$ref') : undefined;
      if (typeof ref !== 'string') return hasLinks(response.value);
      const key = `${response.location.file} ${ref}`;
      let known = shared.get(key);
      if (known === undefined) shared.set(key, (known = hasLinks(context.resolver.tryDereference(response)?.value)));
      return known;
    });
    return found ? [entry] : [];
  });
}
