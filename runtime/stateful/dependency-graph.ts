import type { Api, Operation, OperationEntry, OperationLabel } from '../model/operation.ts';
import { boundedCache } from '../schema/bounded-cache.ts';
import { createBodyEntities } from './body-entities.ts';
import type { DependencyEdge } from './dependency-edge.ts';
import { findProducers, type Production } from './find-producers.ts';
import { collectLinks, type KnownLink, linkEdges } from './link-edges.ts';
import { needsOf, type ResolvedNeed } from './operation-needs.ts';
import { producedBy, type Produced } from './produced-values.ts';
import { createResourceIndex, type ResourceIndex } from './resource-index.ts';

/** Which operation gives what another needs. Worked out for each operation when it is asked for. */
export interface DependencyGraph {
  readonly resources: ResourceIndex;
  /** What an operation needs, and who may give it, the likeliest first; none for an operation that cannot be built. */
  needsOf(entry: OperationEntry): readonly NeedWithProducers[];
}

/** A need and the ways to meet it. */
export interface NeedWithProducers {
  readonly need: DependencyEdge['need'];
  /** The shape of the path of the thing that is needed; absent for what a link alone knows of. */
  readonly resource: string | undefined;
  /** Best first. Empty where nobody gives it. */
  readonly edges: readonly DependencyEdge[];
}

/** Operations whose responses are kept described; a document may have tens of thousands. */
const keptProductions = 2_000;
const keptNeeds = 1_000;

/** Prepares the graph of a document; only the paths are read at once. */
export function createDependencyGraph(api: Api): DependencyGraph {
  const index = createResourceIndex(api.operations);
  const bodyEntities = createBodyEntities();
  const productions = boundedCache<OperationLabel, Produced>(keptProductions);
  const producers = boundedCache<string, readonly Production[]>(keptProductions);
  const needs = boundedCache<OperationLabel, readonly NeedWithProducers[]>(keptNeeds);
  let links: ReadonlyMap<OperationLabel, readonly KnownLink[]> | undefined;

  const production = (entry: OperationEntry): Produced => {
    const known = productions.get(entry.label);
    if (known !== undefined) return known;
    const operation = tryBuild(api, entry);
    const found = operation === undefined ? nothing : producedBy(operation, bodyEntities);
    productions.set(entry.label, found);
    return found;
  };
  const producersOf = ({ resource, wanted }: ResolvedNeed): readonly Production[] => {
    const { types, format } = wanted.type;
    const names = wanted.names.map((words) => words.join(' '));
    const key = [resource.shape, wanted.position, wanted.noun, format, [...(types ?? [])].join(' '), ...names].join(
      '\n',
    );
    const known = producers.get(key);
    if (known !== undefined) return known;
    const found = findProducers(resource, wanted, { index, producedBy: production });
    producers.set(key, found);
    return found;
  };
  const compute = (entry: OperationEntry): readonly NeedWithProducers[] => {
    const operation = tryBuild(api, entry);
    if (operation === undefined) return [];
    const inferred = needsOf(operation, index, bodyEntities).map((resolved) =>
      withProducers(resolved, producersOf(resolved)),
    );
    links ??= collectLinks(api);
    return withLinks(inferred, linkEdges(operation, links.get(operation.label) ?? []));
  };
  return {
    resources: index,
    needsOf(entry) {
      const known = needs.get(entry.label);
      if (known !== undefined) return known;
      const found = compute(entry);
      needs.set(entry.label, found);
      return found;
    },
  };
}

const nothing: Produced = { entities: [], isDescribed: false, hasLocation: false, creates: false };

function tryBuild(api: Api, entry: OperationEntry): Operation | undefined {
  try {
    return api.operation(entry);
  } catch {
    // The operation itself is complained of where it is tested.
    return undefined;
  }
}

/** What an operation makes it cannot need itself: nobody has to create a user to create a user. */
function withProducers({ need, resource, certainty }: ResolvedNeed, found: readonly Production[]): NeedWithProducers {
  const edges = found
    .filter(({ producer }) => producer !== need.operation)
    .map((production): DependencyEdge => ({
      ...production,
      kind: need.in === 'path' ? production.kind : 'foreign-key',
      need,
      score: Math.round(production.score * certainty * 1_000) / 1_000,
    }));
  return { need, resource: resource.shape, edges };
}

function withLinks(
  inferred: readonly NeedWithProducers[],
  edges: readonly DependencyEdge[],
): readonly NeedWithProducers[] {
  if (edges.length === 0) return inferred;
  const result = [...inferred];
  for (const edge of edges) {
    const at = result.findIndex(
      ({ need }) => need.in === edge.need.in && need.name === edge.need.name && need.path.length === 0,
    );
    const known = result[at];
    if (known === undefined) result.push({ need: edge.need, resource: undefined, edges: [edge] });
    else result[at] = { ...known, edges: [...known.edges, edge].sort((a, b) => b.score - a.score) };
  }
  return result;
}
