import type { OperationContext } from '../../cases/operation-context.ts';
import { sentAs, type ReadyCase } from '../../cases/ready-case.ts';
import type { Check } from '../../checks/contract.ts';
import type { Aftermath } from '../../model/aftermath.ts';
import type { Exchange, WireRequest } from '../../model/exchange.ts';
import type { LookRequest, Looks } from '../../stateful/look-requests.ts';
import type { SequenceStep } from '../../stateful/run-sequence.ts';
import { askCheck, type Asker } from './ask-check.ts';
import { isThrottling, selectChecks, type Judgement } from './judge.ts';
import { ownHistory } from './own-history.ts';
import type { OperationState } from '../operation-state.ts';
import type { ChangedCredentials, Sender } from '../sending/sender.ts';
import { waitFor } from '../wait-for.ts';
import { isSafeMethod } from '../../model/safe-method.ts';

/** What the checks of histories made of one step. */
interface HistoryJudgement {
  readonly judgements: readonly Judgement[];
  /** The checks that sent requests of their own. */
  readonly asked: readonly Check[];
  /** All that was sent to look at what the step did, in order. */
  readonly looks: readonly SentLook[];
  /** What the thing that the step was about looked like meanwhile, in order. */
  readonly seen: readonly Exchange[];
}

/** A request that looked at what a step did. */
export interface SentLook {
  readonly ready: ReadyCase;
  /** Absent where no answer came. */
  readonly status: number | undefined;
  /** How long it was waited for before. */
  readonly afterMs: number;
  /** How its credentials were changed, where they were. */
  readonly changed?: ChangedCredentials;
}

/** What it takes of a run to let checks of histories judge. */
export interface HistoryRun extends Pick<Asker, 'identities' | 'problem'> {
  readonly sender: Sender;
  readonly setting: { readonly origin: string };
  readonly options: { readonly signal: AbortSignal };
  readonly tally: { throttled: number };
  readonly contexts: { get(state: OperationState): Pick<OperationContext, 'operation'> };
  stopped(): unknown;
}

/** The checks that judge histories, of those that run. */
export function historyChecks(ids: readonly string[]): readonly Check[] {
  return selectChecks(ids).filter(({ history }) => history === true);
}

/**
 * Lets checks of histories judge a step, before the sequence goes on. What may have changed a thing is followed by a look at it, so that the steps after it
 * know how it was. Nothing that is sent here is a case.
 */
export async function judgeHistory(
  run: HistoryRun,
  checks: readonly Check[],
  state: OperationState,
  { ready, exchange, history }: SequenceStep,
  looks: Looks,
): Promise<HistoryJudgement> {
  const { status } = exchange.response;
  if (isThrottling(exchange.response) || status >= 500 || status < 100)
    return { judgements: [], asked: [], seen: [], looks: [] };
  const { read } = looks;
  const seen: Exchange[] = [];
  const sent: SentLook[] = [];
  let waitedMs = 0;
  const send: Sender['send'] = async (request, identity, changed) => {
    const result = await run.sender.send(request, identity);
    const response = result.kind === 'response' && !isThrottling(result.response) ? result.response : undefined;
    const sentCase = sentAs({ case: caseOf(request, ready, looks), request }, identity);
    sent.push({ ready: sentCase, status: response?.status, afterMs: waitedMs, ...(changed && { changed }) });
    waitedMs = 0;
    // What another one is shown is nothing that the one who asks knows.
    if (result.kind === 'response' && response && read?.ready.request === request && identity === exchange.identity)
      seen.push({ ...sentAs(read.ready, identity), response, durationMs: result.durationMs });
    return result;
  };
  if (isWrite(exchange) && read !== undefined) await send(read.ready.request, exchange.identity);
  const { operation } = run.contexts.get(state);
  const aftermath: Aftermath = {
    thing: looks.thing,
    read: lookOf(looks.read),
    list: lookOf(looks.list),
    parents: lookOf(looks.parents),
    seen: seen[0]?.response,
    origin: run.setting.origin,
  };
  const input = {
    ...run.sender.inputOf(state, operation, { ...ready, ...exchange }),
    history: ownHistory(history, exchange.identity),
    aftermath,
  };
  const judgements: Judgement[] = [];
  const asked: Check[] = [];
  const asker: Asker = {
    identities: run.identities,
    problem: (problem) => run.problem(problem),
    throttled: (times) => void (run.tally.throttled += times),
    wait: async (ms) => {
      await waitFor(ms, run.options.signal);
      waitedMs += ms;
    },
    sender: { send },
  };
  for (const check of checks) {
    if (run.stopped() !== undefined) break;
    const { findings, probes } = await askCheck(asker, check, input);
    for (const finding of findings ?? []) judgements.push({ check, finding });
    if (probes.size > 0) asked.push(check);
  }
  return { judgements, asked, seen, looks: sent };
}

function lookOf(look: LookRequest | undefined): Aftermath['read'] {
  return look && { operation: look.operation, request: look.ready.request };
}

function isWrite({ request: { method } }: Exchange): boolean {
  return !isSafeMethod(method);
}

/** The case that a look stands for: a probe asks for the thing, for its list, or for what the step did once more. */
function caseOf(request: WireRequest, { case: step }: ReadyCase, { read, list, parents }: Looks): ReadyCase['case'] {
  const known = [read, list, parents].find((look) => look?.ready.request.target === request.target);
  return known !== undefined && request.method === 'GET' ? known.ready.case : step;
}
