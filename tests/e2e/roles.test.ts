import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { collectRun, type CollectedRun } from './collect-run.ts';
import { runCli } from './run-cli.ts';
import { roleIdentities, rolesDocument, startRoles, type RoleDefect, type RoleManner } from './roles-server.ts';

const secrets = Object.values(roleIdentities).map(({ headers }) => headers.Authorization.replace('Bearer ', ''));

async function runRoles(traits: readonly (RoleDefect | RoleManner)[], seed = 3): Promise<CollectedRun> {
  await using server = await startRoles(traits);
  const found = await collectRun({
    spec: rolesDocument(traits),
    baseUrl: server.url,
    identities: roleIdentities,
    phases: ['stateful'],
    maxExamples: 40,
    seed,
  });
  // Whatever is found: no credential of any identity leaves the engine.
  const told = JSON.stringify(found.events);
  for (const secret of secrets) expect(told).not.toContain(secret);
  return found;
}

const told = ({ failures }: CollectedRun): unknown =>
  failures.map(({ check, operation, confidence, reproducibility }) => [
    check,
    operation,
    confidence,
    reproducibility.kind,
  ]);

describe('with several identities', () => {
  it.each<[RoleDefect, unknown]>([
    ['any-user-reads', ['object_level_authorization', 'GET /notes/{id}', 'likely', 'deterministic']],
    ['any-user-changes', ['object_level_authorization', 'PUT /notes/{id}', 'likely', 'deterministic']],
    ['any-user-deletes', ['object_level_authorization', 'DELETE /notes/{id}', 'likely', 'deterministic']],
    ['users-delete-products', ['function_level_authorization', 'DELETE /products/{id}', 'heuristic', 'deterministic']],
  ])('finds that %s, and nothing else', { timeout: 60_000 }, async (defect, expected) => {
    const found = await runRoles([defect]);
    expect(found.error).toBeUndefined();
    expect(told(found)).toEqual([expected]);
  });

  it.each<RoleManner[]>([[], ['hides'], ['no-lists'], ['hides', 'admin-lists-own', 'unique-titles']])(
    'says nothing of a server that is right, %s, and reaches all of it',
    { timeout: 60_000 },
    async (...traits) => {
      const found = await runRoles(traits);
      expect(found.error).toBeUndefined();
      expect(found.failures.map(({ check, operation, message }) => [check, operation, message])).toEqual([]);
      const { total, reached } = found.summary.operations;
      expect(reached).toBe(total);
    },
  );
});

describe('a kept failure of several identities', () => {
  it('is sent again as who sent each step', { timeout: 90_000 }, async () => {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'roles-')));
    try {
      await using server = await startRoles(['any-user-reads', 'any-user-deletes']);
      mkdirSync(join(folder, '.git'));
      writeFileSync(join(folder, 'openapi.json'), JSON.stringify(rolesDocument([])));
      const config = { identities: roleIdentities, phases: ['stateful'], checks: ['object_level_authorization'] };
      writeFileSync(join(folder, 'api-test-gen.config.mjs'), `export default ${JSON.stringify(config)};`);
      const ran = await runCli(['run', 'openapi.json', '-b', server.url, '--seed', '3', '-n', '20'], { cwd: folder });
      expect(ran).toMatchObject({ exitCode: 1, stderr: '' });
      expect(ran.stdout).toMatch(/1 POST \/notes as (?:alice|bob|root)/u);
      const store = join(folder, '.api-test-gen', 'failures');
      const kept = readdirSync(store).map((file) => readFileSync(join(store, file), 'utf8'));
      expect(kept).toHaveLength(2);
      for (const text of [ran.stdout, ...kept]) for (const secret of secrets) expect(text).not.toContain(secret);
      const again = await runCli(['replay'], { cwd: folder });
      expect(again.stdout).toContain('2 still failing');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
