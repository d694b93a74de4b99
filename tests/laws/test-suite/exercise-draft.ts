import { createSchemas } from '../../../runtime/schema/create-schemas.ts';
import type { Exercise } from './exercise-subject.ts';
import { exercisePositive, exerciseViolating } from './exercise-subject.ts';
import type { Draft } from './read-test-suite.ts';
import type { SuiteSubject } from './suite-subject.ts';
import { suiteSubjects } from './suite-subject.ts';

/** What generating for one schema of the suite gave. */
export interface SubjectResult {
  readonly subject: SuiteSubject;
  readonly positive: Exercise;
  /** Absent where the suite has no invalid instance. */
  readonly violating: Exercise | undefined;
}

/** So many values of both kinds for every schema of a draft that counts. */
export function exerciseDraft(draft: Draft, count: number): readonly SubjectResult[] {
  const schemas = createSchemas();
  return suiteSubjects(draft).map((subject) => ({
    subject,
    positive: exercisePositive(subject, schemas, count),
    violating: subject.invalid.length === 0 ? undefined : exerciseViolating(subject, schemas, count),
  }));
}

/** Whether all values are what they were meant to be, by our profile; what only Ajv judges otherwise is listed apart. */
export function isGood(exercise: Exercise): boolean {
  return exercise.kind === 'values' && exercise.wrong.length === 0;
}

/** Why it is not good, in one line. */
export function complaint(exercise: Exercise): string {
  return exercise.kind === 'error' ? exercise.error : `misjudged: ${exercise.wrong[0] ?? ''}`;
}

export function nameOf({ file, description }: SuiteSubject): string {
  return `${file}: ${description}`;
}
