import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PlantedDefect } from '../../fixtures/servers/clinic/defects.ts';
import { clinicHeaders, startClinicServer } from '../../fixtures/servers/clinic/server.ts';
import { loadApi } from '../../src/load-document.ts';
import { ended } from './child.ts';

/** One failure that Schemathesis reports; `no answer` stands for a request without one. */
export interface PeerFinding {
  readonly check: string;
  readonly operation: string;
  readonly message: string;
}

export interface PeerResult {
  readonly planted: readonly PlantedDefect[];
  /** Different in check, operation, or the first line of the message. */
  readonly findings: readonly PeerFinding[];
  /** `METHOD /path` of the documented operations that were answered 2xx. */
  readonly reached: ReadonlySet<string>;
}

/**
 * Lets Schemathesis test the clinic for so long, as the first user: with its default checks, all its phases (the stateful one is the last of them), and the
 * limits of time that our own run has.
 */
export async function peerOnClinic(
  command: string,
  defects: 'all' | 'none',
  { folder, seconds }: { readonly folder: string; readonly seconds: number },
): Promise<PeerResult> {
  const server = await startClinicServer({ defects });
  const report = join(folder, `${defects}.ndjson`);
  const headers = Object.entries(clinicHeaders).flatMap(([name, value]) => ['-H', `${name}: ${value}`]);
  const budget = [
    '--phases',
    'examples,coverage,fuzzing,stateful',
    '--workers',
    '2',
    '--max-time',
    String(seconds),
    '--max-response-time',
    '1',
    '--request-timeout',
    '3',
    '--seed',
    '1',
  ];
  const output = ['--continue-on-failure', '--report', 'ndjson', '--report-ndjson-path', report];
  try {
    const child = spawn(command, ['run', server.specPath, '--url', server.url, ...headers, ...budget, ...output], {
      cwd: folder, // It leaves a folder of its own behind.
      stdio: 'ignore',
    });
    await ended(child).catch(() => undefined); // Its status says that it found something.
  } finally {
    await server.close();
  }
  const text = await readFile(report, 'utf8');
  const found = new Map<string, PeerFinding>();
  const reached = new Set<string>();
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const event = JSON.parse(line) as PeerEvent;
    for (const operation of reachedBy(event)) reached.add(operation);
    for (const finding of findingsOf(event)) {
      found.set([finding.check, finding.operation, finding.message].join(' '), finding);
    }
  }
  // It also counts methods that the document does not have.
  const { api } = await loadApi(server.specPath);
  const documented = new Set<string>(api.operations.map(({ label }) => label));
  return {
    planted: server.defects,
    findings: [...found.values()],
    reached: new Set([...reached].filter((one) => documented.has(one))),
  };
}

/** What is read of its events. */
interface PeerEvent {
  readonly ScenarioFinished?: {
    readonly recorder: {
      readonly cases: Readonly<Record<string, { readonly value: { readonly method: string; readonly path: string } }>>;
      readonly checks?: Readonly<Record<string, readonly PeerCheck[]>>;
      readonly interactions?: Readonly<Record<string, { readonly response?: { readonly status_code: number } | null }>>;
    };
  };
  readonly NonFatalError?: { readonly label?: string; readonly value?: { readonly message?: string } };
}

interface PeerCheck {
  readonly name: string;
  readonly status: string;
  readonly failure_info?: { readonly failure: { readonly title: string; readonly message: string } };
}

function* findingsOf({ ScenarioFinished: scenario, NonFatalError: error }: PeerEvent): Generator<PeerFinding> {
  if (error !== undefined) {
    yield { check: 'no answer', operation: error.label ?? '', message: firstLine(error.value?.message) };
  }
  for (const [id, checks] of Object.entries(scenario?.recorder.checks ?? {})) {
    const sent = scenario?.recorder.cases[id]?.value;
    for (const { name, status, failure_info: info } of checks) {
      if (status !== 'failure' || sent === undefined) continue;
      const message = `${info?.failure.title ?? ''}: ${firstLine(info?.failure.message)}`;
      yield { check: name, operation: `${sent.method} ${sent.path}`, message };
    }
  }
}

function* reachedBy({ ScenarioFinished: scenario }: PeerEvent): Generator<string> {
  for (const [id, { response }] of Object.entries(scenario?.recorder.interactions ?? {})) {
    const sent = scenario?.recorder.cases[id]?.value;
    const status = response?.status_code ?? 0;
    if (sent !== undefined && status >= 200 && status < 300) yield `${sent.method} ${sent.path}`;
  }
}

function firstLine(text = ''): string {
  return text.split('\n', 1)[0] ?? '';
}
