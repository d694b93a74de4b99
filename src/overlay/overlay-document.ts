import { STATUS_CODES } from 'node:http';
import { resolve } from 'node:path';
import type { Difference, DocumentChange } from '../../runtime/model/difference.ts';
import type { Failure } from '../../runtime/model/failure.ts';
import { pointerTo, valueAt, type JsonValue } from '../../runtime/model/json.ts';
import type { Api, OperationEntry } from '../../runtime/model/operation.ts';
import { jsonPath } from './json-path.ts';

/** One action of an OpenAPI Overlay 1.0 (§4.4.3). */
type OverlayAction = {
  readonly target: string;
  readonly description: string;
  readonly update?: JsonValue;
  readonly remove?: true;
};

/** An OpenAPI Overlay 1.0 document. */
export type OverlayDocument = {
  readonly overlay: '1.0.0';
  readonly info: { readonly title: string; readonly version: string };
  readonly actions: readonly OverlayAction[];
};

/** What an overlay is made from. */
export interface OverlaySources {
  readonly api: Pick<Api, 'title' | 'source' | 'operations'>;
  readonly differences: readonly Difference[];
  readonly failures: readonly Failure[];
  /** What a relative source starts from. */
  readonly cwd: string;
}

/**
 * The changes that make a document say what the server was seen to do: what it demands of requests, and the statuses that it answers. Only of the document itself: an
 * overlay reaches no other file.
 */
export function overlayDocument({ api, differences, failures, cwd }: OverlaySources): OverlayDocument {
  const own = new Set([api.source, resolve(cwd, api.source)]);
  const actions = [
    ...differences.flatMap((difference) =>
      difference.changes.filter(({ file }) => own.has(file)).map((change) => action(change, describe(difference))),
    ),
    ...statusActions(
      api.operations.filter(({ location }) => own.has(location.file)),
      failures,
    ),
  ];
  const distinct = new Map(actions.map((one) => [JSON.stringify([one.target, one.update, one.remove]), one]));
  return {
    overlay: '1.0.0',
    info: { title: `What the server does otherwise than ${api.title} says`, version: '1.0.0' },
    actions: [...distinct.values()],
  };
}

function action(change: DocumentChange, description: string): OverlayAction {
  const common = { target: jsonPath(change.at), description };
  switch (change.kind) {
    case 'set':
      return { ...common, update: change.members };
    case 'append':
      return { ...common, update: change.item };
    case 'remove':
      return { ...common, remove: true };
  }
}

function describe({ place, documented, demanded, operations, evidence, message }: Difference): string {
  const where = operations.length === 1 ? String(operations[0]) : `${operations[0]} and ${operations.length - 1} more`;
  const words = message === undefined ? '' : ` It says: ${message}`;
  return `${where}: ${place} is ${documented} here, and ${demanded} for the server, which refused ${evidence} requests for it.${words}`;
}

/** A response for each status that an operation answered and does not document. */
function statusActions(operations: readonly OperationEntry[], failures: readonly Failure[]): readonly OverlayAction[] {
  const places = new Map<string, string>(operations.map(({ label, location }) => [label, location.pointer]));
  return failures
    .filter(({ check }) => check === 'status_code_conformance')
    .flatMap((failure) => {
      const status = valueAt(failure.details, '/received');
      if (typeof status !== 'number') return [];
      return (failure.operations ?? [failure.operation]).flatMap((label) => {
        const pointer = places.get(label);
        if (pointer === undefined) return [];
        return [
          {
            target: jsonPath(pointerTo(pointer, 'responses')),
            description: `${label} answers ${status}, which is not documented.`,
            update: { [String(status)]: { description: STATUS_CODES[status] ?? `Status ${status}` } },
          },
        ];
      });
    });
}
