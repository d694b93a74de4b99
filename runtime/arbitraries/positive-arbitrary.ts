import * as fc from 'fast-check';
import { ApiTestGenError } from '../errors.ts';
import type { SchemaRef } from '../model/schema-ref.ts';
import { lowerSchema } from '../schema/lower-schema.ts';
import type { Schemas } from '../schema/schemas.ts';
import type { Rng } from './generate/draw.ts';
import { firstChoice, fixedRng, newDraw } from './generate/draw.ts';
import type { Plan } from './generate/contract.ts';
import { HIGHEST } from './generate/contract.ts';
import { plannerOf } from './generate/plan.ts';
import { unsatisfiable, unsupported } from './generate/no-value.ts';
import { isShrunkInProfile } from './shrink/keeps-profile.ts';
import { smallerValues } from './shrink/smaller-values.ts';
import type { TextProfile } from './text-profile.ts';
import { allowsValue } from './text-profile.ts';

const TRIES = 20;
/** Levels of nesting that are filled freely; below, only what is required. */
const DEPTH = 4;
/** Values in one value that are made freely; beyond, only what is required. */
const SIZE = 80;

/** Makes values that are valid in requests, the same ones for the same random numbers. */
class PositiveArbitrary extends fc.Arbitrary<unknown> {
  readonly #maker: ValueMaker;
  constructor(maker: ValueMaker) {
    super();
    this.#maker = maker;
  }

  override generate(mrng: fc.Random, biasFactor: number | undefined): fc.Value<unknown> {
    const edgy = biasFactor !== undefined && mrng.nextInt(1, biasFactor) === 1;
    return new fc.Value(this.#maker.make(mrng, edgy), undefined);
  }

  override canShrinkWithoutContext(value: unknown): value is unknown {
    return this.#maker.accepts(value);
  }

  override shrink(value: unknown, _context: unknown): fc.Stream<fc.Value<unknown>> {
    const maker = this.#maker;
    return fc.Stream.nil<fc.Value<unknown>>().join(
      (function* shrink(): IterableIterator<fc.Value<unknown>> {
        for (const smaller of smallerValues(value, maker.shrinksFrom(value), maker.plainest()))
          yield new fc.Value(smaller, undefined);
      })(),
    );
  }
}

/** Makes checked values for one schema. */
export interface ValueMaker {
  readonly plan: Plan;
  make(rng: Rng, edgy: boolean): unknown;
  accepts(value: unknown): boolean;
  /** A small value, always the same one: only what is required, and that plain. Throws where none is found. */
  smallest(): unknown;
  /** Values to shrink to at once, whatever the value: the smallest one, and some of a set that is finite. */
  plainest(): readonly unknown[];
  /**
   * Which values a value may be shrunk to: accepted ones whose formatted texts and multiples are those it had, or ones
   * that every validator agrees about.
   */
  shrinksFrom(value: unknown): (candidate: unknown) => boolean;
}

/** Throws `UnsatisfiableSchemaError` or `UnsupportedSchemaError` where it can know, `InvalidSchemaError` always. */
export function valueMaker(schema: SchemaRef, schemas: Schemas, text: TextProfile): ValueMaker {
  const lowered = lowerSchema(schema, 'request');
  const planner = plannerOf(schemas, text);
  const plan = planner.plan([lowered]);
  const height = plan.lowest();
  if (height > HIGHEST) {
    throw unsatisfiable(plan, planner, () => plannerOf(schemas, 'any').plan([lowered]).lowest() > HIGHEST);
  }
  const depth = Math.max(DEPTH, height);
  const accepts = (value: unknown): boolean =>
    value !== undefined && allowsValue(text, value) && schemas.isValid(schema, value, 'request');
  let smallest: { readonly value: unknown } | undefined;
  const maker: ValueMaker = {
    plan,
    accepts,
    smallest: () => (smallest ??= { value: smallestOf(maker, height) }).value,
    plainest: () => [...smallestIfAny(maker), ...(plan.members() ?? []).slice(0, 20)],
    shrinksFrom: (value) => (candidate) => accepts(candidate) && isShrunkInProfile([lowered], candidate, value),
    make(rng, edgy) {
      for (let attempt = 0; attempt < TRIES; attempt++) {
        // At first the whole is checked at the end alone; then each doubtful part as it is made; at last as little as possible.
        const left = attempt < 15 ? SIZE : 0;
        const draw = newDraw({ rng, edgy: edgy && attempt < 5, strict: attempt > 0, left });
        const deeper = draw.edgy && rng.nextInt(0, 3) === 3 ? DEPTH : 0;
        const value = plan.make(draw, attempt < 15 ? depth + deeper : height);
        if (accepts(value)) return value;
      }
      throw unsupported(plan, planner);
    },
  };
  return maker;
}

/** A value of the caller's can be shrunk though none can be generated. */
function smallestIfAny(maker: ValueMaker): readonly unknown[] {
  try {
    return [maker.smallest()];
  } catch (error) {
    if (ApiTestGenError.is(error)) return [];
    throw error;
  }
}

const STEPS = 30;

function smallestOf(maker: ValueMaker, height: number): unknown {
  const first = maker.plan.make(newDraw({ rng: firstChoice, edgy: false, strict: false, left: 0 }), height);
  if (maker.accepts(first)) return first;
  let value = maker.make(fixedRng(1), false);
  for (let step = 0; step < STEPS; step++) {
    const smaller = smallerValues(value, maker.shrinksFrom(value)).next();
    if (smaller.done === true) break;
    value = smaller.value;
  }
  return value;
}

/**
 * Values that are valid for a schema in requests and that the text profile lets through. `shrink` needs no context.
 * Throws `UnsatisfiableSchemaError`, `UnsupportedSchemaError`, `InvalidSchemaError`; the second also while generating.
 */
export function positiveArbitrary(schema: SchemaRef, schemas: Schemas, text: TextProfile): fc.Arbitrary<unknown> {
  return new PositiveArbitrary(valueMaker(schema, schemas, text));
}
