import { describe, expect, it } from 'vitest';
import type { RunSummary } from '../../../runtime/model/summary.ts';
import { exitCodeOf, type ExitConditions } from '../../../src/exit-code.ts';

interface Facts {
  readonly tested?: number;
  readonly proved?: number;
  readonly likely?: number;
  readonly heuristic?: number;
  readonly problems?: number;
  readonly stopped?: RunSummary['stopped'];
  readonly gates?: RunSummary['gates'];
}

function summary({
  tested = 1,
  proved = 0,
  likely = 0,
  heuristic = 0,
  problems = 0,
  stopped,
  gates,
}: Facts): RunSummary {
  return {
    durationMs: 1,
    operations: { total: 1, selected: 1, tested, reached: tested },
    cases: {
      sent: 1,
      positive: 1,
      negative: 0,
      byPhase: { examples: 1, coverage: 0, fuzzing: 0, stateful: 0, concurrent: 0 },
      byStatus: { '2xx': 1 },
    },
    failures: { total: proved + likely + heuristic, byCheck: {}, byConfidence: { proved, likely, heuristic } },
    problems,
    warnings: 0,
    throttled: 0,
    ...(stopped === undefined ? {} : { stopped }),
    ...(gates === undefined ? {} : { gates }),
  };
}

const reached = (actual: number) => ({ name: 'min-reached', met: actual >= 90, required: 90, actual }) as const;

describe('the exit status', () => {
  it.each<[string, number, Facts, ExitConditions]>([
    ['nothing found', 0, {}, {}],
    ['problems alone', 0, { problems: 3 }, {}],
    ['stopped by its own limits', 0, { stopped: 'max-time' }, {}],
    ['a proved failure', 1, { proved: 1 }, {}],
    ['a likely failure', 1, { likely: 1 }, {}],
    ['a heuristic failure', 0, { heuristic: 1 }, {}],
    ['a heuristic failure that counts', 1, { heuristic: 1 }, { failOn: 'heuristic' }],
    ['a likely failure that does not count', 0, { likely: 1 }, { failOn: 'proved' }],
    ['a server that died', 1, { stopped: 'server-died' }, { failOn: 'proved' }],
    ['a gate that was met', 0, { gates: [reached(90)] }, {}],
    ['a gate that was not', 1, { gates: [reached(90), reached(89)] }, { failOn: 'proved' }],
    ['nothing tested, before a gate', 2, { tested: 0, gates: [reached(0)] }, {}],
    ['nothing tested', 2, { tested: 0 }, {}],
    ['nothing tested, before a reporter', 2, { tested: 0 }, { reporterFailed: true }],
    ['a wrong base URL, before findings', 2, { proved: 1, stopped: 'base-url-suspect' }, {}],
    ['a reporter failed', 3, {}, { reporterFailed: true }],
    ['findings, before a reporter', 1, { proved: 1 }, { reporterFailed: true }],
    ['interrupted, before all else', 130, { tested: 0, proved: 1, stopped: 'interrupted' }, { reporterFailed: true }],
  ])('%s: %i', (_name, status, facts, conditions) => {
    expect(exitCodeOf(summary(facts), conditions)).toBe(status);
  });
});
