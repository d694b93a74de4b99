import type * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostile } from '../../fixtures/schemas/hostile.ts';
import type { HostileSchema, Outcome } from '../../fixtures/schemas/hostile/hostile-schema.ts';
import { fromSchema, violating } from '../../runtime/arbitraries/index.ts';
import type { ViolatingValue } from '../../runtime/arbitraries/index.ts';
import { isSmaller, measure } from '../../runtime/arbitraries/shrink/measure.ts';
import type { SchemaRef } from '../../runtime/model/schema-ref.ts';
import { bareSchema } from '../../runtime/schema/bare-schema.ts';
import { createSchemas } from '../../runtime/schema/create-schemas.ts';
import type { Schemas } from '../../runtime/schema/schemas.ts';
import type { Attempt } from './hostile/attempt.ts';
import { quickerAttempt } from './hostile/attempt.ts';
import { notYet } from './hostile/not-yet.ts';
import { cpuSince } from './test-suite/exercise-subject.ts';

/** A second on a quiet machine is the aim; a busy one takes several times as long, and what explodes takes minutes. */
const bounds = { cpuMs: 5000, retainedMb: 64 };
/** For what is on the list as slow. */
const wideBounds: typeof bounds = { cpuMs: 15_000, retainedMb: 256 };
const MAX_TEXT = 5_000_000;
const DRAWN = 3;
const STEPS = 25;

describe.each(hostile)('$name', (one) => {
  law('gives valid values, or says why not, soon', one, 'valid', ({ schema, options, limit }) => {
    const result = quickerAttempt(() => fromSchema(schema(), options), DRAWN, limit.cpuMs);
    expectEnd(result, one.valid, limit);
    const { ref, schemas } = judges(one, schema());
    checkValues(result, {
      limit,
      isLawful: (value) => schemas.isValid(ref, value, 'request'),
      sizeOf: (value) => value,
    });
  });

  law('gives invalid values, or says why not, soon', one, 'violating', ({ schema, options, limit }) => {
    const result = quickerAttempt(() => violating(schema(), options), DRAWN, limit.cpuMs);
    expectEnd(result, one.violating ?? ['values'], limit);
    const { ref, schemas } = judges(one, schema());
    const isLawful = ({ value, keyword, schemaPointer }: ViolatingValue): boolean =>
      schemas
        .issues(ref, value, 'request')
        .some((issue) => issue.keyword === keyword && issue.location.pointer === schemaPointer);
    checkValues(result, { limit, isLawful, sizeOf: ({ value }) => value });
  });
});

interface Made {
  /** Made anew at each call. */
  readonly schema: () => unknown;
  readonly options: { readonly dialect?: NonNullable<HostileSchema['dialect']> };
  readonly limit: typeof bounds;
}

/** A test; of what is on the list of what is not yet so, one that is expected to fail, or may take longer, or none where it would not end. */
function law(title: string, one: HostileSchema, mode: 'valid' | 'violating', check: (made: Made) => void): void {
  const reason = notYet[`${mode}: ${one.name}`];
  const run = (limit: typeof bounds): void =>
    check({ schema: one.schema, options: one.dialect === undefined ? {} : { dialect: one.dialect }, limit });
  if (reason === undefined) it(title, () => run(bounds));
  else if (reason === 'endless') it.todo(`${title} (does not end yet)`);
  else if (reason === 'slow') it(`${title} (not yet: slow)`, () => run(wideBounds));
  else it.fails(`${title} (not yet: ${reason})`, () => run(bounds));
}

/** As the public functions read a schema: `format` is an annotation in 2020-12, which those without a dialect are. */
function judges(one: HostileSchema, schema: unknown): { readonly ref: SchemaRef; readonly schemas: Schemas } {
  return {
    ref: bareSchema(schema, one.dialect),
    schemas: createSchemas({ formats: one.dialect === undefined ? 'annotate' : 'assert' }),
  };
}

function expectEnd(result: Attempt<unknown>, ends: readonly Outcome[], limit: typeof bounds): void {
  expect(ends, `${result.outcome} ${result.error}`).toContain(result.outcome);
  expect(result.cpuMs, 'CPU in ms').toBeLessThan(limit.cpuMs);
  expect(result.retainedMb, 'memory held').toBeLessThan(limit.retainedMb);
}

interface Judged<T> {
  readonly limit: typeof bounds;
  readonly isLawful: (value: T) => boolean;
  readonly sizeOf: (value: T) => unknown;
}

/** The values are what they are said to be, of a bearable size, and so is what they shrink to, down one path. */
function checkValues<T>({ values, arbitrary }: Attempt<T>, judged: Judged<T>): void {
  for (const value of values) {
    expect(judged.isLawful(value), show(value)).toBe(true);
    expect((JSON.stringify(value) ?? '').length).toBeLessThan(MAX_TEXT);
  }
  const [first] = values;
  if (first !== undefined && arbitrary !== undefined) checkPath(arbitrary, first, judged);
}

function checkPath<T>(arbitrary: fc.Arbitrary<T>, start: T, { limit, isLawful, sizeOf }: Judged<T>): void {
  expect(arbitrary.canShrinkWithoutContext(start)).toBe(true);
  let value = start;
  for (let step = 0; step < STEPS; step++) {
    const started = process.cpuUsage();
    const candidates = [...arbitrary.shrink(value, undefined).take(4)].map((candidate) => candidate.value);
    expect(cpuSince(started), `CPU of one step from ${show(value)}`).toBeLessThan(limit.cpuMs);
    for (const candidate of candidates) {
      expect(isSmaller(measure(sizeOf(candidate)), measure(sizeOf(value))), show(candidate)).toBe(true);
      expect(isLawful(candidate), show(candidate)).toBe(true);
    }
    const next = candidates[step % Math.max(1, candidates.length)];
    if (next === undefined) break;
    value = next;
  }
}

function show(value: unknown): string {
  return (JSON.stringify(value) ?? 'undefined').slice(0, 200);
}
