import type { BindExisting } from '../../cases/bind-existing.ts';
import type { OperationContext } from '../../cases/operation-context.ts';
import type { Exchange } from '../../model/exchange.ts';
import type { Api, OperationLabel } from '../../model/operation.ts';
import { phases } from '../../model/phase.ts';
import type { SeedPath } from '../../model/seed-path.ts';
import type { Violation } from '../../model/violation.ts';
import { type Binding, bindValue, recordedBindings } from '../../stateful/bound-case.ts';
import type { DependencyGraph } from '../../stateful/dependency-graph.ts';
import { createEdgeMeasures, type EdgeMeasures } from '../../stateful/edge-measures.ts';
import { exchangeValues } from '../../stateful/evaluate-expression.ts';
import { existingThings, type ExistingThings } from '../../stateful/existing-things.ts';
import type { ResourcePool } from '../../stateful/resource-pool.ts';
import type { Thing } from '../../stateful/thing.ts';
import { givesThings, thingsOfExchange } from '../../stateful/things-of-exchange.ts';
import type { OperationState } from '../operation-state.ts';
import { type MadeThings, outsideOfSequences } from './made-things.ts';

/** What a run knows of the things that the server has, and how cases are led to them. */
export interface RunResources {
  /** Hears of the answer to a case. */
  answered(state: OperationState, exchange: Exchange): void;
  /**
   * Lets what was met so far decide the cases that are made from now on. To be called while no case is under way, so that it depends on the cases before it, and
   * not on time.
   */
  adapt(): void;
  /** What there is for an operation; `undefined` for nothing. */
  existingFor(label: OperationLabel): ExistingThings | undefined;
  /** Puts existing things into the case of a seed path; `undefined` where it goes without. */
  bindFor(context: OperationContext, seedPath: SeedPath, share?: 'some' | 'all'): BindExisting | undefined;
  readonly pool: ResourcePool;
  /** Which of the values that answers gave served where they were sent. */
  readonly edges: EdgeMeasures;
  /** Of the whole document; made when first asked for. */
  graph(): DependencyGraph;
}

export interface RunResourcesOptions {
  readonly api: Api;
  readonly made: MadeThings;
  readonly origin: string;
  readonly pool: ResourcePool;
  graph(): DependencyGraph;
}

/** What a read showed, with the place of its case in the run. */
interface Sight {
  readonly order: readonly [phase: number, operation: number, index: number];
  readonly things: readonly Thing[];
}

/** More are not waited with between two points at which they are taken in. */
const maxSights = 4_000;

export function createRunResources({ made, origin, pool, graph }: RunResourcesOptions): RunResources {
  const edges = createEdgeMeasures();
  let sights: Sight[] = [];
  const gives = new Map<OperationLabel, boolean>();
  const existing = new Map<OperationLabel, ExistingThings | undefined>();

  const showsThings = ({ entry }: OperationState): boolean => {
    let known = gives.get(entry.label);
    if (known === undefined) {
      const { resources } = graph();
      known = resources.referencesOf(entry).length > 0 || givesThings(entry, resources);
      gives.set(entry.label, known);
    }
    return known;
  };
  const existingFor = (label: OperationLabel): ExistingThings | undefined => {
    if (existing.has(label)) return existing.get(label);
    const entry = graph().resources.entry(label);
    const found = entry && existingThings(entry, edges.measured(graph()), pool);
    existing.set(label, found);
    return found;
  };
  return {
    pool,
    edges,
    graph,
    existingFor,
    answered(state, exchange) {
      const { response, request, case: sent } = exchange;
      if (sent.inputs['bindings'] !== undefined) edges.answered(exchange);
      if (response.status < 200 || response.status > 299) return;
      if ((request.method !== 'GET' && request.method !== 'QUERY') || !isLookedAt(sent.seedPath)) return;
      if (!showsThings(state) || sights.length >= maxSights) return;
      const setting = {
        entry: state.entry,
        index: graph().resources,
        step: outsideOfSequences,
        owner: exchange.identity,
      };
      const things = thingsOfExchange(exchangeValues(exchange, origin), setting);
      if (things.length === 0) return;
      sights.push({ order: [phases.indexOf(sent.phase), state.index, sent.seedPath.index], things });
    },
    adapt() {
      const seen = sights.sort((a, b) => compare(a.order, b.order));
      sights = [];
      for (const { things } of seen) pool.add(things);
      // After what was seen: what is gone by now stays so.
      pool.add(made.takeChanges());
      existing.clear();
      edges.settle();
    },
    bindFor(context, seedPath, share = 'some') {
      const { label, method } = context.operation;
      if (share === 'some' && !isBoundIndex(method, seedPath.index)) return undefined;
      const found = existingFor(label);
      if (found === undefined) return undefined;
      return (draft, violations) => {
        const used = found
          .choose(seedPath)
          .filter((binding) => !isBroken(binding, violations) && bindValue(context, draft, binding));
        return used.length === 0 ? undefined : recordedBindings(used);
      };
    },
  };
}

/** Lists show much the same each time: of many cases a few are read, told by their index and not by time. */
function isLookedAt({ phase, index }: SeedPath): boolean {
  return phase === 'stateful' ? (index >> 2) % 4 === 0 : index < 8 || index % 16 === 0;
}

function compare(a: Sight['order'], b: Sight['order']): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}

/**
 * Three of four cases go to what exists, valid and invalid ones alike (their indexes alternate): the others see what the server makes of ids that nobody has. Of
 * cases that delete, one in eight.
 */
function isBoundIndex(method: string, index: number): boolean {
  const pair = index >> 1;
  return method === 'DELETE' ? pair % 8 === 0 : pair % 4 !== 3;
}

function isBroken({ need }: Binding, violations: readonly Violation[]): boolean {
  return violations.some(
    ({ location, parameter }) => location === need.in && (location === 'body' || parameter === need.name),
  );
}
