import type { Unstamped } from '../events.ts';
import type { WireResponse } from '../model/exchange.ts';
import type { TransportFault } from '../transport/contract.ts';
import type { Judgement } from './judge.ts';
import type { RunState } from './run-state.ts';
import type { Scheduled } from './schedule.ts';

/** What became of a case. */
export type CaseOutcome = { readonly durationMs: number; readonly judgements: readonly Judgement[] } & (
  { readonly status: number; readonly response: WireResponse } | { readonly fault: TransportFault }
);

/** Counts finished cases and makes their events, with the exchange where the record level asks for it. */
export function createCaseEvents({ options, stream, tally, recorder }: RunState): {
  finished(scheduled: Scheduled, outcome: CaseOutcome): void;
} {
  const seen = new Set<string>();

  const isNovel = ({ state, ready }: Scheduled, outcome: CaseOutcome): boolean => {
    const { case: sent } = ready;
    const answer = 'status' in outcome ? outcome.status : outcome.fault;
    const key = `${state.index} ${answer} ${sent.phase} ${sent.scenario ?? ''} ${sent.violations[0]?.keyword ?? ''}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  };

  const isRecorded = (scheduled: Scheduled, outcome: CaseOutcome): boolean => {
    switch (options.record) {
      case 'none':
        return false;
      case 'all':
        return true;
      case 'failures':
        return outcome.judgements.length > 0;
      case 'novel':
        return isNovel(scheduled, outcome) || outcome.judgements.length > 0;
    }
  };

  return {
    finished(scheduled, outcome) {
      const { case: sent, request } = scheduled.ready;
      const status = 'status' in outcome ? outcome.status : undefined;
      tally.caseFinished(sent.phase, sent.mode, status);
      const event: Extract<Unstamped, { type: 'case-finished' }> = {
        type: 'case-finished',
        operation: sent.operation,
        phase: sent.phase,
        mode: sent.mode,
        ...(status === undefined ? {} : { status }),
        durationMs: Math.round(outcome.durationMs * 1_000) / 1_000,
        ...(sent.scenario === undefined ? {} : { scenario: sent.scenario }),
        index: sent.seedPath.index,
        ...(outcome.judgements.length === 0
          ? {}
          : { failed: [...new Set(outcome.judgements.map(({ check }) => check.id))] }),
        ...('fault' in outcome ? { error: outcome.fault } : {}),
        ...(isRecorded(scheduled, outcome)
          ? {
              exchange: {
                request: recorder.request(request),
                ...('response' in outcome ? { response: recorder.response(outcome.response) } : {}),
              },
            }
          : {}),
      };
      stream.emit(event);
    },
  };
}
