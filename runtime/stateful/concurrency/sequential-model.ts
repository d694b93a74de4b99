/** An object as it is when one operation follows the other. */
export interface SequentialModel<State, Op, Result> {
  readonly initial: State;
  /** The states that it may be in after an operation that had this result (`undefined`: nobody saw one); none where it cannot have had it. */
  step(state: State, op: Op, result: Result | undefined): readonly State[];
  /** The same for equal states. */
  key(state: State): string;
}
