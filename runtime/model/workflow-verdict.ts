import type { Location } from './location.ts';

/** A value that an expression had; `undefined` where it had none. */
export interface SeenValue {
  readonly expression: string;
  readonly value: unknown;
}

/** Why a step of a workflow was no success, by the workflow's own word. */
export type StepFault =
  /** One of its criteria was not met. */
  | { readonly kind: 'criterion'; readonly condition: string; readonly saw: readonly SeenValue[] }
  /** It has no criteria, and its answer is no success. */
  | { readonly kind: 'status' }
  /** Its answer lacks what a later step needs. */
  | { readonly kind: 'output'; readonly expression: string; readonly source: string; readonly neededBy: string };

/** What a workflow says of the exchange of one of its steps. */
export interface WorkflowVerdict {
  readonly workflow: string;
  readonly step: string;
  /** Of the criterion, output or step in the document of the workflow. */
  readonly location: Location;
  readonly fault: StepFault;
  /**
   * Whether values that nobody gave were made up: for the request of the step itself, where the server may be right to refuse them, or for one before it.
   */
  readonly guess: 'none' | 'before' | 'own';
}
