import type { Api, Link, OperationLabel, Operation, Parameter } from '../model/operation.ts';
import type { DependencyEdge, Need } from './dependency-edge.ts';

/** A documented link from one operation to another. */
export interface KnownLink {
  readonly producer: OperationLabel;
  /** Of the response that has it. */
  readonly status: string;
  readonly link: Link;
}

/** The links of a document by the operation they lead to. */
export function collectLinks(api: Api): ReadonlyMap<OperationLabel, readonly KnownLink[]> {
  const byTarget = new Map<OperationLabel, KnownLink[]>();
  for (const entry of api.linkedOperations()) {
    for (const { status, links = [] } of responsesOf(api, entry)) {
      for (const link of links) {
        if (link.target === undefined) continue;
        const known = byTarget.get(link.target);
        const one = { producer: entry.label, status, link };
        if (known === undefined) byTarget.set(link.target, [one]);
        else known.push(one);
      }
    }
  }
  return byTarget;
}

function responsesOf(api: Api, entry: Api['operations'][number]): Operation['responses'] {
  try {
    return api.operation(entry).responses;
  } catch {
    // The operation itself is complained of where it is tested.
    return [];
  }
}

/** The author says so: it comes before all that is inferred. */
const linkScore = 1;

/** What links give an operation. */
export function linkEdges(operation: Operation, links: readonly KnownLink[]): readonly DependencyEdge[] {
  return links.flatMap(({ producer, status, link }) => {
    const edge = (need: Need, value: Link['parameters'][number]['value']): DependencyEdge => ({
      kind: 'link',
      producer,
      origin: { kind: 'link', name: link.name, status, value },
      need,
      resource: undefined,
      score: linkScore,
    });
    const edges = link.parameters.flatMap(({ name, in: location, value }) => {
      const parameter = findParameter(operation, name, location);
      if (parameter === undefined || parameter.in === 'querystring') return [];
      const { label } = operation;
      return [
        edge(
          { operation: label, in: parameter.in, name: parameter.name, path: [], required: parameter.required },
          value,
        ),
      ];
    });
    if (link.body === undefined || operation.body === undefined) return edges;
    const { required } = operation.body;
    return [...edges, edge({ operation: operation.label, in: 'body', name: '', path: [], required }, link.body)];
  });
}

/** Header names have no case. A name without a place is the one parameter that has it. */
function findParameter({ parameters }: Operation, name: string, location: string | undefined): Parameter | undefined {
  const same = (one: Parameter): boolean =>
    one.in === 'header' ? one.name.toLowerCase() === name.toLowerCase() : one.name === name;
  return parameters.find((one) => same(one) && (location === undefined || one.in === location));
}
