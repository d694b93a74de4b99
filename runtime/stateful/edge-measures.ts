import type { Exchange } from '../model/exchange.ts';
import type { JsonValue } from '../model/json.ts';
import type { MeasuredEdge } from '../model/measured-edge.ts';
import type { DependencyEdge } from './dependency-edge.ts';
import type { DependencyGraph, NeedWithProducers } from './dependency-graph.ts';
import { showPath } from './entity.ts';
import type { OperationEntry } from '../model/operation.ts';

/** How often what one operation gave was what another needed. */
export interface EdgeMeasures {
  /** Hears how a case with values of earlier answers was answered. */
  answered(exchange: Exchange): void;
  /**
   * Lets what was heard so far count from now on. To be called while no case is under way, so that it depends on the cases before it, and not on time.
   */
  settle(): void;
  /** A graph whose edges are as likely as they have shown themselves to be; it stays as it is until the next `settle`. */
  measured(graph: DependencyGraph): DependencyGraph;
  /** All that were used, by producer and consumer. */
  all(): readonly MeasuredEdge[];
}

type Count = { readonly edge: Omit<MeasuredEdge, 'tried' | 'worked'>; tried: number; worked: number };
type Ratio = Readonly<Pick<Count, 'tried' | 'worked'>>;

export function createEdgeMeasures(): EdgeMeasures {
  const counts = new Map<string, Count>();
  let settled: ReadonlyMap<string, Ratio> = new Map();
  return {
    answered(exchange) {
      for (const { binding, worked } of outcomesOf(exchange)) {
        const edge = edgeOf(exchange.case.operation, binding);
        if (edge === undefined) continue;
        const key = keyOf(edge);
        const count = counts.get(key) ?? { edge, tried: 0, worked: 0 };
        counts.set(key, count);
        count.tried += 1;
        if (worked) count.worked += 1;
      }
    },
    settle() {
      settled = new Map([...counts].map(([key, { tried, worked }]) => [key, { tried, worked }]));
    },
    measured(graph) {
      const ratios = settled;
      if (ratios.size === 0) return graph;
      const known = new Map<OperationEntry, readonly NeedWithProducers[]>();
      return {
        resources: graph.resources,
        needsOf(entry) {
          let needs = known.get(entry);
          if (needs === undefined)
            known.set(entry, (needs = graph.needsOf(entry).map((need) => weighed(need, ratios))));
          return needs;
        },
      };
    },
    all: () =>
      [...counts]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([, { edge, tried, worked }]) => ({ ...edge, tried, worked })),
  };
}

type Recorded = Readonly<Record<string, JsonValue>>;

/** A path that led to nothing says so of its innermost thing alone; one that led somewhere, of all. */
function outcomesOf(exchange: Exchange): readonly { readonly binding: Recorded; readonly worked: boolean }[] {
  const { inputs, scenario, mode } = exchange.case;
  const { status } = exchange.response;
  const bindings = inputs['bindings'];
  // What was deleted before is expected not to be there.
  if (!Array.isArray(bindings) || scenario?.endsWith('_after_delete') === true) return [];
  const all = bindings as readonly Recorded[];
  const path = all.filter((one) => one['in'] === 'path');
  const others = mode === 'positive' ? all.filter((one) => one['in'] !== 'path') : [];
  if (status >= 200 && status < 400) return [...path, ...others].map((binding) => ({ binding, worked: true }));
  if (status === 404 || status === 410) {
    // Where not all of the path was given, the rest of it may be what is not there.
    const isWhole = path.length === Object.keys(exchange.case.values.path).length;
    return (isWhole ? path.slice(-1) : []).map((binding) => ({ binding, worked: false }));
  }
  const reached = status === 409 || status === 412 ? path.map((binding) => ({ binding, worked: true })) : [];
  if (status !== 400 && status !== 409 && status !== 422) return reached;
  const text = textOf(exchange);
  const blamed = others.filter((binding) => isSpokenOf(binding, text));
  return [...reached, ...blamed.map((binding) => ({ binding, worked: false }))];
}

/** Of a refusal so much is read for the value that it complains of. */
const maxText = 4_096;

function textOf({ response: { body } }: Exchange): string {
  return Buffer.from(body.buffer, body.byteOffset, Math.min(body.byteLength, maxText)).toString('utf8');
}

function isSpokenOf(binding: Recorded, text: string): boolean {
  const name = nameOf(binding).split('/').at(-1) ?? '';
  const value = textAt(binding, 'value');
  return (name.length > 2 && text.includes(name)) || (value.length > 3 && text.includes(value));
}

function nameOf(binding: Recorded): string {
  return textAt(binding, binding['name'] === undefined ? 'pointer' : 'name');
}

function textAt(binding: Recorded, member: string): string {
  const value = binding[member];
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

/** Where a recorded source leaves off to name an operation, and begins to name a place in an exchange. */
const placeStart = / (?=response\.|request\.|link )/u;

function edgeOf(consumer: string, binding: Recorded): Count['edge'] | undefined {
  const [producer, ...rest] = textAt(binding, 'from').split(placeStart);
  if (producer === undefined || rest.length === 0) return undefined;
  // Of a list any item is as good.
  const place = rest.join(' ').replaceAll(/\/\d+(?=\/|$)/gu, '/*');
  return { producer, place, consumer, in: textAt(binding, 'in'), name: nameOf(binding) };
}

function keyOf({ producer, consumer, in: location, name }: Count['edge']): string {
  return [producer, consumer, location, name].join('\n');
}

function weighed(need: NeedWithProducers, ratios: ReadonlyMap<string, Ratio>): NeedWithProducers {
  if (need.edges.length === 0) return need;
  const edges = need.edges.map((edge) => weigh(edge, ratios)).sort((a, b) => b.score - a.score);
  return { ...need, edges };
}

/** So many tries weigh as much as what the document lets expect. */
const priorWeight = 4;

function weigh(edge: DependencyEdge, ratios: ReadonlyMap<string, Ratio>): DependencyEdge {
  const { in: location, name, path, operation } = edge.need;
  const ratio = ratios.get(
    [edge.producer, operation, location, location === 'body' ? showPath(path) : name].join('\n'),
  );
  if (ratio === undefined) return edge;
  const score = (edge.score * priorWeight + ratio.worked) / (priorWeight + ratio.tried);
  return { ...edge, score: Math.round(score * 1_000) / 1_000 };
}
