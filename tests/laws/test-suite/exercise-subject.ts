import { fromSchema, violating } from '../../../runtime/arbitraries/index.ts';
import { ApiTestGenError } from '../../../runtime/errors.ts';
import type { Schemas } from '../../../runtime/schema/schemas.ts';
import { generateAt } from '../generate-at.ts';
import type { SuiteSubject } from './suite-subject.ts';

/** What became of the wish for some values. */
export type Exercise =
  | {
      readonly kind: 'values';
      readonly cpuMs: number;
      /** Values that our own profile judges otherwise than they were meant, and why. */
      readonly wrong: readonly string[];
      /** Values that only the dialect's own Ajv class judges otherwise. */
      readonly disputed: readonly string[];
    }
  | { readonly kind: 'error'; readonly cpuMs: number; readonly error: string; readonly isNamed: boolean };

/** Generates valid values and has them judged. */
export function exercisePositive(
  { schema, options, ref, ajv }: SuiteSubject,
  schemas: Schemas,
  count: number,
): Exercise {
  return exercise(
    () => {
      const arbitrary = fromSchema(schema, options);
      return Array.from({ length: count }, (_, seed) => generateAt(arbitrary, seed));
    },
    (value) => ({
      wrong: !schemas.isValid(ref, value, 'request'),
      disputed: !judged(() => ajv.isValid(value), true),
    }),
  );
}

/** Generates invalid values; each must be rejected, its keyword among the reasons at its place in the schema. */
export function exerciseViolating(
  { schema, options, ref, ajv }: SuiteSubject,
  schemas: Schemas,
  count: number,
): Exercise {
  return exercise(
    () => {
      const arbitrary = violating(schema, options);
      return Array.from({ length: count }, (_, seed) => generateAt(arbitrary, seed));
    },
    ({ value, keyword, schemaPointer }) => ({
      wrong: !schemas
        .issues(ref, value, 'request')
        .some((issue) => issue.keyword === keyword && issue.location.pointer === schemaPointer),
      disputed: judged(() => ajv.isValid(value), false),
    }),
  );
}

function exercise<T>(
  make: () => readonly T[],
  judge: (value: T) => { readonly wrong: boolean; readonly disputed: boolean },
): Exercise {
  const started = process.cpuUsage();
  try {
    const values = make();
    const cpuMs = cpuSince(started);
    const verdicts = values.map((value) => ({ ...judge(value), shown: show(value) }));
    return {
      kind: 'values',
      cpuMs,
      wrong: verdicts.filter(({ wrong }) => wrong).map(({ shown }) => shown),
      disputed: verdicts.filter(({ wrong, disputed }) => disputed && !wrong).map(({ shown }) => shown),
    };
  } catch (error) {
    return { kind: 'error', cpuMs: cpuSince(started), ...describe(error) };
  }
}

/** Ajv overflows the stack on some schemas that it compiles; that is no verdict. */
function judged(verdict: () => boolean, otherwise: boolean): boolean {
  try {
    return verdict();
  } catch {
    return otherwise;
  }
}

/** Milliseconds of CPU time since `process.cpuUsage()` gave `started`. */
export function cpuSince(started: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1000;
}

function describe(error: unknown): { readonly error: string; readonly isNamed: boolean } {
  if (!ApiTestGenError.is(error)) return { error: `defect: ${String(error)}`, isNamed: false };
  const { keyword, pointer } = error as { keyword?: unknown; pointer?: unknown };
  const isNamed = typeof keyword === 'string' && typeof pointer === 'string';
  const place = isNamed ? ` (${keyword} at "${pointer}")` : '';
  return { error: `${error.name}${place}: ${error.message}`, isNamed };
}

function show(value: unknown): string {
  return (JSON.stringify(value) ?? 'undefined').slice(0, 200);
}
