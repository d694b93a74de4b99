/** The test runners that suites are written for. */
export const exportTargets = ['vitest', 'jest', 'node', 'playwright'] as const;

export type ExportTarget = (typeof exportTargets)[number];

/** What becomes of failures that a run found: a test that fails until it is fixed, one that must fail, or a line of what is to be done. */
export const knownFailureModes = ['fail', 'fails', 'todo'] as const;

export type KnownFailures = (typeof knownFailureModes)[number];
