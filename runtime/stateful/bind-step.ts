import type { DependencyEdge } from './dependency-edge.ts';
import type { DependencyGraph } from './dependency-graph.ts';
import { evaluateLinkValue, type ExchangeValues } from './evaluate-expression.ts';
import type { Binding } from './bound-case.ts';
import type { Resource } from './resource-index.ts';
import type { ResourcePool } from './resource-pool.ts';
import type { PlannedStep } from './sequence-plan.ts';
import type { Thing, ThingSource } from './thing.ts';
import type { OperationEntry } from '../model/operation.ts';

/** An exchange of a sequence that came to its end. */
export interface DoneStep {
  readonly entry: OperationEntry;
  readonly values: ExchangeValues;
}

/** What a step can take its values from. */
export interface BindingSources {
  readonly graph: DependencyGraph;
  readonly pool: ResourcePool;
  /** By the position in the plan; a step that was left out, or failed, has none. */
  readonly done: ReadonlyMap<number, DoneStep>;
}

/**
 * The values that earlier answers give a step: the planned things, with those that they stand in, then what links say. `undefined` where a thing that its
 * path leads through is not there.
 */
export function bindStep(
  step: PlannedStep,
  entry: OperationEntry,
  sources: BindingSources,
): readonly Binding[] | undefined {
  const bindings: Binding[] = [];
  const chosen = chooseThings(step, entry, sources);
  for (const { need, resource, edges } of sources.graph.needsOf(entry)) {
    const linked = fromLink(edges, sources.done);
    const thing = resource === undefined ? undefined : chosen.get(resource);
    const position = thing === undefined ? -1 : positionOf(need.name, thing, entry, sources.graph, need.in);
    const value = linked?.value ?? thing?.ids[position];
    const source = linked?.source ?? thing?.source;
    if (value === undefined || source === undefined) {
      if (need.in === 'path' && step.uses.some((use) => use.resource === resource)) return undefined;
      continue;
    }
    bindings.push({ need, value, source });
  }
  return bindings;
}

/** The thing for each kind that the step needs. Those around a chosen thing are its own. */
function chooseThings(
  { uses }: PlannedStep,
  entry: OperationEntry,
  { graph, pool }: BindingSources,
): ReadonlyMap<string, Thing> {
  const chosen = new Map<string, Thing>();
  // The innermost first: it says what it stands in.
  const onPath = new Set(graph.resources.referencesOf(entry).map(({ resource }) => resource));
  const resources = [...onPath].reverse();
  const others = uses
    .flatMap(({ resource }) => graph.resources.byShape(resource) ?? [])
    .filter((one) => !onPath.has(one));
  for (const resource of [...resources, ...others]) {
    if (chosen.has(resource.shape)) continue;
    const planned = uses.find((use) => use.resource === resource.shape)?.step;
    if (planned === undefined) continue;
    const thing = ofStep(pool, resource, planned);
    for (let one: Thing | undefined = thing; one !== undefined; one = one.parent) {
      if (!chosen.has(one.resource.shape)) chosen.set(one.resource.shape, one);
    }
  }
  return chosen;
}

/** What a step made or showed, also where it is gone. */
function ofStep(pool: ResourcePool, resource: Resource, step: number): Thing | undefined {
  return pool.of(resource, { dead: true }).find(({ source }) => source.step === step);
}

function positionOf(
  name: string,
  { resource, ids }: Thing,
  entry: OperationEntry,
  graph: DependencyGraph,
  place: string,
): number {
  if (place !== 'path') return ids.length - 1;
  const own = graph.resources.referencesOf(entry).find((one) => one.resource === resource && one.parameter === name);
  return own?.position ?? ids.length - 1;
}

/** What a documented link of the latest fitting exchange gives. */
function fromLink(
  edges: readonly DependencyEdge[],
  done: ReadonlyMap<number, DoneStep>,
): { readonly value: unknown; readonly source: ThingSource } | undefined {
  for (const { origin, producer } of edges) {
    if (origin.kind !== 'link') continue;
    const step = [...done].findLast(([, { entry }]) => entry.label === producer);
    if (step === undefined || !hasStatus(origin.status, step[1].values.exchange.response.status)) continue;
    const value = evaluateLinkValue(origin.value, step[1].values);
    if (value !== undefined)
      return { value, source: { operation: producer, step: step[0], place: `link ${origin.name}` } };
  }
  return undefined;
}

function hasStatus(documented: string, status: number): boolean {
  return documented === 'default' || documented === String(status) || documented === `${Math.floor(status / 100)}XX`;
}
