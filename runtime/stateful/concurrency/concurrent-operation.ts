/** What one client did to an object that others used meanwhile. Times are on one clock, in any unit. */
export interface ConcurrentOperation<Op, Result> {
  readonly invokedAt: number;
  /** Absent where no answer came: it may take effect at any time after it was sent, or never. */
  readonly respondedAt: number | undefined;
  readonly op: Op;
  /** Absent where no answer came. */
  readonly result: Result | undefined;
}
