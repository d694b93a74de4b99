/** Things of one kind that a run made and left on the server. */
export type Leftover = {
  /** The path of such a thing, its parameters without names: `/shops/{}`. */
  readonly resource: string;
  readonly count: number;
  /** The paths of the first few, by which they can be deleted. */
  readonly paths: readonly string[];
  /** Why they are still there. */
  readonly reason: string;
};

/** What became of the things that a run made. Plain JSON. */
export type CleanUpSummary = {
  /** How many the run made, as far as its answers told. */
  readonly made: number;
  /** How many of them were deleted once the run had come to its end. */
  readonly deleted: number;
  /** Those that are still there, by kind and reason. */
  readonly left: readonly Leftover[];
};
