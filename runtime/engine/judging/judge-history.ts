import { setTimeout as delay } from 'node:timers/promises';
import { sentAs } from '../../cases/ready-case.ts';
import type { Check } from '../../checks/contract.ts';
import type { Aftermath } from '../../model/aftermath.ts';
import type { Exchange, WireResponse } from '../../model/exchange.ts';
import type { Probe } from '../../model/probe.ts';
import type { LookRequest, Looks } from '../../stateful/look-requests.ts';
import type { SequenceStep } from '../../stateful/run-sequence.ts';
import { askCheck, type Asker } from './ask-check.ts';
import { isThrottling, selectChecks, type Judgement } from './judge.ts';
import { ownHistory } from './own-history.ts';
import type { OperationState } from '../operation-state.ts';
import type { RunState } from '../run-state.ts';

/** What the checks of histories made of one step. */
export interface HistoryJudgement {
  readonly judgements: readonly Judgement[];
  /** What the thing that the step was about looked like meanwhile, in order. */
  readonly seen: readonly Exchange[];
}

/** The checks that judge histories, of those that run. */
export function historyChecks(run: RunState): readonly Check[] {
  return selectChecks(run.options.checks).filter(({ history }) => history === true);
}

/**
 * Lets checks of histories judge a step, before the sequence goes on. What may have changed a thing is followed by a look at it, so that the steps after it
 * know how it was. Nothing that is sent here is a case.
 */
export async function judgeHistory(
  run: RunState,
  checks: readonly Check[],
  state: OperationState,
  { ready, exchange, history }: SequenceStep,
  looks: Looks,
): Promise<HistoryJudgement> {
  const { status } = exchange.response;
  if (isThrottling(exchange.response) || status >= 500 || status < 100) return { judgements: [], seen: [] };
  const seen: Exchange[] = [];
  const watch = (request: Exchange['request'], response: WireResponse, durationMs: number): void => {
    const { read } = looks;
    if (read?.ready.request === request) seen.push({ ...sentAs(read.ready, exchange.identity), response, durationMs });
  };
  if (isWrite(exchange) && looks.read !== undefined) {
    const result = await run.sender.send(looks.read.ready.request, exchange.identity);
    if (result.kind === 'response' && !isThrottling(result.response))
      watch(looks.read.ready.request, result.response, result.durationMs);
  }
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
  for (const check of checks) {
    if (run.stopped() !== undefined) break;
    const { findings } = await askCheck(askerOf(run, exchange.identity, watch), check, input);
    for (const finding of findings ?? []) judgements.push({ check, finding });
  }
  return { judgements, seen };
}

function lookOf(look: LookRequest | undefined): Aftermath['read'] {
  return look && { operation: look.operation, request: look.ready.request };
}

function isWrite({ request: { method } }: Exchange): boolean {
  return !['GET', 'HEAD', 'OPTIONS', 'QUERY'].includes(method);
}

function askerOf(
  run: RunState,
  own: string | undefined,
  watch: (request: Exchange['request'], response: WireResponse, durationMs: number) => void,
): Asker {
  return {
    identities: run.identities,
    problem: (problem) => run.problem(problem),
    throttled: (times) => void (run.tally.throttled += times),
    wait: (ms) => pause(ms, run.options.signal),
    sender: {
      async send(request, identity) {
        const result = await run.sender.send(request, identity);
        // What another one is shown is nothing that the one who asks knows.
        if (result.kind === 'response' && identity === own) watch(request, result.response, result.durationMs);
        return result;
      },
    },
  };
}

/** Ends early where the run is interrupted: what is sent then is aborted, too. */
async function pause(ms: NonNullable<Probe['afterMs']>, signal: AbortSignal | undefined): Promise<void> {
  try {
    await delay(ms, undefined, { signal });
  } catch {
    // Interrupted.
  }
}
