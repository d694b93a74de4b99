import type { RunRecord } from '../run-record.ts';

/** The numbers of a run: the engine's where it finished, else as counted so far. */
export interface Totals {
  readonly durationMs: number;
  /** `total` is known only to the engine. */
  readonly operations: {
    readonly total: number | undefined;
    readonly selected: number;
    readonly tested: number;
    readonly reached: number;
  };
  readonly cases: {
    readonly sent: number;
    readonly positive: number;
    readonly negative: number;
    readonly byStatus: Readonly<Record<string, number>>;
  };
  readonly throttled: number;
}

export function totalsOf(record: RunRecord): Totals {
  if (record.summary !== undefined) return record.summary;
  return {
    durationMs: record.atMs,
    operations: {
      total: undefined,
      selected: record.started?.operations.length ?? 0,
      tested: record.tested.size,
      reached: record.reached.size,
    },
    cases: { ...record.cases, byStatus: Object.fromEntries(record.cases.byStatus) },
    throttled: 0,
  };
}
