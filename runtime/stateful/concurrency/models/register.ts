import type { SequentialModel } from '../sequential-model.ts';

/** To write a value, to write it only while another one is there (If-Match), or to look. Values are compared as texts. */
export type RegisterOperation =
  | { readonly kind: 'write'; readonly value: string }
  | { readonly kind: 'compare-and-set'; readonly expected: string; readonly value: string }
  | { readonly kind: 'read' };

/** Of a write whether it was accepted; of a read the value that it showed. */
export type RegisterResult =
  { readonly kind: 'accepted' } | { readonly kind: 'refused' } | { readonly kind: 'value'; readonly value: string };

/** A value that is replaced as a whole. A server may refuse a write at any time. */
export function registerModel(initial: string): SequentialModel<string, RegisterOperation, RegisterResult> {
  return {
    initial,
    step(state, op, result) {
      if (op.kind === 'read') return result?.kind !== 'value' || result.value === state ? [state] : [];
      if (result?.kind === 'refused') return [state];
      const fits = op.kind === 'write' || op.expected === state;
      if (result === undefined) return fits ? [state, op.value] : [state];
      return fits ? [op.value] : [];
    },
    key: (state) => state,
  };
}
