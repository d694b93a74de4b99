import type { BodySource, OperationContext, ValueSource } from '../operation-context.ts';

/** Which examples one case takes: those of a name, or the n-th unnamed ones; and in which of the bodies. */
export type Selection = (
  { readonly kind: 'name'; readonly name: string } | { readonly kind: 'position'; readonly position: number }
) & { readonly body: BodySource | undefined };

/**
 * The selections of an operation: each name (in each body that has it), then the unnamed examples in order, as many as the source with the
 * most of them has, and at least one. `roundsOf` says how many examples the properties of a body give that has none as a whole.
 */
export function selectionsOf(
  { parameters, bodies }: OperationContext,
  roundsOf: (body: BodySource) => number,
): readonly Selection[] {
  const main = bodies.find(({ examples }) => examples.length > 0) ?? bodies[0];
  const others = bodies.filter((body) => body !== main && unnamed(body).length > 0);
  const names = new Set(
    [...parameters, ...bodies].flatMap(({ examples }) => examples.flatMap(({ name }) => name ?? [])),
  );
  const ofMain = main === undefined ? 0 : main.examples.length > 0 ? unnamed(main).length : roundsOf(main);
  const positions = Math.max(1, ofMain, ...parameters.map((source) => unnamed(source).length));
  return [
    ...[...names].flatMap((name) =>
      bodiesOf(name, bodies, main).map((body) => ({ kind: 'name', name, body }) as const),
    ),
    ...counted(positions, main),
    ...others.flatMap((body) => counted(unnamed(body).length, body)),
  ];
}

/** The bodies that have an example of the name, else the one that is sent anyway. */
function bodiesOf(
  name: string,
  bodies: readonly BodySource[],
  main: BodySource | undefined,
): readonly (BodySource | undefined)[] {
  const having = bodies.filter(({ examples }) => examples.some((example) => example.name === name));
  return having.length === 0 ? [main] : having;
}

function counted(count: number, body: BodySource | undefined): readonly Selection[] {
  return Array.from({ length: count }, (_, position) => ({ kind: 'position', position, body }) as const);
}

/** The examples of a source that have no name. */
export function unnamed({ examples }: ValueSource): ValueSource['examples'] {
  return examples.filter(({ name }) => name === undefined);
}
