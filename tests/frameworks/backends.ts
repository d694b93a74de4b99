/**
 * `tsx tests/frameworks/backends.ts [--seconds 120] [--seed 1] [--concurrency 4] [names…]`: installs real back ends below the folder for temporary files, runs
 * every phase against each with nothing but credentials, and prints what was reached, what was not and why, and every failure.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { EventOf } from '../../runtime/events.ts';
import { run } from '../../src/run.ts';
import { backends, type Backend } from './backends.data.ts';
import { installBackend, startBackend } from './start-backend.ts';

type Failure = EventOf<'failure-found'>['failure'];
type Summary = EventOf<'run-finished'>['summary'];

interface Limits {
  readonly maxTime: number;
  readonly seed: number;
  readonly concurrency: number;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '120' },
    seed: { type: 'string', default: '1' },
    concurrency: { type: 'string', default: '4' },
  },
});
const unknown = positionals.filter((name) => backends.every((backend) => backend.name !== name));
if (unknown.length > 0)
  throw new Error(`No such back end: ${unknown.join(', ')}. There are: ${backends.map(({ name }) => name).join(', ')}`);

const limits: Limits = {
  maxTime: Number(values.seconds),
  seed: Number(values.seed),
  concurrency: Number(values.concurrency),
};
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
const rows: string[] = [];
for (const backend of backends) {
  if (positionals.length > 0 && !positionals.includes(backend.name)) continue;
  const missing = installBackend(backend);
  if (missing === undefined) rows.push(await exercise(backend));
  else console.warn(`Skipped ${backend.name}: ${missing}`);
}
console.log(
  ['', 'back end        reached       cases      time       CPU  proved  likely  heuristic', ...rows].join('\n'),
);

async function exercise(backend: Backend): Promise<string> {
  const { name, base, headers, prepare } = backend;
  const server = await startBackend(backend);
  const folder = mkdtempSync(join(tmpdir(), 'document-'));
  try {
    const spec = join(folder, 'openapi.json');
    const accept = { headers: { Accept: 'application/json' } };
    writeFileSync(spec, await (await fetch(`${server.url}${backend.document}`, accept)).text());
    if (prepare !== undefined) await send(server.url, prepare);
    const before = process.cpuUsage();
    const { failures, summary } = await runOnce({ spec, baseUrl: `${server.url}${base}`, headers });
    const { user, system } = process.cpuUsage(before);
    for (const line of describe(name, failures, summary)) console.log(line);
    return row(name, failures, summary, (user + system) / 1e6);
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function send(url: string, { method, path, body }: NonNullable<Backend['prepare']>): Promise<void> {
  const headers = { 'Content-Type': 'application/json' };
  const { status } = await fetch(`${url}${path}`, { method, headers, body: JSON.stringify(body) });
  if (status > 299) throw new Error(`${method} ${path} was answered ${status}`);
}

interface Target {
  readonly spec: string;
  readonly baseUrl: string;
  readonly headers: Readonly<Record<string, string>>;
}

async function runOnce(target: Target): Promise<{ readonly failures: readonly Failure[]; readonly summary: Summary }> {
  const failures: Failure[] = [];
  let summary: Summary | undefined;
  const phases = ['examples', 'coverage', 'stateful', 'fuzzing'] as const;
  for await (const event of run({ ...target, ...limits, phases, record: 'failures' })) {
    if (event.type === 'failure-found') failures.push(event.failure);
    else if (event.type === 'run-finished') ({ summary } = event);
  }
  if (summary === undefined) throw new Error('The run has no end.');
  return { failures, summary };
}

function describe(name: string, failures: readonly Failure[], { unreached = [], cleanUp }: Summary): readonly string[] {
  const reasons = new Map<string, readonly string[]>();
  for (const { cause, reason, operation } of unreached) {
    const key = `${cause}: ${reason}`;
    reasons.set(key, [...(reasons.get(key) ?? []), operation]);
  }
  return [
    ...failures.map(({ confidence, check, operation, operations, message, reproducibility }) => {
      const where = operations === undefined ? operation : `${operations.length} operations`;
      return `${name}: ${confidence} ${check} at ${where} (${reproducibility.kind}): ${message}`;
    }),
    ...Array.from(reasons, ([reason, all]) => `${name}: never 2xx: ${all.join(', ')}: ${reason}`),
    ...(cleanUp === undefined ? [] : [`${name}: made ${cleanUp.made} things, deleted ${cleanUp.deleted} at the end`]),
  ];
}

function row(name: string, failures: readonly Failure[], summary: Summary, cpuSeconds: number): string {
  const { operations, cases, durationMs } = summary;
  const count = (confidence: Failure['confidence']): string =>
    String(failures.filter((failure) => failure.confidence === confidence).length);
  const share = `${Math.round((100 * operations.reached) / operations.selected)} %`;
  return [
    name.padEnd(14),
    `${operations.reached}/${operations.selected}`.padStart(8),
    share.padStart(6),
    String(cases.sent).padStart(7),
    `${(durationMs / 1000).toFixed(0)} s`.padStart(9),
    `${cpuSeconds.toFixed(1)} s`.padStart(9),
    count('proved').padStart(8),
    count('likely').padStart(8),
    count('heuristic').padStart(11),
  ].join('');
}
