import type { OperationLabel } from '../../model/operation.ts';
import type { Resolver } from '../resolver.ts';
import type { IndexedOperation } from './index-operations.ts';
import type { LinkTargets } from './links.ts';

/** Finds operations by id and by reference; the indexes are made when a link first asks. */
export function createLinkTargets(operations: ReadonlyMap<string, IndexedOperation>, resolver: Resolver): LinkTargets {
  let ids: Map<string, OperationLabel> | undefined;
  let places: Map<string, OperationLabel> | undefined;
  const byId = (): Map<string, OperationLabel> => {
    if (ids !== undefined) return ids;
    ids = new Map();
    for (const { entry } of operations.values()) {
      // Of two with one id, which the specification forbids, the first is meant as well as the second.
      if (entry.operationId !== undefined && !ids.has(entry.operationId)) ids.set(entry.operationId, entry.label);
    }
    return ids;
  };
  const byPlace = (): Map<string, OperationLabel> => {
    places ??= new Map(
      Array.from(operations.values(), ({ entry, node: { location } }) => [placeKey(location), entry.label]),
    );
    return places;
  };
  return {
    ids: () => [...byId().keys()],
    byId: (id) => byId().get(id),
    byRef(ref, from) {
      try {
        return byPlace().get(placeKey(resolver.follow(ref, from.location).location));
      } catch {
        // Into a document that was not loaded, or nowhere: the caller says so.
        return undefined;
      }
    },
  };
}

function placeKey({ file, pointer }: { readonly file: string; readonly pointer: string }): string {
  return `${file}#${pointer}`;
}
