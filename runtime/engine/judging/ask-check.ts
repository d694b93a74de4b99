import type { Check, CheckInput } from '../../checks/contract.ts';
import type { Finding } from '../../model/failure.ts';
import type { Problem } from '../../model/problem.ts';
import type { Probe, ProbeAnswer, ProbeAnswers } from '../../model/probe.ts';
import { changeCredentials } from './change-credentials.ts';
import { isThrottling, runCheck } from './judge.ts';
import type { Identities } from '../sending/identities.ts';
import type { Sender } from '../sending/sender.ts';

/** A check may ask so often; what it still does not know then, it never will. Pages are asked for one after the other, and what settles late more than once. */
const maxRounds = 12;

/** What a check that probes made of one exchange. */
export interface Asked {
  /** Absent where the check has nothing to say. */
  readonly findings: readonly Finding[] | undefined;
  readonly answers: ProbeAnswers;
  /** What was asked for, by key. */
  readonly probes: ReadonlyMap<string, Probe>;
}

/** What it takes to send what a check asks for. */
export interface Asker {
  readonly sender: Pick<Sender, 'send'>;
  /** Who a probe can be sent as, and the credentials that it may do without. */
  readonly identities: Pick<Identities, 'actAs' | 'headersOf' | 'names' | 'recorded'>;
  problem(problem: Problem): void;
  /** Hears how often the server asked to wait. */
  throttled(times: number): void;
  /** Waits so many milliseconds; where it cannot, nothing is delayed. */
  wait?(ms: number): Promise<void>;
}

/** Asks the check until it has its verdict. */
export async function askCheck(asker: Asker, check: Check, input: CheckInput): Promise<Asked> {
  const answers = new Map<string, ProbeAnswer>();
  const probes = new Map<string, Probe>();
  for (let round = 0; round <= maxRounds; round += 1) {
    const verdict = runCheck(check, { ...input, answers }, (problem) => asker.problem(problem));
    if (verdict === undefined || verdict.kind === 'skip' || verdict.kind === 'later')
      return { findings: undefined, answers, probes };
    if (verdict.kind === 'pass') return { findings: [], answers, probes };
    if (verdict.kind === 'fail') return { findings: verdict.findings, answers, probes };
    for (const probe of verdict.probes) {
      if (answers.has(probe.key)) continue;
      probes.set(probe.key, probe);
      answers.set(probe.key, await send(asker, input, probe));
    }
  }
  return { findings: undefined, answers, probes };
}

async function send(asker: Asker, input: CheckInput, { request, credentials, afterMs }: Probe): Promise<ProbeAnswer> {
  const { identities, wait, throttled, sender } = asker;
  if (afterMs !== undefined) await wait?.(afterMs);
  const identity =
    typeof credentials === 'object' ? identities.recorded(credentials.identity) : input.exchange.identity;
  const isChanged = credentials === 'none' || credentials === 'wrong';
  const own = identities.headersOf(identity);
  const sent = isChanged
    ? changeCredentials(identities.actAs(request, identity), input.operation, own, credentials)
    : request;
  const result = await (isChanged ? sender.send(sent, undefined, credentials) : sender.send(sent, identity));
  const asked = { request: sent, ...(isChanged || identity === undefined ? {} : { identity }) };
  if (result.kind !== 'response') return { ...asked, response: undefined };
  throttled(result.throttled);
  return { ...asked, response: isThrottling(result.response) ? undefined : result.response };
}
