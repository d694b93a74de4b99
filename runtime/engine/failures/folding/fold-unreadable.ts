import { sharedKey } from './fold-common-facts.ts';
import { isOfUnreadableBodies, plainKey, type Symptom } from './evidence.ts';
import { foldAs, groupSymptoms, type Folded, type FoldRule } from './fold.ts';

/** What frameworks answer to a body that cannot be read. */
const refusals: ReadonlySet<number> = new Set([400, 413, 415, 422]);

/**
 * A body that cannot be read is refused by the framework, in its own words, before the operation’s code runs: at how many operations ever these break the document, it is one
 * fact of the API. Where an operation answers readable bodies the same way, it is its own.
 */
export const foldUnreadable: FoldRule = (symptoms) => {
  const known = new Set(symptoms.filter((symptom) => !isOfUnreadableBodies(symptom)).map(({ key }) => key));
  const isFramework = (symptom: Symptom): boolean =>
    isOfUnreadableBodies(symptom) &&
    refusals.has(symptom.first.response?.status ?? 0) &&
    !known.has(plainKey(symptom)) &&
    !known.has(sharedKey(symptom));
  const groups = groupSymptoms(symptoms.filter(isFramework), ({ first }) => first.check.id);
  return {
    folds: [...groups.values()].map((members) => unreadableFold(members)),
    rest: symptoms.filter((symptom) => !isFramework(symptom)),
  } satisfies Folded;
};

function unreadableFold(members: readonly Symptom[]): ReturnType<typeof foldAs> {
  // A group has a member.
  const { check } = (members[0] as Symptom).first;
  return foldAs(
    {
      check: check.id,
      identity: 'unreadable body',
      change: ({ message }) => ({
        confidence: 'heuristic',
        message: `What the server answers to bodies that it cannot read is not what the document says: ${lowerFirst(message)}`,
        hint: 'Let the error handler of the body parser answer as the document says, or document its answer.',
      }),
    },
    members,
  );
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
