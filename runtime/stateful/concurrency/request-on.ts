import type { OperationContext } from '../../cases/operation-context.ts';
import type { ReadyCase } from '../../cases/ready-case.ts';
import type { OperationEntry } from '../../model/operation.ts';
import { boundCase, type Binding } from '../bound-case.ts';
import type { DependencyGraph } from '../dependency-graph.ts';
import type { Resource } from '../resource-index.ts';
import type { ThingId } from '../thing.ts';

interface RequestSetting {
  readonly graph: DependencyGraph;
  readonly seed: number;
  readonly index: number;
  contextOf(entry: OperationEntry): OperationContext | undefined;
}

/** The plainest request of an operation whose path leads through these things; `undefined` where it leads through others. */
export function requestOn(
  entry: OperationEntry,
  things: ReadonlyMap<Resource, readonly ThingId[]>,
  { graph, seed, index, contextOf }: RequestSetting,
): ReadyCase | undefined {
  const context = contextOf(entry);
  if (context === undefined) return undefined;
  const bindings: Binding[] = [];
  for (const { resource, parameter, position } of graph.resources.referencesOf(entry)) {
    const value = things.get(resource)?.[position];
    if (value === undefined) return undefined;
    const need = { operation: entry.label, in: 'path', name: parameter, path: [], required: true } as const;
    bindings.push({ need, value, source: { operation: entry.label, step: 0, place: 'request.path' } });
  }
  const seedPath = { seed, operation: entry.label, phase: 'concurrent', index } as const;
  return boundCase(context, bindings, seedPath, { filling: 'plain', scenario: 'race' });
}
