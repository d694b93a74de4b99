/** Which `case-finished` events carry their exchange. `novel`: failures, and the first case of each operation × status × phase × scenario × keyword. */
export const recordLevels = ['none', 'failures', 'novel', 'all'] as const;

export type RecordLevel = (typeof recordLevels)[number];
