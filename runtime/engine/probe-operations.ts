import pLimit from 'p-limit';
import type { Check, CheckInput } from '../checks/contract.ts';
import { notAServerError } from '../checks/not-a-server-error.ts';
import { toProblem } from '../errors.ts';
import type { Exchange } from '../model/exchange.ts';
import type { Finding, Reproducibility } from '../model/failure.ts';
import type { Probe, ProbeAnswer, ProbeAnswers } from '../model/probe.ts';
import { changeCredentials } from './change-credentials.ts';
import type { Evidence } from './failure-registry.ts';
import { isThrottling, runCheck, selectChecks } from './judge.ts';
import type { OperationState } from './operation-state.ts';
import type { RunState } from './run-state.ts';

/** A check may ask so often; what it still does not know then, it never will. */
const maxRounds = 3;

/** What a check that probes made of one operation. */
interface Probed {
  readonly state: OperationState;
  readonly evidence: readonly Evidence[];
}

/**
 * Lets the checks that probe judge each operation that was reached, once all cases were sent. Their requests are no cases: nothing but what they find, and
 * what makes the server fail, is reported of them.
 */
export async function probeOperations(run: RunState): Promise<void> {
  const checks = selectChecks(run.options.checks).filter(({ probes }) => probes === true);
  if (checks.length === 0) return;
  const limit = pLimit(run.options.concurrency);
  const specimens = run.states.flatMap((state) =>
    state.specimen === undefined ? [] : [{ state, specimen: state.specimen }],
  );
  for (const check of checks) {
    const probed = await Promise.all(
      specimens.map(({ state, specimen }) => limit(() => probeOne(run, check, state, specimen))),
    );
    report(
      run,
      check,
      probed.filter((one) => one !== undefined),
    );
  }
}

/** `undefined` where the check has nothing to say of the operation. */
async function probeOne(
  run: RunState,
  check: Check,
  state: OperationState,
  specimen: Exchange,
): Promise<Probed | undefined> {
  if (run.stopped() !== undefined || run.remainingMs() <= 0) return undefined;
  try {
    const { operation } = run.contexts.get(state);
    const input = run.sender.inputOf(state, operation, specimen);
    const first = await ask(run, check, input);
    const failing = serverErrors(run, state, specimen, first);
    if (first.findings === undefined) return failing.length === 0 ? undefined : { state, evidence: failing };
    if (first.findings.length === 0) return { state, evidence: failing };
    const second = await ask(run, check, input);
    const evidence = first.findings.map((finding): Evidence => {
      const again = second.findings?.some(({ identity }) => identity === finding.identity) === true;
      return evidenceOf(check, finding, { state, specimen, ...first }, again);
    });
    return { state, evidence: [...failing, ...evidence] };
  } catch (error) {
    run.problem(toProblem(error, state.entry.label));
    return undefined;
  }
}

interface Asked {
  /** Absent where the check has nothing to say. */
  readonly findings: readonly Finding[] | undefined;
  readonly answers: ProbeAnswers;
  /** What was asked for, by key. */
  readonly probes: ReadonlyMap<string, Probe>;
}

/** Asks the check until it has its verdict. */
async function ask(run: RunState, check: Check, input: CheckInput): Promise<Asked> {
  const answers = new Map<string, ProbeAnswer>();
  const probes = new Map<string, Probe>();
  for (let round = 0; round <= maxRounds; round += 1) {
    const verdict = runCheck(check, { ...input, answers }, (problem) => run.problem(problem));
    if (verdict === undefined || verdict.kind === 'skip') return { findings: undefined, answers, probes };
    if (verdict.kind === 'pass') return { findings: [], answers, probes };
    if (verdict.kind === 'fail') return { findings: verdict.findings, answers, probes };
    for (const probe of verdict.probes) {
      if (answers.has(probe.key)) continue;
      probes.set(probe.key, probe);
      answers.set(probe.key, await send(run, input, probe));
    }
  }
  return { findings: undefined, answers, probes };
}

async function send(run: RunState, { operation }: CheckInput, { request, credentials }: Probe): Promise<ProbeAnswer> {
  const sent =
    credentials === 'same' ? request : changeCredentials(request, operation, run.options.headers, credentials);
  const result = await run.sender.send(sent);
  if (result.kind !== 'response') return { request: sent, response: undefined };
  run.tally.throttled += result.throttled;
  return { request: sent, response: isThrottling(result.response) ? undefined : result.response };
}

interface Subject {
  readonly state: OperationState;
  readonly specimen: Exchange;
  readonly answers: ProbeAnswers;
  readonly probes: Asked['probes'];
}

function credentialsOf(probes: Asked['probes'], key: string | undefined): Probe['credentials'] {
  return (key === undefined ? undefined : probes.get(key)?.credentials) ?? 'same';
}

function evidenceOf(check: Check, finding: Finding, subject: Subject, again: boolean): Evidence {
  const exchange = subject.specimen;
  const answer = finding.probe === undefined ? undefined : subject.answers.get(finding.probe);
  const reproducibility: Reproducibility = again ? { kind: 'deterministic' } : { kind: 'flaky', failed: 1, tries: 2 };
  return {
    check,
    finding,
    state: subject.state,
    ready: { case: exchange.case, request: answer?.request ?? exchange.request },
    response: answer?.response ?? exchange.response,
    reproducibility,
    probed: {
      subject: { case: exchange.case, request: exchange.request },
      credentials: credentialsOf(subject.probes, finding.probe),
    },
  };
}

/** A probe that the server fails on is its failure, whatever was to be found out. */
function serverErrors(
  run: RunState,
  state: OperationState,
  specimen: Exchange,
  { answers, probes }: Asked,
): readonly Evidence[] {
  if (!run.options.checks.includes(notAServerError.id)) return [];
  const { operation } = run.contexts.get(state);
  return [...answers].flatMap(([key, { request, response }]) => {
    if (response === undefined || request.method === 'HEAD') return [];
    const input = run.sender.inputOf(state, operation, { ...specimen, request, response });
    const verdict = notAServerError.run(input);
    if (verdict.kind !== 'fail') return [];
    const ready = { case: specimen.case, request };
    const probed = { subject: ready, credentials: credentialsOf(probes, key) };
    return verdict.findings.map((finding) => ({ check: notAServerError, finding, state, ready, response, probed }));
  });
}

/** What all operations show is one fact of the API, where the check says so. */
function report(run: RunState, check: Check, probed: readonly Probed[]): void {
  const own = probed.map(({ evidence }) => evidence.filter((one) => one.check === check));
  const isEverywhere = own.length > 1 && own.every((evidence) => evidence.length > 0);
  for (const evidence of probed.flatMap((one) => one.evidence)) {
    const finding =
      isEverywhere && evidence.check === check
        ? (check.everywhere?.(evidence.finding) ?? evidence.finding)
        : evidence.finding;
    run.failures.add({ ...evidence, finding });
  }
}
