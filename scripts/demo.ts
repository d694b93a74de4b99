import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startDemoServer } from '../fixtures/servers/demo/server.ts';
import { runNode } from './run-command.ts';

/**
 * `npm run demo`: the built command against the bookshop with all its defects. Ends with 0 where what was found is what was
 * planted, neither less nor more. Arguments go on to the command: `npm run demo -- --seed 7`.
 */
interface Found {
  readonly check: string;
  readonly operation: string;
  readonly operations?: readonly string[];
  readonly identity: string;
  readonly title: string;
}

const cli = fileURLToPath(new URL('../dist/src/cli.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'api-test-gen-demo-'));
const report = join(folder, 'events.ndjson');
const server = await startDemoServer({ defects: 'all' });
try {
  const args = ['run', server.specPath, '--base-url', server.url, '--seed', '1', '--report', `ndjson=${report}`];
  const { status } = await runNode([cli, ...args, ...process.argv.slice(2)]);
  process.exitCode = status === 0 || status === 1 ? compare(readFindings(report)) : status;
} finally {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
}

function readFindings(file: string): readonly Found[] {
  const events = readFileSync(file, 'utf8').trim().split('\n');
  return events
    .map((line) => JSON.parse(line) as { type: string; failure?: Found })
    .flatMap(({ type, failure }) => (type === 'failure-found' && failure !== undefined ? [failure] : []));
}

/** Prints how what was found stands to what was planted; the exit status of this script. */
function compare(found: readonly Found[]): number {
  const isOf = (failure: Found, planted: (typeof server.defects)[number]): boolean =>
    failure.check === planted.check &&
    [failure.operation, ...(failure.operations ?? [])].includes(planted.operation) &&
    (planted.identity === undefined || failure.identity === planted.identity);
  const missed = server.defects.filter((planted) => !found.some((failure) => isOf(failure, planted)));
  const invented = found.filter((failure) => !server.defects.some((planted) => isOf(failure, planted)));
  const total = server.defects.length;
  console.log(`\nThe server has ${total} defects planted in it: found ${total - missed.length} of ${total}.`);
  for (const { check, operation, description } of missed)
    console.log(`  missed    ${check}  ${operation}: ${description}`);
  for (const { check, operation, title } of invented) console.log(`  invented  ${check}  ${operation}: ${title}`);
  return missed.length + invented.length === 0 ? 0 : 1;
}
