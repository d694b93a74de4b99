import { ownValue } from '../own-value.ts';
import type { ValueShape } from '../value-shape.ts';

/** What a reader may put where a property is missing; empty where nothing. */
export type Filler = (shape: ValueShape) => readonly unknown[];

interface Gap {
  readonly name: string;
  readonly fillings: readonly unknown[];
}

/** Defaults inside defaults are followed so far: a schema may lead back to itself. */
const maxDepth = 4;

/** A default, as Ajv's `useDefaults` (Fastify) fills it in before it looks for what is required. */
export const byDefault: Filler = (shape) => {
  const preset = shape.default;
  return preset === undefined ? [] : [withDefaults(preset.value, shape, maxDepth)];
};

/** In a form a box that is not ticked, and a list without items, are not sent. */
export const inForm: Filler = (shape) => {
  const fillings = [...byDefault(shape)];
  if (shape.types?.has('boolean') === true) fillings.push(false, null);
  if (shape.types?.has('array') === true) fillings.push([]);
  return fillings;
};

/** In XML a list is its items. */
export const inXml: Filler = (shape) => [...byDefault(shape), ...(shape.types?.has('array') === true ? [[]] : [])];

/** An object with its missing properties filled in: all of them, and each alone, since the default of an optional one may be invalid. */
export function* filledReadings(value: object, shape: ValueShape, fill: Filler): Generator {
  const all = gapsOf(shape, fill);
  if (all.length === 0) return;
  const gaps = all.filter(({ name }) => ownValue(value as Record<string, unknown>, name) === undefined);
  if (gaps.length > 1) yield { ...value, ...Object.fromEntries(gaps.map(({ name, fillings }) => [name, fillings[0]])) };
  for (const { name, fillings } of gaps) for (const filling of fillings) yield { ...value, [name]: filling };
}

const known = new WeakMap<Filler, WeakMap<ValueShape, readonly Gap[]>>();

function gapsOf(shape: ValueShape, fill: Filler): readonly Gap[] {
  let ofFiller = known.get(fill);
  if (ofFiller === undefined) {
    ofFiller = new WeakMap();
    known.set(fill, ofFiller);
  }
  let gaps = ofFiller.get(shape);
  if (gaps === undefined) {
    gaps = [...shape.declared]
      .map((name) => ({ name, fillings: fill(shape.property(name)) }))
      .filter(({ fillings }) => fillings.length > 0);
    ofFiller.set(shape, gaps);
  }
  return gaps;
}

function withDefaults(value: unknown, shape: ValueShape, depth: number): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || depth === 0) return value;
  const filled: Record<string, unknown> = { ...value };
  for (const name of shape.declared) {
    const inner = shape.property(name);
    const given = Object.hasOwn(filled, name) ? { value: filled[name] } : inner.default;
    if (given !== undefined) filled[name] = withDefaults(given.value, inner, depth - 1);
  }
  return filled;
}
