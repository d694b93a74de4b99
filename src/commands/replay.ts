import { createReplaySession } from '../../runtime/engine/replay/replay-session.ts';
import type { ReplayOutcome } from '../../runtime/engine/replay/replay-failure.ts';
import { UnreachableServerError } from '../../runtime/errors.ts';
import type { Api, OperationEntry } from '../../runtime/model/operation.ts';
import { createRedactor } from '../../runtime/redaction.ts';
import { openTransport } from '../app/open-transport.ts';
import { loadConfig, type ConfigSources } from '../config/load-config.ts';
import type { ResolvedConfig } from '../config/resolve-config.ts';
import { specSource } from '../config/spec-source.ts';
import { confirmPublicTarget, processTerminal, publicTarget } from '../confirm-public-target.ts';
import { exitCodes } from '../exit-code.ts';
import { listenForInterrupt } from '../interrupt.ts';
import { loadConfiguredDocument } from '../load-document.ts';
import { collectFailures, type Collected } from './replay/collect-failures.ts';
import { documentOf, serverOf } from './replay/place-of-failure.ts';
import { verdictLine } from './replay/verdict-line.ts';
import type { ReplayFlags } from './program.ts';

/** `api-test-gen replay`: sends failures again and says what became of each. Gives the exit status. */
export async function replayCommand(sources: ConfigSources, own: ReplayFlags): Promise<number> {
  const { cwd } = sources;
  const config = await loadConfig(sources);
  const collected = collectFailures(own.failures, cwd);
  const given = own.spec === undefined ? undefined : specSource(own.spec, cwd);
  const interrupt = listenForInterrupt();
  const { signal } = interrupt;
  try {
    const groups = await placed(collected, config, { given, cwd, signal });
    const outcomes: ReplayOutcome['kind'][] = [];
    for (const group of groups) outcomes.push(...(await replayGroup(group, config, { cwd, signal })));
    process.stdout.write(totals(outcomes));
    return signal.aborted ? exitCodes.interrupted : statusOf(outcomes);
  } catch (error) {
    if (signal.aborted && error === signal.reason) return exitCodes.interrupted;
    throw error;
  } finally {
    interrupt.dispose();
  }
}

/** Failures of one document on one server. */
interface Group {
  readonly api: Api;
  readonly baseUrl: string;
  readonly failures: Collected[];
}

/** Each document is loaded once, and nothing is sent before all are known to be usable. */
async function placed(
  collected: readonly Collected[],
  config: ResolvedConfig,
  { given, cwd, signal }: { readonly given: string | undefined; readonly cwd: string; readonly signal: AbortSignal },
): Promise<readonly Group[]> {
  const apis = new Map<string, Api>();
  const groups = new Map<string, Group>();
  for (const one of collected) {
    const spec = documentOf(one, { given, configured: config.spec, cwd });
    const api = apis.get(spec) ?? (await loadConfiguredDocument({ ...config, spec }, cwd, signal)).api;
    apis.set(spec, api);
    const baseUrl = serverOf(one, config, api);
    const key = JSON.stringify([spec, baseUrl]);
    const group = groups.get(key) ?? { api, baseUrl, failures: [] };
    group.failures.push(one);
    groups.set(key, group);
  }
  for (const { api, baseUrl, failures } of groups.values()) {
    await confirmPublicTarget(publicTarget(baseUrl, operationsOf(api, failures)), processTerminal(), signal);
  }
  return [...groups.values()];
}

function operationsOf({ operations }: Api, failures: readonly Collected[]): readonly OperationEntry[] {
  const labels = new Set(failures.flatMap(({ kept }) => kept.failure.steps.map(({ operation }) => operation)));
  return operations.filter(({ label }) => labels.has(label));
}

/** One after the other: what one of them changes must not mislead the next. */
async function replayGroup(
  { api, baseUrl, failures }: Group,
  config: ResolvedConfig,
  { cwd, signal }: { readonly cwd: string; readonly signal: AbortSignal },
): Promise<readonly ReplayOutcome['kind'][]> {
  const transport = await openTransport(config, { baseUrl, cwd, connections: 1 });
  const redactor = createRedactor({ secrets: config.secrets });
  const replay = createReplaySession({
    api,
    transport,
    baseUrl,
    headers: config.headers,
    identities: config.identities,
    serialisers: config.serialisers,
    requestTimeoutMs: config.requestTimeout * 1000,
    maxResponseTimeMs: config.maxResponseTime === undefined ? undefined : config.maxResponseTime * 1000,
    strictTypes: config.strictTypes,
    customChecks: config.customChecks,
    redact: redactor.text,
    signal,
    onProblem: ({ message }) => process.stderr.write(`warning: ${redactor.text(message)}\n`),
  });
  const outcomes: ReplayOutcome['kind'][] = [];
  try {
    for (const { kept } of failures) {
      if (signal.aborted) break;
      const outcome = await replay(kept);
      if (outcome.kind === 'unreachable') throw unreachable(baseUrl, outcome.reason);
      outcomes.push(outcome.kind);
      process.stdout.write(redactor.text(verdictLine(kept.failure, outcome)));
    }
  } finally {
    await transport.close();
  }
  return outcomes;
}

function unreachable(baseUrl: string, reason: string): UnreachableServerError {
  return new UnreachableServerError(`The server at ${baseUrl} cannot be reached: ${reason}`, {
    where: '--base-url',
    hint: 'Start the server, or say where it is: --base-url URL',
  });
}

function totals(outcomes: readonly ReplayOutcome['kind'][]): string {
  if (outcomes.length === 0) return 'There is no failure to send again.\n';
  const groups = [
    ['still failing', ['still-failing']],
    ['different', ['different']],
    ['fixed', ['fixed']],
    ['not judged', ['unclear', 'lost']],
  ] as const;
  const counts = groups.flatMap(([words, kinds]) => {
    const count = outcomes.filter((kind) => kinds.some((one) => one === kind)).length;
    return count === 0 ? [] : [`${count} ${words}`];
  });
  return `\n${counts.join(', ')}\n`;
}

/** What could not be judged is not fixed. */
function statusOf(outcomes: readonly ReplayOutcome['kind'][]): number {
  if (outcomes.some((kind) => kind === 'still-failing' || kind === 'different')) return exitCodes.findings;
  return outcomes.every((kind) => kind === 'fixed') ? exitCodes.ok : exitCodes.notTested;
}
