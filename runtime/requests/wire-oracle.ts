import type { CaseValues } from '../model/case.ts';
import type { WireRequest } from '../model/exchange.ts';
import type { Operation } from '../model/operation.ts';
import type { Violation } from '../model/violation.ts';
import type { Schemas } from '../schema/schemas.ts';
import type { Serialiser } from './serialiser.ts';
import { hasValidReading } from './oracle/has-valid-reading.ts';
import { keepsMeaning } from './oracle/keeps-meaning.ts';

/** Judges requests by what servers may read from their bytes, not by what was meant. In doubt a case is not worth sending. */
export interface WireOracle {
  /** Whether the plain reading of what is on the wire gives back what was meant (a positive case that loses meaning is not sent). */
  keepsMeaning(values: CaseValues, request: WireRequest): boolean;
  /**
   * Whether some tolerated or coercing reading of the wire is valid (such a negative case is not sent). Of a raw body every value counts that a
   * lenient parser of some documented media type makes of its bytes.
   */
  hasValidReading(values: CaseValues, violations: readonly Violation[]): boolean;
}

/**
 * Compiles the oracle of an operation. Its methods throw as `Schemas` does. `serialisers` are those that its bodies are written with. With `strictTypes` a JSON
 * body is what it says, and nothing else: no reader converts its values or passes over properties.
 */
export function createWireOracle(
  operation: Operation,
  schemas: Schemas,
  serialisers: readonly Serialiser[] = [],
  strictTypes = false,
): WireOracle {
  return {
    keepsMeaning: keepsMeaning(operation, serialisers),
    hasValidReading: hasValidReading(operation, schemas, serialisers, strictTypes),
  };
}
