import pLimit from 'p-limit';
import type { Check } from '../../checks/contract.ts';
import { notAServerError } from '../../checks/not-a-server-error.ts';
import { toProblem } from '../../errors.ts';
import type { Exchange } from '../../model/exchange.ts';
import type { Finding, Reproducibility } from '../../model/failure.ts';
import type { Probe, ProbeAnswers } from '../../model/probe.ts';
import { askCheck, type Asked, type Asker } from './ask-check.ts';
import type { Evidence } from '../failures/failure-registry.ts';
import { selectChecks } from './judge.ts';
import type { OperationState } from '../operation-state.ts';
import type { RunState } from '../run-state.ts';
import { isSafeMethod } from '../../model/safe-method.ts';

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
  // What reads first: what is written again may change what they give.
  specimens.sort((a, b) => Number(isWrite(a.specimen)) - Number(isWrite(b.specimen)));
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

function isWrite({ request: { method } }: Exchange): boolean {
  return !isSafeMethod(method);
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
    const asker = askerOf(run);
    const first = await askCheck(asker, check, input);
    const failing = serverErrors(run, state, specimen, first);
    if (first.findings === undefined) return failing.length === 0 ? undefined : { state, evidence: failing };
    if (first.findings.length === 0) return { state, evidence: failing };
    const second = await askCheck(asker, check, input);
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

function askerOf(run: RunState): Asker {
  return {
    sender: run.sender,
    identities: run.identities,
    problem: (problem) => run.problem(problem),
    throttled: (times) => void (run.tally.throttled += times),
  };
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
