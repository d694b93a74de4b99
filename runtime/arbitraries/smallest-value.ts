import type { SchemaRef } from '../model/schema-ref.ts';
import type { Schemas } from '../schema/schemas.ts';
import { firstChoice, fixedRng } from './generate/draw.ts';
import { HIGHEST } from './generate/contract.ts';
import { valueMaker } from './positive-arbitrary.ts';
import { smallerValues } from './shrink/smaller-values.ts';
import type { TextProfile } from './text-profile.ts';

const STEPS = 30;

/**
 * A small valid value, always the same one: only what is required, and that plain. Throws `UnsatisfiableSchemaError`,
 * `UnsupportedSchemaError`, `InvalidSchemaError`.
 */
export function smallestValue(schema: SchemaRef, schemas: Schemas, text: TextProfile): unknown {
  const maker = valueMaker(schema, schemas, text);
  let height = 0;
  while (height < HIGHEST && !maker.plan.fits(height)) height++;
  const first = maker.plan.make({ rng: firstChoice, edgy: false, strict: false, left: 0 }, height);
  if (maker.accepts(first)) return first;
  let value = maker.make(fixedRng(1), false);
  for (let step = 0; step < STEPS; step++) {
    const smaller = smallerValues(value, maker.shrinksFrom(value)).next();
    if (smaller.done === true) break;
    value = smaller.value;
  }
  return value;
}
