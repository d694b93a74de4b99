import { createSchemas } from '../../../runtime/schema/create-schemas.ts';
import type { Schemas } from '../../../runtime/schema/schemas.ts';
import type { SubjectResult } from '../../laws/test-suite/exercise-draft.ts';
import { complaint, exerciseDraft, isGood, nameOf } from '../../laws/test-suite/exercise-draft.ts';
import { cpuSince } from '../../laws/test-suite/exercise-subject.ts';
import type { SuiteSubject } from '../../laws/test-suite/suite-subject.ts';
import { drafts } from '../../laws/test-suite/read-test-suite.ts';
import { peerValues } from './peer-values.ts';

/** What one schema of the suite gave, ours and json-schema-faker's. */
export interface SuiteRow {
  readonly draft: string;
  readonly file: string;
  readonly name: string;
  /** Why Ajv's verdict on the schema is not to be trusted, where it is not. */
  readonly flaw: string | undefined;
  readonly positive: Outcome;
  /** Absent where the suite has no invalid instance. */
  readonly violating: Outcome | undefined;
  readonly peer: { readonly isGood: boolean; readonly cpuMs: number };
}

interface Outcome {
  readonly isGood: boolean;
  readonly cpuMs: number;
  /** Why it is not good. */
  readonly complaint: string | undefined;
  /** An error that is not typed, or names no keyword. */
  readonly isUnnamed: boolean;
  /** Values that the dialect's own Ajv class judges otherwise than our profile, with the first. */
  readonly disputed: readonly string[];
}

/** Every schema of every draft: so many valid and so many invalid values of each. */
export function suiteFigures(count: number): readonly SuiteRow[] {
  const schemas = createSchemas();
  return drafts.flatMap((draft) =>
    exerciseDraft(draft, count).map((result) => ({
      draft: draft.draft,
      file: result.subject.file,
      name: nameOf(result.subject),
      flaw: result.subject.flaw,
      positive: outcome(result.positive),
      violating: result.violating === undefined ? undefined : outcome(result.violating),
      peer: peerOutcome(result.subject, schemas, count),
    })),
  );
}

function outcome(exercise: SubjectResult['positive']): Outcome {
  const good = isGood(exercise);
  return {
    isGood: good,
    cpuMs: exercise.cpuMs,
    complaint: good ? undefined : complaint(exercise),
    isUnnamed: exercise.kind === 'error' && !exercise.isNamed,
    disputed: exercise.kind === 'values' ? exercise.disputed : [],
  };
}

/** A value counts against the peer only where neither the draft's Ajv class nor our profile takes it. */
function peerOutcome({ schema, options, ref, ajv }: SuiteSubject, schemas: Schemas, count: number): SuiteRow['peer'] {
  const started = process.cpuUsage();
  try {
    const values = peerValues(schema, count, options.documents);
    const cpuMs = cpuSince(started);
    const isValid = (value: unknown): boolean => ajv.isValid(value) || schemas.isValid(ref, value, 'request');
    return { isGood: values.every(isValid), cpuMs };
  } catch {
    return { isGood: false, cpuMs: cpuSince(started) };
  }
}
