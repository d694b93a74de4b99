import type { Thing } from './thing.ts';

/** Where a thing is, below the base URL: `/shops/3/orders/7`. */
export function pathOfThing(thing: Pick<Thing, 'resource' | 'ids' | 'parent'>): string {
  const ids: string[] = [];
  for (let one: typeof thing | undefined = thing; one !== undefined; one = one.parent)
    ids.unshift(...one.ids.map((id) => encodeURIComponent(String(id))));
  // Parameters stand in the shape in the order in which the things around are.
  return thing.resource.shape.replaceAll('{}', () => ids.shift() ?? '{}');
}
