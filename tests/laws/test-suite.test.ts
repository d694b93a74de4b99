import { describe, expect, it } from 'vitest';
import { isSmaller, measure } from '../../runtime/arbitraries/shrink/measure.ts';
import { fromSchema } from '../../runtime/arbitraries/index.ts';
import { smallestValue } from '../../runtime/arbitraries/smallest-value.ts';
import { createSchemas } from '../../runtime/schema/create-schemas.ts';
import type { Schemas } from '../../runtime/schema/schemas.ts';
import type { SubjectResult } from './test-suite/exercise-draft.ts';
import { complaint, exerciseDraft, isGood, nameOf } from './test-suite/exercise-draft.ts';
import type { Draft } from './test-suite/read-test-suite.ts';
import { drafts, hasTestSuite } from './test-suite/read-test-suite.ts';
import type { SuiteSubject } from './test-suite/suite-subject.ts';
import { suiteSubjects } from './test-suite/suite-subject.ts';

const VALUES = 10;
/** A second on a quiet machine is the aim; what explodes takes minutes. */
const MAX_CPU_MS = 5000;
/** Drafts with a schema or two that cannot be broken yet: three that refer to what is known only when a value is judged. */
const violatingNotYet: ReadonlySet<Draft['draft']> = new Set(['draft2019-09', 'draft2020-12']);

describe.skipIf(!hasTestSuite).each(drafts)(
  'the JSON Schema test suite, $draft (skipped where its folder is absent)',
  (draft) => {
    let known: readonly SubjectResult[] | undefined;
    const results = (): readonly SubjectResult[] => (known ??= exerciseDraft(draft, VALUES));

    it('has valid values for at least 99.5 % of its schemas, and a named error for the rest', () => {
      const failed = results().filter(({ positive }) => !isGood(positive));
      const complaints = failed.map(({ subject, positive }) => `${nameOf(subject)}: ${complaint(positive)}`);
      expect(complaints.length, complaints.join('\n')).toBeLessThanOrEqual(results().length * 0.005);
      expect(failed.filter(({ positive }) => positive.kind === 'values' || !positive.isNamed)).toEqual([]);
    });

    const law = violatingNotYet.has(draft.draft) ? it.fails : it;
    law('has violating values for every schema with an invalid instance, each for the keyword it names', () => {
      const failed = results().flatMap(({ subject, violating }) =>
        violating === undefined || isGood(violating) ? [] : [`${nameOf(subject)}: ${complaint(violating)}`],
      );
      expect(failed).toEqual([]);
    });

    it("is judged as the draft's own Ajv class judges, unless that class is known to be wrong", () => {
      const disputed = results().flatMap(({ subject, positive, violating }) =>
        subject.flaw !== undefined
          ? []
          : [positive, violating].flatMap((exercise) =>
              exercise?.kind === 'values' ? exercise.disputed.map((value) => `${nameOf(subject)}: ${value}`) : [],
            ),
      );
      expect(disputed).toEqual([]);
    });

    it('needs less than a second of CPU time for any schema', () => {
      const slow = results().flatMap(({ subject, positive, violating }) =>
        [positive, violating].some((exercise) => exercise !== undefined && exercise.cpuMs >= MAX_CPU_MS)
          ? [nameOf(subject)]
          : [],
      );
      expect(slow).toEqual([]);
    });

    it('has instances of which at least 99 % shrink without a context, to smaller valid ones', () => {
      const schemas = createSchemas();
      const { shrunk, stuck, wrong } = shrinkInstances(suiteSubjects(draft), schemas);
      expect(wrong).toEqual([]);
      expect(stuck.length, stuck.join('\n')).toBeLessThanOrEqual((shrunk + stuck.length) * 0.01);
    });
  },
);

interface Shrinking {
  readonly shrunk: number;
  /** Instances that nothing smaller was found for, though there is something. */
  readonly stuck: readonly string[];
  /** What instances were shrunk to though it is invalid or no smaller. */
  readonly wrong: readonly string[];
}

function shrinkInstances(subjects: readonly SuiteSubject[], schemas: Schemas): Shrinking {
  const stuck: string[] = [];
  const wrong: string[] = [];
  let shrunk = 0;
  for (const subject of subjects) {
    const arbitrary = fromSchema(subject.schema, subject.options);
    const valid = subject.valid.filter((value) => schemas.isValid(subject.ref, value, 'request'));
    const smallest = smallestValue(subject.ref, schemas, 'any');
    for (const value of valid) {
      const candidates = arbitrary.canShrinkWithoutContext(value)
        ? [...arbitrary.shrink(value, undefined).take(20)].map((candidate) => candidate.value)
        : [];
      const line = (what: string): string => `${nameOf(subject)}: ${what}`;
      for (const candidate of candidates) {
        const smaller = isSmaller(measure(candidate), measure(value));
        if (!smaller || !schemas.isValid(subject.ref, candidate, 'request'))
          wrong.push(line(JSON.stringify(candidate)));
      }
      if (candidates.length > 0) shrunk++;
      else if (hasSmaller(value, [...valid, smallest])) stuck.push(line(JSON.stringify(value)));
    }
  }
  return { shrunk, stuck, wrong };
}

/** A value is certainly not minimal where another valid one is smaller. */
function hasSmaller(value: unknown, valid: readonly unknown[]): boolean {
  return valid.some((other) => isSmaller(measure(other), measure(value)));
}
