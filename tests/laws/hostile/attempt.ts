import type * as fc from 'fast-check';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Outcome } from '../../../fixtures/schemas/hostile/hostile-schema.ts';
import {
  CyclicRefError,
  InvalidSchemaError,
  UnresolvedRefError,
  UnsatisfiableSchemaError,
  UnsupportedSchemaError,
} from '../../../runtime/errors.ts';
import { generateAt } from '../generate-at.ts';
import { cpuSince } from '../test-suite/exercise-subject.ts';

/** How a wish for values ended, and what it cost. */
export interface Attempt<T> {
  /** `defect` is any end that no schema may have: an error without a name. */
  readonly outcome: Outcome | 'defect';
  readonly error: string;
  readonly cpuMs: number;
  /** By how much the heap has grown; without garbage, where it is much. */
  readonly retainedMb: number;
  readonly arbitrary: fc.Arbitrary<T> | undefined;
  readonly values: readonly T[];
}

/** Builds an arbitrary and draws from it. */
function attempt<T>(make: () => fc.Arbitrary<T>, count: number): Attempt<T> {
  const heapBefore = heapMb();
  const started = process.cpuUsage();
  const values: T[] = [];
  let arbitrary: fc.Arbitrary<T> | undefined;
  let failure: Error | undefined;
  try {
    arbitrary = make();
    for (let seed = 0; seed < count; seed++) values.push(generateAt(arbitrary, seed));
  } catch (error) {
    failure = error instanceof Error ? error : new Error('Something else than an error was thrown.');
  }
  const cpuMs = cpuSince(started);
  return {
    outcome: failure === undefined ? 'values' : outcomeOf(failure),
    error: failure === undefined ? '' : String(failure).slice(0, 300),
    cpuMs,
    retainedMb: grownSince(heapBefore),
    arbitrary,
    values,
  };
}

/** The quicker of two attempts, where the first takes longer than it may: other work on the machine costs CPU time too. */
export function quickerAttempt<T>(make: () => fc.Arbitrary<T>, count: number, maxCpuMs: number): Attempt<T> {
  const first = attempt(make, count);
  if (first.cpuMs < maxCpuMs) return first;
  const second = attempt(make, count);
  return second.cpuMs < first.cpuMs ? second : first;
}

function outcomeOf(error: unknown): Outcome | 'defect' {
  if (error instanceof UnresolvedRefError || error instanceof CyclicRefError) return 'unresolved';
  if (error instanceof UnsatisfiableSchemaError && isPlaced(error)) return 'unsatisfiable';
  if (error instanceof UnsupportedSchemaError && isPlaced(error)) return 'unsupported';
  if (error instanceof InvalidSchemaError && isPlaced(error)) return 'invalid';
  return 'defect';
}

/** Whether an error says which keyword it is about, and where that stands. */
function isPlaced({ keyword, pointer }: { readonly keyword: string; readonly pointer: string }): boolean {
  return keyword !== '' && pointer.replace(/^#/, '').split('/')[0] === '';
}

let collectGarbage: (() => void) | undefined;
/** Growth that is not worth the time to tell garbage from what is held. */
const LITTLE_MB = 32;

function grownSince(before: number): number {
  const grown = heapMb() - before;
  if (grown < LITTLE_MB) return grown;
  if (collectGarbage === undefined) {
    setFlagsFromString('--expose-gc');
    collectGarbage = runInNewContext('gc') as () => void;
  }
  collectGarbage();
  return heapMb() - before;
}

function heapMb(): number {
  return process.memoryUsage().heapUsed / 1024 / 1024;
}
