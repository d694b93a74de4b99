import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { RunEvent } from '../../runtime/events.ts';
import { startServer, type TestServer } from './api-server.ts';
import { collectRun } from './collect-run.ts';
import { runCli } from './run-cli.ts';

const tokens = { alice: 'token-of-alice-1', bob: 'token-of-bob-22', root: 'token-of-root-333' };
const identities = Object.fromEntries(
  Object.entries(tokens).map(([name, token]) => [
    name,
    { headers: { Authorization: `Bearer ${token}`, 'X-Who': name } },
  ]),
);

const answers = {
  200: { description: 'ok', content: { 'application/json': { schema: { type: 'object', required: ['total'] } } } },
};
const refusals = { 401: { description: 'who?' }, 403: { description: 'no' }, 404: { description: 'none' } };
const operation = { responses: { ...answers, ...refusals } };
const limit = { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 9 } };
const document = {
  openapi: '3.1.0',
  info: { title: 'Reports', version: '1' },
  security: [{ bearer: [] }],
  components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
  paths: {
    '/orders': { get: { parameters: [limit], ...operation } },
    '/reports': { get: { parameters: [limit], ...operation } },
    '/drafts': { get: { parameters: [limit], ...operation } },
  },
};

/** Orders are for all, reports for root, drafts for bob. What one is not shown is 403, what nobody is asked for 401. */
function startReports(traits: { readonly broken?: boolean; readonly open?: boolean } = {}): Promise<TestServer> {
  const allowed: Readonly<Record<string, readonly string[]>> = {
    '/orders': ['alice', 'bob', 'root'],
    '/reports': ['root'],
    '/drafts': ['bob'],
  };
  return startServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const [who] = Object.entries(tokens).find(([, token]) => request.headers.authorization === `Bearer ${token}`) ?? [];
    const may = allowed[url.pathname];
    const isOpen = traits.open === true && url.pathname === '/reports';
    const say = (status: number, value?: unknown): void => {
      const headers = {
        ...(status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
        ...(status === 405 ? { allow: 'GET' } : {}),
      };
      response.writeHead(status, value === undefined ? headers : { ...headers, 'content-type': 'application/json' });
      response.end(value === undefined ? undefined : JSON.stringify(value));
    };
    if (may === undefined) return say(404);
    if (request.method !== 'GET') return say(405);
    if (who === undefined && !isOpen) return say(401);
    if (who !== undefined && (!may.includes(who) || request.headers['x-who'] !== who)) return say(403);
    const wanted = url.searchParams.get('limit') ?? '1';
    if (!/^[1-9]$/u.test(wanted)) return say(404);
    return say(200, traits.broken === true && url.pathname === '/reports' ? { sum: 1 } : { total: 1 });
  });
}

const options = {
  spec: document,
  identities,
  phases: ['examples', 'coverage', 'fuzzing'] as const,
  maxExamples: 10,
  seed: 1,
};

it.each([1, 8])('reaches each operation as who it lets in, %i at a time', { timeout: 60_000 }, async (concurrency) => {
  await using server = await startReports();
  const { failures, error, summary, cases, events } = await collectRun({
    ...options,
    baseUrl: server.url,
    concurrency,
  });
  expect(error).toBeUndefined();
  expect(failures.map(({ check, operation: at, message }) => [check, at, message])).toEqual([]);
  expect(summary.operations).toMatchObject({ total: 3, reached: 3 });
  expect(summary.identities).toEqual([
    { name: 'alice', reached: 1, beyond: 0 },
    { name: 'bob', reached: 1, beyond: 1 },
    { name: 'root', reached: 1, beyond: 1 },
  ]);
  // Every valid request had its answer, also those that were under way while others were tried.
  const valid = cases.filter(({ mode, doubtful }) => mode === 'positive' && doubtful !== true);
  expect(valid.filter(({ status }) => status !== 200)).toEqual([]);
  const senders = new Set(valid.map(({ operation: at, identity }) => `${at} ${identity ?? 'default'}`));
  expect([...senders].sort()).toEqual(['GET /drafts bob', 'GET /orders default', 'GET /reports root']);
  expect(events.filter(({ type }) => type === 'warning')).toEqual([]);
});

it('does not take a request without credentials for another identity’s', { timeout: 60_000 }, async () => {
  await using server = await startReports({ open: true });
  const { failures } = await collectRun({ ...options, baseUrl: server.url });
  expect(failures.map(({ check, operation: at, identity }) => [check, at, identity])).toEqual([
    ['ignored_auth', 'GET /reports', 'without credentials'],
  ]);
});

let folder: string;
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'identities-')));
  mkdirSync(join(folder, '.git'));
  writeFileSync(join(folder, 'openapi.json'), JSON.stringify(document));
  writeFileSync(join(folder, 'api-test-gen.config.mjs'), `export default ${JSON.stringify({ identities })};`);
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const secrets = Object.values(tokens);

function expectNoSecret(...texts: readonly string[]): void {
  for (const text of texts) for (const secret of secrets) expect(text).not.toContain(secret);
}

it('keeps and replays a failure as who met it, and no credential of anybody', { timeout: 90_000 }, async () => {
  await using server = await startReports({ broken: true });
  const args = ['run', 'openapi.json', '-b', server.url, '--seed', '3', '-n', '10', '--record', 'all'];
  const ran = await runCli(
    [...args, '--report', 'console', '--report', 'ndjson=run.ndjson', '--report', 'junit=run.xml'],
    { cwd: folder },
  );
  expect(ran).toMatchObject({ exitCode: 1, stderr: '' });
  const recorded = readFileSync(join(folder, 'run.ndjson'), 'utf8');
  const events = recorded
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as RunEvent);
  const [failure] = events.flatMap((event) => (event.type === 'failure-found' ? [event.failure] : []));
  expect(failure).toMatchObject({ check: 'response_schema_conformance', operation: 'GET /reports' });
  expect(failure?.curl).toContain('"Authorization: $ATG_ROOT_AUTHORIZATION"');
  expect(failure?.curl).toContain('X-Who: root');
  expect(failure?.request.headers).toContainEqual(['X-Who', 'root']);
  expect(failure?.steps.map(({ identity }) => identity)).toEqual(['root']);
  const id = failure?.id ?? '';
  expect(ran.stdout).toContain('Reached by  alice 1, bob 1 (1 beyond alice), root 1 (1 beyond alice)');
  // A flag would give all identities the same header: the configuration file names them.
  expect(ran.stdout).toContain(`api-test-gen replay ${id}\n`);
  const store = join(folder, '.api-test-gen', 'failures');
  const kept = readdirSync(store).map((file) => readFileSync(join(store, file), 'utf8'));
  expect(kept.length).toBeGreaterThan(0);
  expectNoSecret(ran.stdout, recorded, readFileSync(join(folder, 'run.xml'), 'utf8'), ...kept);

  const again = await runCli(['replay', id], { cwd: folder });
  expect(again.stdout).toContain('STILL FAILING');
  expectNoSecret(again.stdout);
  const stranger = await runCli(['replay', id, '--no-config'], { cwd: folder });
  expect(stranger.stdout).toContain('it was sent as root, and no such identity is configured');
  expect(stranger.exitCode).not.toBe(0);
});
