import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises';
import pLimit from 'p-limit';
import type { OperationContext } from '../../cases/operation-context.ts';
import { sentAs, type ReadyCase } from '../../cases/ready-case.ts';
import { missingRequiredHeader } from '../../checks/missing-required-header.ts';
import { negativeDataRejection } from '../../checks/negative-data-rejection.ts';
import { toProblem } from '../../errors.ts';
import { triesUndeclaredMethod } from '../../model/case.ts';
import type { Essential } from '../../model/essential.ts';
import type { Failure, Finding, Reproducibility } from '../../model/failure.ts';
import type { WireResponse } from '../../model/exchange.ts';
import { buildFailure, type Shown } from './build-failure.ts';
import type { Evidence, KnownFailure } from './failure-registry.ts';
import { withCreation } from './creating-steps.ts';
import { findEssential, type Shows } from './find-essential.ts';
import { lookFurther, nameByReason } from './look-further.ts';
import { minimise, type Budget } from './minimise.ts';
import { minimiseSequence, variants, type Chain, type JudgeLast, type ShownByChain } from './minimise-sequence.ts';
import { seenTwice } from './seen-twice.ts';
import type { RunState } from '../run-state.ts';

/** So many for each request that may be under way; the transport keeps to that limit. */
const chainsAtOnce = 4;
const maxRequests = 100;
const maxMsPerFailure = 10_000;
/** After the run's time is up, what was found may still be verified for this long, or a tenth of the time. */
const maxOvertimeMs = 5_000;

/**
 * Makes every failure that was not reported yet small, sends it again to be sure, and reports it. Only what the phase found first (by operation
 * and index, not by time) is worked on, so the report is the same whatever the concurrency. What may turn out to be a fact of the whole API waits until
 * `isFinal`.
 */
export async function reportFailures(run: RunState, isFinal = true): Promise<void> {
  const failures = run.failures.unreported(isFinal);
  const { concurrency } = run.options;
  const limit = pLimit(concurrency);
  // Sequences mostly wait until the server settles.
  const limitOfChains = pLimit(concurrency * chainsAtOnce);
  const postponed = new Set<KnownFailure>();
  const workInTime = async (known: KnownFailure): Promise<Shown | undefined> => {
    if (!run.phaseTime.isOver()) return await work(run, known);
    postponed.add(known);
    return undefined;
  };
  const shown = await Promise.all(
    failures.map((known) => (known.first.chain === undefined ? limit : limitOfChains)(() => workInTime(known))),
  );
  for (const known of postponed) run.failures.postpone(known);
  for (const [index, known] of failures.entries()) {
    if (postponed.has(known)) continue;
    const evidence = shown[index];
    if (evidence === undefined) {
      run.failures.forget(known);
      continue;
    }
    // There may be tens of thousands: the consumer must see them come, and Ctrl-C must be heard.
    if (index % 50 === 49) await nextTurn();
    if (run.stream.isFull()) await run.stream.drained();
    known.reported = true;
    const whole = known.first.probed === undefined ? withCreation(run, known.first.state.entry, evidence) : evidence;
    const failure = reportFailure(run, buildFailure(run.setting, nameByReason(known, evidence.essential), whole));
    if (failure.operations !== undefined) run.shared.set(known, failure);
  }
  if (await lookFurther(run)) await reportFailures(run, isFinal);
}

/** Reports a failure with what the baseline says of it. One that was reported before is told again, and counted once. */
export function reportFailure(run: RunState, found: Failure): Failure {
  const known = run.options.baseline.get(found.id);
  const failure = known === undefined ? found : { ...found, baseline: known.mark };
  if (!run.reported.has(failure.id)) run.tally.failureFound(failure);
  run.reported.add(failure.id);
  run.stream.emit({ type: 'failure-found', failure });
  return failure;
}

/** Reports failures of the whole API again that were met at more operations since: the last word on each counts. */
export function reportSpread(run: RunState): void {
  for (const known of run.failures.spread()) {
    const failure = run.shared.get(known);
    if (failure === undefined) continue;
    const operations = [...known.operations].sort();
    const grown = { ...failure, operations, occurrences: known.occurrences };
    run.shared.set(known, grown);
    run.stream.emit({ type: 'failure-found', failure: grown });
  }
}

async function work(run: RunState, known: KnownFailure): Promise<Shown | undefined> {
  const { first } = known;
  if (first.check.needsTwoOfThree === true) return seenTwice(run, known);
  // A probe is sent again as it was asked for, and what is essential of it is known.
  if (first.reproducibility !== undefined) return { ...first, reproducibility: first.reproducibility };
  if (first.response === undefined) return { ...first, reproducibility: await verifyFault(run, first) };
  if (first.chain !== undefined) return workOnChain(run, known, first.chain);
  const context = run.contexts.get(first.state);
  const attempt = async (ready: ReadyCase): Promise<{ finding: Finding; response: WireResponse } | undefined> => {
    const result = await run.sender.send(ready.request, first.ready.identity);
    if (result.kind !== 'response') return undefined;
    const { response, durationMs } = result;
    if (first.again !== undefined) {
      const finding = first.again({ ...ready, response, durationMs });
      return finding && { finding, response };
    }
    const judgements = await run.sender.judge(
      first.state,
      context.operation,
      ready,
      result.response,
      result.durationMs,
    );
    const same = judgements.find(({ check, finding }) => known.shows(check.id, finding, ready));
    return same && { finding: same.finding, response: result.response };
  };
  try {
    const budget = createBudget(run);
    const { ready, shown, reproducibility } = await minimise(context, first.ready, attempt, budget);
    const small = sentAs(ready, first.ready.identity);
    const smallest: Shown = {
      ready: small,
      finding: first.finding,
      response: first.response,
      ...shown,
      reproducibility,
    };
    if (reproducibility.kind !== 'deterministic') return smallest;
    const shows: Shows = async (one) => (budget.hasTime() ? (await attempt(one)) !== undefined : undefined);
    return { ...smallest, essential: await essentialOf(first, context, ready, shows) };
  } catch (error) {
    // Whatever goes wrong in making it small, the failure itself is not lost.
    run.problem(toProblem(error, first.state.entry.label));
    return { ...first, reproducibility: { kind: 'unverified', reason: 'making it smaller failed' } };
  }
}

/** What a sequence showed is made small by fewer requests, and each time from scratch: alone, its last one means something else. */
async function workOnChain(run: RunState, known: KnownFailure, chain: Chain): Promise<Shown | undefined> {
  const { first } = known;
  const { operation } = run.contexts.get(first.state);
  const isHistory = first.check.history === true;
  const judge: JudgeLast = async ({ ready, exchange: { response, durationMs }, history, found }) => {
    const judgements =
      isHistory || found.length > 0
        ? found
        : await run.sender.judge(first.state, operation, ready, response, durationMs, history);
    return judgements.find(({ check, finding }) => known.shows(check.id, finding, ready))?.finding;
  };
  try {
    const { shown, reproducibility } = await minimiseSequence(chain, judge, createBudget(run));
    const { settlesMs } = first.check;
    // What never showed again, or passes, is a server that takes its time.
    if (settlesMs !== undefined && (shown === undefined || !(await stillShows(run, shown, judge, settlesMs))))
      return undefined;
    // Its probes judged the server in the state it was in; what they do not show again is no more than worth a look.
    if (isHistory && shown === undefined && reproducibility.kind === 'state-dependent') {
      const finding = { ...first.finding, confidence: 'heuristic' } as const;
      return { ...first, finding, reproducibility: { kind: 'flaky', failed: 1, tries: 1 + variants.length } };
    }
    return { ready: first.ready, finding: first.finding, response: first.response, ...shown, reproducibility };
  } catch (error) {
    run.problem(toProblem(error, first.state.entry.label));
    return { ...first, reproducibility: { kind: 'unverified', reason: 'making it smaller failed' } };
  }
}

async function stillShows(run: RunState, shown: ShownByChain, judge: JudgeLast, settlesMs: number): Promise<boolean> {
  try {
    await delay(settlesMs, undefined, { signal: run.options.signal });
  } catch {
    return false;
  }
  const result = await run.sender.send(shown.ready.request, shown.ready.identity);
  if (result.kind !== 'response') return false;
  const { response, durationMs } = result;
  return (await judge({ ...shown.last, exchange: { ...shown.ready, response, durationMs } })) !== undefined;
}

/** Nothing but what is invalid can be accepted by mistake: there is nothing to ask then. */
async function essentialOf(
  { check }: Evidence,
  context: OperationContext,
  smallest: ReadyCase,
  shows: Shows,
): Promise<Essential | undefined> {
  const { mode } = smallest.case;
  if (mode === 'negative' && judgesAcceptance.has(check.id)) return { kind: 'violation' };
  return triesUndeclaredMethod(smallest.case) ? undefined : findEssential(context, smallest, shows);
}

const judgesAcceptance: ReadonlySet<string> = new Set([negativeDataRejection.id, missingRequiredHeader.id]);

/** Where there is no response there is nothing to make smaller by: killing a server again and again helps nobody. */
async function verifyFault(run: RunState, { ready, finding, reproducibility }: Evidence): Promise<Reproducibility> {
  if (reproducibility !== undefined) return reproducibility;
  const stopped = run.stopped();
  if (stopped === 'server-died') return { kind: 'unverified', reason: 'the server is down' };
  if (stopped === 'interrupted') return { kind: 'unverified', reason: 'the run was interrupted' };
  const again = await run.sender.send(ready.request, ready.identity);
  const failedAgain = again.kind === 'fault' && again.fault === finding.identity;
  return failedAgain ? { kind: 'deterministic' } : { kind: 'flaky', failed: 1, tries: 2 };
}

function createBudget(run: RunState): Budget {
  const deadline = performance.now() + maxMsPerFailure;
  const { maxTimeMs } = run.options;
  const overtime = Math.min(maxOvertimeMs, (maxTimeMs ?? Number.POSITIVE_INFINITY) / 10);
  return {
    maxRequests,
    hasTime() {
      const stopped = run.stopped();
      if (stopped === 'interrupted' || stopped === 'server-died') return false;
      return performance.now() < deadline && run.remainingMs() + overtime > 0;
    },
  };
}
