import { UnsatisfiableSchemaError, UnsupportedSchemaError } from '../../errors.ts';
import { textLanguage } from '../../schema/regex/language.ts';
import type { Plan, Planner } from './contract.ts';
import { HIGHEST, MOST_NODES } from './contract.ts';
import type { Culprit } from './culprit.ts';
import { culpritOf } from './culprit.ts';

/** The error for a schema that no value was found for: too large a value, one that the place cannot carry, or none at all. */
export function unsatisfiable(
  plan: Plan,
  planner: Planner,
  isEmptyAnywhere: () => boolean,
): UnsatisfiableSchemaError | UnsupportedSchemaError {
  const culprit = culpritOf(plan, planner);
  if (culprit.unmade !== undefined) return unsupportedError(culprit.unmade, culprit);
  const { nodes, isUnknown } = plan.least(HIGHEST);
  if (Number.isFinite(nodes))
    return unsupportedError(`Every value has more than the ${MOST_NODES} parts that are made.`, culprit);
  if (isUnknown)
    return unsupportedError(
      `No valid value was found in reasonable time; "${culprit.keyword}" leaves too many ways.`,
      culprit,
    );
  const text = planner.profile;
  if (text !== 'any' && !isEmptyAnywhere())
    return unsupportedError(`No value was found that a ${text} can carry and the schema allows.`, culprit);
  return new UnsatisfiableSchemaError(
    `No value satisfies the schema: its keywords contradict each other, or it asks for itself without end; "${culprit.keyword}" is the likely reason.`,
    {
      keyword: culprit.keyword,
      pointer: culprit.location.pointer,
      where: whereOf(culprit),
      hint: 'Correct the schema so that a finite value can satisfy it.',
    },
  );
}

/** The error for a schema whose values chance did not find, or whose patterns turn out to leave none. */
export function unsupported(plan: Plan, planner: Planner): UnsatisfiableSchemaError | UnsupportedSchemaError {
  const culprit = culpritOf(plan, planner);
  if (culprit.unmade !== undefined) return unsupportedError(culprit.unmade, culprit);
  const { patterns, notPatterns, minLength, maxLength } = plan.shape;
  const isEmpty =
    planner.profile === 'any' &&
    plan.group === undefined &&
    patterns.length > 0 &&
    textLanguage({ patterns, notPatterns, minLength, maxLength }).emptiness === 'empty';
  if (isEmpty) {
    return new UnsatisfiableSchemaError(
      'No text satisfies the schema: its patterns and lengths contradict each other.',
      {
        keyword: culprit.keyword,
        pointer: culprit.location.pointer,
        where: whereOf(culprit),
        hint: 'Correct the patterns so that a text can match all of them.',
      },
    );
  }
  return unsupportedError(`No valid value was found in 20 tries; "${culprit.keyword}" is the likely reason.`, culprit);
}

function unsupportedError(message: string, culprit: Culprit): UnsupportedSchemaError {
  return new UnsupportedSchemaError(message, {
    keyword: culprit.keyword,
    pointer: culprit.location.pointer,
    where: whereOf(culprit),
    hint: 'Simplify the schema, or give an example in the document.',
  });
}

function whereOf({ location }: Culprit): string {
  return `${location.file}#${location.pointer}`;
}
