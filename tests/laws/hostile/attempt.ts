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
  /** Memory that is still held afterwards, with the values. */
  readonly retainedMb: number;
  readonly arbitrary: fc.Arbitrary<T> | undefined;
  readonly values: readonly T[];
}

/** Builds an arbitrary and draws from it. */
export function attempt<T>(make: () => fc.Arbitrary<T>, count: number): Attempt<T> {
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
    retainedMb: heapMb() - heapBefore,
    arbitrary,
    values,
  };
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

function heapMb(): number {
  if (collectGarbage === undefined) {
    setFlagsFromString('--expose-gc');
    collectGarbage = runInNewContext('gc') as () => void;
  }
  collectGarbage();
  return process.memoryUsage().heapUsed / 1024 / 1024;
}
