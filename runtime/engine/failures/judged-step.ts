import type { SequenceStep } from '../../stateful/run-sequence.ts';
import type { Judgement } from '../judging/judge.ts';
import type { SentLook } from '../judging/judge-history.ts';

/** A step that was carried out again, and what a check of histories found in it, where one judged it. */
export type JudgedStep = SequenceStep & {
  readonly found: readonly Judgement[];
  /** What that check sent to look at what the step did. */
  readonly looks?: readonly SentLook[];
};
