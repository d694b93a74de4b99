/** The phases that exist, in the order they run. */
export const phases = ['examples', 'coverage', 'fuzzing'] as const;

export type Phase = (typeof phases)[number];
