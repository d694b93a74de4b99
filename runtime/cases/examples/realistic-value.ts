import { generateSync, type JsonSchema, type Random } from 'json-schema-faker';
import { inProfile } from '../../arbitraries/formats/format-profile.ts';
import { formatNames, formatSample } from '../../arbitraries/formats/sample-format.ts';
import { keepsProfile, scalarsOf } from '../../arbitraries/shrink/keeps-profile.ts';
import { lowerSchema } from '../../schema/lower-schema.ts';
import type { ValueSource } from '../operation-context.ts';
import { expandSchema, type ExpandOptions } from './expand-schema.ts';
import type { RealisticNames } from './realistic-names.ts';

const attempts = 5;

/** Its own dates are recent ones; its other formatted texts are on domains that belong to somebody, or no real ones. */
const formats = Object.fromEntries(
  formatNames
    .filter((name) => !['date', 'date-time', 'time', 'uuid'].includes(name))
    .map((name) => [
      name,
      (random: Random) => formatSample(name)?.({ nextInt: (min, max) => random.int(min, max) }) ?? '',
    ]),
);

/** What else decides a realistic value. */
export interface RealisticOptions {
  /** @default no name suggests anything */
  readonly names?: RealisticNames;
  /** What the value is called, where it is a parameter's. */
  readonly name?: string;
  /** Which of several examples of a property is taken; counted round. @default 0 */
  readonly position?: number;
}

/**
 * A value such as the document's author would write: its examples and defaults where it has some, what names suggest, and
 * json-schema-faker's values elsewhere, as far as servers of every make take them. Where that gives nothing, the plainest value. The seed
 * alone decides, with the same names.
 */
export function realisticValue(source: ValueSource, seed: number, options: RealisticOptions = {}): unknown {
  const { names = noNames, name, position = 0 } = options;
  // What a name suggests may break what no single property says; then it is tried without.
  return (
    attempt(source, seed, { seed, names, name, position }) ??
    (names === noNames ? undefined : attempt(source, seed, { seed, names: noNames, name, position })) ??
    source.plain()
  );
}

const noNames: RealisticNames = { suggest: () => [], ordinary: () => [] };

function attempt(source: ValueSource, seed: number, options: ExpandOptions): unknown {
  const expanded = expandSchema(source.schema, options)?.schema;
  if (typeof expanded !== 'object' || expanded === null) return undefined;
  const rule = { exempt: documentedScalars(expanded), allows: inProfile };
  for (let index = 0; index < attempts; index += 1) {
    const made = fake(expanded, seed + index);
    if (made === undefined || isHuge(made)) return undefined;
    for (const value of [withoutEmpty(made), made]) {
      if (source.isValid(value) && keepsProfile([lowerSchema(source.schema, 'request')], value, rule)) return value;
    }
  }
  return undefined;
}

/** Without members that are empty lists or objects: they show nothing, and a form loses them. */
function withoutEmpty(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutEmpty);
  const members = Object.entries(value).map(([name, member]) => [name, withoutEmpty(member)] as const);
  return Object.fromEntries(members.filter(([, member]) => !isEmpty(member)));
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

/** All options of a deep schema at once can make megabytes, which nobody would write as an example. */
function isHuge(value: unknown): boolean {
  return (JSON.stringify(value)?.length ?? 0) > maxExampleLength;
}

const maxExampleLength = 16 * 1024;

/** The texts and numbers that the document itself gives, in an expanded schema. */
function documentedScalars(expanded: unknown, found = new Set<unknown>()): Set<unknown> {
  if (typeof expanded !== 'object' || expanded === null) return found;
  for (const [keyword, value] of Object.entries(expanded)) {
    if (keyword === 'const' || keyword === 'enum') scalarsOf(value, found);
    else documentedScalars(value, found);
  }
  return found;
}

function fake(expanded: object, seed: number): unknown {
  try {
    return generateSync(expanded as JsonSchema, {
      seed,
      formats,
      alwaysFakeOptionals: true,
      maxDepth: 6,
      maxItems: 2,
      minDateTime: '2020-01-01T00:00:00Z',
      maxDateTime: '2030-01-01T00:00:00Z',
    });
  } catch {
    // It knows fewer schemas than we do; the plainest value stands in.
    return undefined;
  }
}
