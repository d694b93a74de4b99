/** The phases that exist, in the order they run. */
export const phases = ['examples', 'coverage', 'stateful', 'fuzzing', 'concurrent'] as const;

export type Phase = (typeof phases)[number];

/** Those that run where none are named. */
export const defaultPhases: readonly Phase[] = ['examples', 'coverage', 'stateful', 'fuzzing'];
