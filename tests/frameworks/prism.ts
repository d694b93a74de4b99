/**
 * `tsx tests/frameworks/prism.ts [--examples 20] [--seed 1] [documents…]`: sends what we hold valid to Prism, which judges requests by the same
 * document, and prints each reason for which it refused one. Documents are names of ../shared/data/specs, or paths.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import type { EventOf } from '../../runtime/events.ts';
import { run } from '../../src/run.ts';
import { startServer } from './start-server.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { examples: { type: 'string', default: '20' }, seed: { type: 'string', default: '1' } },
});
const usual = ['spotify.com', 'asana.com', 'adyen.com-checkout-v71', 'digitalocean.com', 'gitlab.com', 'box.com'];
const prism = join(
  dirname(createRequire(import.meta.url).resolve('@stoplight/prism-cli/package.json')),
  'dist/index.js',
);

interface Refusal {
  count: number;
  readonly shown: string;
}

interface Row {
  readonly name: string;
  readonly sent: number;
  readonly accepted: number;
  readonly refusals: ReadonlyMap<string, Refusal>;
}

async function measure(file: string): Promise<Row> {
  const server = await startServer({
    command: [process.execPath, prism, 'mock', '--host', '127.0.0.1', '--port', '0', file],
    cwd: dirname(file),
  });
  const row = { name: basename(file, '.json'), sent: 0, accepted: 0, refusals: new Map<string, Refusal>() };
  try {
    for await (const event of run({
      spec: file,
      baseUrl: server.url,
      headers: { Authorization: 'Bearer x', 'X-API-Key': 'x', PRIVATE_HEADER: 'x' },
      seed: Number(values.seed),
      maxExamples: Number(values.examples),
      mode: 'positive',
      adapt: false,
      checks: ['not_a_server_error'],
      requestTimeout: 30,
      record: 'all',
    })) {
      if (event.type !== 'case-finished' || event.mode !== 'positive' || event.doubtful === true) continue;
      row.sent += 1;
      if ((event.status ?? 0) >= 200 && (event.status ?? 0) < 400) row.accepted += 1;
      else addRefusal(event, row.refusals);
    }
    return row;
  } finally {
    await server.stop();
  }
}

function addRefusal(event: EventOf<'case-finished'>, into: Map<string, Refusal>): void {
  const { operation, status, error, exchange } = event;
  const reason = `${operation} ${status ?? error}: ${reasonOf(exchange?.response)}`;
  const known = into.get(reason);
  const body = exchange?.request.body?.text ?? '';
  const cookie = exchange?.request.headers.find(([name]) => name.toLowerCase() === 'cookie')?.[1] ?? '';
  const shown = `${exchange?.request.method} ${exchange?.request.url} ${cookie} ${body.slice(0, 300)}`;
  if (known === undefined) into.set(reason, { count: 1, shown });
  else known.count += 1;
}

interface PrismViolation {
  readonly location?: readonly (string | number)[];
  readonly code?: string;
  readonly message: string;
}

/** Prism lists what it holds invalid in a header, or in the body where the document has no answer for it. */
function reasonOf(response: (EventOf<'case-finished'>['exchange'] & object)['response']): string {
  const text = response?.body?.text ?? 'no answer';
  const header = response?.headers.find(([name]) => name.toLowerCase() === 'sl-violations')?.[1];
  const violations = header === undefined ? validationOf(text) : (JSON.parse(header) as readonly PrismViolation[]);
  if (violations.length === 0) return text.slice(0, 200);
  return violations
    .map(({ location = [], code = '', message }) => {
      const place = location.map((step) => (Number.isInteger(Number(step)) ? 'N' : step)).join('/');
      return `${place} ${code}: ${message}`;
    })
    .join('; ');
}

function validationOf(text: string): readonly PrismViolation[] {
  try {
    return (JSON.parse(text) as { validation?: readonly PrismViolation[] }).validation ?? [];
  } catch {
    return [];
  }
}

const folder = mkdtempSync(join(tmpdir(), 'prism-'));
const rows: Row[] = [];
try {
  for (const name of positionals.length > 0 ? positionals : usual) {
    const packed = join(import.meta.dirname, '../../../shared/data/specs', `${name}.json.gz`);
    const unpacked = join(folder, `${basename(name)}.json`);
    if (existsSync(packed)) writeFileSync(unpacked, gunzipSync(readFileSync(packed)));
    else if (!existsSync(name)) {
      console.warn(`Skipped ${name}: there is no ${packed}.`);
      continue;
    }
    const row = await measure(existsSync(packed) ? unpacked : name);
    rows.push(row);
    for (const [reason, { count, shown }] of [...row.refusals].sort(([, a], [, b]) => b.count - a.count))
      console.log(`${row.name}: ${count} × ${reason}\n    ${shown}`);
  }
} finally {
  rmSync(folder, { recursive: true });
}
console.log(`\n${'document'.padEnd(26)}${'valid cases'.padStart(12)}${'accepted'.padStart(10)}`);
for (const { name, sent, accepted } of rows)
  console.log(
    `${name.padEnd(26)}${String(sent).padStart(12)}${`${((100 * accepted) / sent).toFixed(2)} %`.padStart(10)}`,
  );
