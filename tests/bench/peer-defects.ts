import { spawnSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PlantedDefect } from '../../fixtures/servers/clinic/defects.ts';
import { runClinic } from '../e2e/clinic-run.ts';
import { peerOnClinic, type PeerFinding } from './peer-findings.ts';
import { formatRows, row, skipped, type Row } from './row.ts';

/**
 * `tsx tests/bench/peer-defects.ts`: how many operations of the clinic are answered 2xx, and how many of its planted defects are found, by us in half a
 * minute and by Schemathesis in a minute, each with all its phases; and what each says of the clean twin. `ATG_BENCH_SCHEMATHESIS` names its command,
 * or PATH has it.
 *
 * What to make of it: the defects are ours, and the tool was improved by them, so its own number is of a sample that it knows and shows that nothing is
 * lost, no more; the peer meets them unprepared. The peer takes the credentials of one user, so what takes two is beyond it. Fair figures take servers
 * that neither knows.
 *
 * How the peer is counted, in its favour: a planted defect is found where the peer reports a failure of the same check at the same operation
 * (for checks of methods: the same path), whatever it says. Of several planted defects of one check at one operation as many are found as
 * the peer has different failures there. A request that got no answer counts for `request_timeout` and for broken connections. What its
 * checks cannot find counts as planted all the same; the second row leaves it out. A false alarm is a different failure (check, operation,
 * and first line of its message) of the clean twin.
 */
const ourSeconds = 30;
const peerSeconds = 60;

/** Checks of ours that it has nothing like. */
const unknownToPeer: ReadonlySet<string> = new Set([
  'http_semantics',
  'head_matches_get',
  'error_detail_leak',
  'undocumented_fields',
  'put_full_replacement',
  'failed_modification',
  'put_idempotence',
  'merge_patch_preserves',
  'location_resolves',
  'leak_after_failed_create',
  'resource_hierarchy',
  'conditional_requests',
  'safe_method_purity',
  'pagination_consistency',
  'idempotency_key_replay',
  'function_level_authorization',
  'concurrent_modification',
]);

const phases = ['examples', 'coverage', 'stateful', 'fuzzing', 'concurrent'] as const;

async function ours(): Promise<readonly Row[]> {
  const options = { phases, users: 'all', maxTime: ourSeconds } as const;
  const [full, clean] = [await runClinic('all', options), await runClinic('none', options)];
  const planted = full.planted.length;
  const { reached, total } = full.summary.operations;
  console.log(`missed by us: ${full.missed.join(', ')}`);
  const seconds = full.summary.durationMs / 1000;
  const sure = clean.failures.filter(({ confidence }) => confidence !== 'heuristic').length;
  return [
    row(`ours: operations of ${total} answered 2xx`, reached, '', { atLeast: total }),
    row(
      `ours: found of ${planted} planted defects (seed 1, ${seconds.toFixed(0)} s)`,
      planted - full.missed.length,
      '',
      {
        atLeast: planted,
      },
    ),
    row('ours: failures that nothing planted explains', full.unexplained.length, '', { atMost: 0 }),
    row('ours: false alarms on the clean twin', sure, '', { atMost: 0 }),
    row('ours: notes (heuristic) on the clean twin', clean.failures.length - sure, ''),
  ];
}

async function theirs(command: string): Promise<readonly Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'peer-defects-'));
  try {
    const full = await peerOnClinic(command, 'all', { folder, seconds: peerSeconds });
    const clean = await peerOnClinic(command, 'none', { folder, seconds: peerSeconds });
    const found = foundBy(full.findings, full.planted);
    const known = full.planted.filter(({ check }) => !unknownToPeer.has(check));
    for (const { check, operation, message } of clean.findings)
      console.log(`false alarm of the peer: ${check} ${operation}: ${message}`);
    console.log(
      `missed by the peer: ${full.planted
        .filter((one) => !found.has(one))
        .map(({ id }) => id)
        .join(', ')}`,
    );
    return [
      row(`Schemathesis: operations answered 2xx`, full.reached.size, ''),
      row(`Schemathesis: found of ${full.planted.length} planted defects (seed 1, ${peerSeconds} s)`, found.size, ''),
      row(
        `Schemathesis: of the ${known.length} for which it has a check`,
        known.filter((one) => found.has(one)).length,
        '',
      ),
      row('Schemathesis: false alarms on the clean twin', clean.findings.length, ''),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Of each check at each operation as many defects as there are different failures. */
function foundBy(findings: readonly PeerFinding[], planted: readonly PlantedDefect[]): ReadonlySet<PlantedDefect> {
  const left = new Map<string, number>();
  for (const { check, operation } of findings) {
    const key = keyOf(check, operation);
    left.set(key, (left.get(key) ?? 0) + 1);
  }
  return new Set(
    planted.filter(({ check, operation, identity }) => {
      const kinds = identity === 'connection-lost' || check === 'request_timeout' ? [check, 'no answer'] : [check];
      const key = kinds.map((kind) => keyOf(kind, operation)).find((each) => (left.get(each) ?? 0) > 0);
      if (key === undefined) return false;
      left.set(key, (left.get(key) ?? 0) - 1);
      return true;
    }),
  );
}

/** What is wrong with methods is a matter of the path. */
function keyOf(check: string, operation: string): string {
  const isOfPath = check === 'unsupported_method' || check === 'allow_header_conformance';
  return `${check} ${isOfPath ? operation.slice(operation.indexOf(' ') + 1) : operation}`;
}

const peer = [process.env['ATG_BENCH_SCHEMATHESIS'], 'schemathesis', 'st'].find(
  (command) => command !== undefined && spawnSync(command, ['--version']).status === 0,
);
const rows = [
  ...(await ours()),
  ...(peer === undefined ? [skipped('Schemathesis on the clinic', 'not installed')] : await theirs(peer)),
];
console.log(formatRows(rows));
