import type { Shown } from './build-failure.ts';
import type { Evidence, KnownFailure } from './failure-registry.ts';
import type { RunState } from '../run-state.ts';

/**
 * Sends the case of a failure up to twice more, and gives it back where two of the three sendings showed it; `undefined` where they did not. It is not
 * made smaller: each step would need as many tries. What cannot be sent again is kept, as no more than worth a look.
 */
export async function seenTwice(run: RunState, known: KnownFailure): Promise<Shown | undefined> {
  const { first } = known;
  let shown = first;
  let failed = 1;
  for (let tries = 1; tries < 3 && failed < 2; tries += 1) {
    const reason = whyNot(run);
    if (reason !== undefined) return unverified(first, reason);
    const again = await sendAgain(run, known);
    if (again === undefined) continue;
    failed += 1;
    shown = { ...first, ...again };
    if (tries === 1) return { ...shown, reproducibility: { kind: 'deterministic' } };
  }
  const reason = whyNot(run);
  if (failed < 2) return reason === undefined ? undefined : unverified(first, reason);
  return { ...shown, reproducibility: { kind: 'flaky', failed, tries: 3 } };
}

async function sendAgain(
  run: RunState,
  { first: { state, ready, finding, response }, shows }: KnownFailure,
): Promise<Pick<Shown, 'finding' | 'response'> | undefined> {
  const result = await run.sender.send(ready.request, ready.identity);
  // No answer in time is a slow one, too.
  if (result.kind === 'fault') return result.fault === 'timeout' ? { finding, response } : undefined;
  const { operation } = run.contexts.get(state);
  const judgements = await run.sender.judge(state, operation, ready, result.response, result.durationMs);
  const same = judgements.find((one) => shows(one.check.id, one.finding, ready));
  return same && { finding: same.finding, response: result.response };
}

function whyNot(run: RunState): string | undefined {
  const stopped = run.stopped();
  if (stopped === 'server-died') return 'the server is down';
  if (stopped === 'interrupted') return 'the run was interrupted';
  return run.remainingMs() <= 0 ? 'no time was left' : undefined;
}

function unverified(first: Evidence, reason: string): Shown {
  const finding = { ...first.finding, confidence: 'heuristic' } as const;
  return { ...first, finding, reproducibility: { kind: 'unverified', reason } };
}
