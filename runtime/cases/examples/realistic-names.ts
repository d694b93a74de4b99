import type { Faker } from '@faker-js/faker';
import { ordinaryValues, realisticNames, type RealisticName } from './realistic-names.data.ts';

/** Values that fit what a property is called. */
export interface RealisticNames {
  /** The values that a name suggests, the best first; none for a name that says nothing. The seed alone decides. */
  suggest(name: string, seed: number): readonly (string | number)[];
  /** Values that fit any name. */
  ordinary(seed: number): readonly (string | number)[];
}

/**
 * Our own table, and `@faker-js/faker` where the user has installed it: with it the values are others, so that the same seed gives the
 * same bytes only where it is, or is not, there too.
 */
export async function loadRealisticNames(): Promise<RealisticNames> {
  return createRealisticNames(await loadFaker());
}

/** The names of our table, with the values of a faker where there is one. */
export function createRealisticNames(faker?: Faker): RealisticNames {
  const byName = new Map(realisticNames.flatMap((entry) => entry.names.map((name) => [name, entry] as const)));
  return {
    suggest(name, seed) {
      const entry = find(name, byName);
      if (entry === undefined) return [];
      const own = rotated(entry.values, seed);
      const faked = faker === undefined ? undefined : fake(entry, faker, seed);
      return faked === undefined ? own : [faked, ...own];
    },
    ordinary: (seed) => rotated(ordinaryValues, seed),
  };
}

/** Another first one for another seed; none is lost. */
function rotated<T>(values: readonly T[], seed: number): readonly T[] {
  const start = seed % values.length;
  return [...values.slice(start), ...values.slice(0, start)];
}

/** `billing_emailAddresses` is looked up whole, then by its last three, two and one words, each also in the singular. */
function find(name: string, byName: ReadonlyMap<string, RealisticName>): RealisticName | undefined {
  const words = name
    .replaceAll(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\d]+/u)
    .filter((word) => word !== '');
  for (const tail of [words, words.slice(-3), words.slice(-2), words.slice(-1)]) {
    const joined = tail.join('');
    const found =
      byName.get(joined) ?? byName.get(joined.replace(/(?:es|s)$/, '')) ?? byName.get(joined.replace(/s$/, ''));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Another version of the library may lack a method, or make it give something else: then it has nothing to say. */
function fake({ faker: make }: RealisticName, faker: Faker, seed: number): string | number | undefined {
  if (make === undefined) return undefined;
  try {
    faker.seed(seed);
    const value = make(faker);
    return typeof value === 'string' || typeof value === 'number' ? value : undefined;
  } catch {
    return undefined;
  }
}

/** A faker of our own: the one that the library shares may be in use, and seeding it would be felt there. */
async function loadFaker(): Promise<Faker | undefined> {
  try {
    // English alone: all languages at once take a second to load.
    const { faker } = await import('@faker-js/faker/locale/en');
    const Own = faker.constructor as new (options: { readonly locale: Faker['rawDefinitions'] }) => Faker;
    const own = new Own({ locale: faker.rawDefinitions });
    own.setDefaultRefDate('2025-01-01T00:00:00Z');
    return own;
  } catch {
    return undefined; // Not installed, or of a make that we do not know.
  }
}
