import type { SequentialModel } from '../sequential-model.ts';

/** Whether one more was given. A server may refuse at any time: it may be careful where many ask at once. */
export type TakeResult = 'accepted' | 'refused';

/**
 * Something that there is only so much of: a unique key and an action that can be done once (`limit` 1), seats (`limit` as many as a serial run was given).
 */
export function limitedModel(limit: number): SequentialModel<number, 'take', TakeResult> {
  return {
    initial: 0,
    step: (taken, _op, result) => {
      const more = taken < limit ? [taken + 1] : [];
      if (result === undefined) return [taken, ...more];
      return result === 'refused' ? [taken] : more;
    },
    key: String,
  };
}
