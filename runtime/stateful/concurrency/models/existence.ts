import type { SequentialModel } from '../sequential-model.ts';

/** What is done to one thing that comes and goes. A `change` does not make it. */
export type ExistenceOperation = 'create' | 'delete' | 'change' | 'read';

/** Of a `read` whether it was there. A server may refuse all else at any time. */
export type ExistenceResult = 'accepted' | 'refused' | 'there' | 'gone';

/** A thing that is there, or is not. */
export function existenceModel(isThere: boolean): SequentialModel<boolean, ExistenceOperation, ExistenceResult> {
  return {
    initial: isThere,
    step(state, op, result) {
      if (op === 'read') return result === undefined || (result === 'there') === state ? [state] : [];
      if (result === 'refused') return [state];
      const needed = op !== 'create';
      const after = op === 'change' ? state : op === 'create';
      const done = state === needed ? [after] : [];
      return result === undefined ? [state, ...done] : done;
    },
    key: String,
  };
}
