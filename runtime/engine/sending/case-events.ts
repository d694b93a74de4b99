import type { Unstamped } from '../../events.ts';
import type { WireResponse } from '../../model/exchange.ts';
import { phases } from '../../model/phase.ts';
import type { TransportFault } from '../../transport/contract.ts';
import type { Judgement } from '../judging/judge.ts';
import type { RunState } from '../run-state.ts';
import type { Scheduled } from '../phases/schedule.ts';

/** What became of a case. */
export type CaseOutcome = { readonly durationMs: number; readonly judgements: readonly Judgement[] } & (
  { readonly status: number; readonly response: WireResponse } | { readonly fault: TransportFault }
);

type CaseFinished = { -readonly [K in keyof CaseFinishedEvent]: CaseFinishedEvent[K] };
type CaseFinishedEvent = Extract<Unstamped, { type: 'case-finished' }>;

/** Counts finished cases and makes their events, with the exchange where the record level asks for it. */
export function createCaseEvents({ options, stream, tally, recorder, identities }: RunState): {
  finished(scheduled: Scheduled, outcome: CaseOutcome): void;
} {
  const isNovel = createNovelty();

  const isRecorded = (scheduled: Scheduled, outcome: CaseOutcome): boolean => {
    switch (options.record) {
      case 'none':
        return false;
      case 'all':
        return true;
      case 'failures':
        return outcome.judgements.length > 0;
      case 'novel':
        return isNovel(scheduled, 'status' in outcome ? outcome.status : 0) || outcome.judgements.length > 0;
    }
  };

  const recordExchange = ({ ready }: Scheduled, outcome: CaseOutcome): CaseFinished['exchange'] & object => ({
    request: recorder.request(identities.actAs(ready.request, ready.identity)),
    ...('response' in outcome ? { response: recorder.response(outcome.response) } : {}),
  });

  return {
    finished(scheduled, outcome) {
      const { case: sent } = scheduled.ready;
      const status = 'status' in outcome ? outcome.status : undefined;
      tally.caseFinished(sent.phase, sent.mode, status);
      // Built member by member: this is done for every case.
      const event: CaseFinished = {
        type: 'case-finished',
        operation: sent.operation,
        phase: sent.phase,
        mode: sent.mode,
        durationMs: Math.round(outcome.durationMs * 1_000) / 1_000,
        index: sent.seedPath.index,
      };
      if (sent.doubtful) event.doubtful = true;
      if (scheduled.ready.identity !== undefined) event.identity = scheduled.ready.identity;
      if (status !== undefined) event.status = status;
      if (sent.scenario !== undefined) event.scenario = sent.scenario;
      if (outcome.judgements.length > 0) event.failed = [...new Set(outcome.judgements.map(({ check }) => check.id))];
      if ('fault' in outcome) event.error = outcome.fault;
      if (isRecorded(scheduled, outcome)) event.exchange = recordExchange(scheduled, outcome);
      stream.emit(event);
    },
  };
}

/** Tells the first case of each operation × status × phase × scenario × keyword. */
function createNovelty(): (scheduled: Scheduled, status: number) => boolean {
  const seen = new Map<string, Map<string, Set<number>>>();
  return ({ state, ready: { case: sent } }, status) => {
    const byKeyword = getOrAdd(seen, sent.scenario ?? '', () => new Map<string, Set<number>>());
    const places = getOrAdd(byKeyword, sent.violations[0]?.keyword ?? '', () => new Set<number>());
    const place = (state.index * 1_000 + status) * phases.length + phases.indexOf(sent.phase);
    if (places.has(place)) return false;
    places.add(place);
    return true;
  };
}

function getOrAdd<T>(map: Map<string, T>, key: string, make: () => T): T {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
