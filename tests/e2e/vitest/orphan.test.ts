import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { createVitestProject } from './vitest-project.ts';

test('a run ends with the test runner, also where that is killed', async () => {
  await using project = await createVitestProject({
    'notes.test.ts': `
      import { appendFileSync, writeFileSync } from 'node:fs';
      import { setTimeout } from 'node:timers/promises';
      import { contract } from '@api-test-gen/core/vitest';
      import { fetchNotes } from './app.ts';

      let requests = 0;
      process.on('exit', () => writeFileSync('ended', ''));
      contract('openapi.json', {
        app: async (request) => {
          requests += 1;
          appendFileSync('requests.log', '.');
          if (requests === 3) process.kill(process.ppid, 'SIGKILL');
          if (requests >= 3) await setTimeout(50);
          return fetchNotes(request);
        },
        seed: 1,
        concurrency: 1,
        phases: ['coverage', 'fuzzing'],
      });
    `,
  });
  const { exitCode } = await project.run(['--pool=forks']);
  expect(exitCode).not.toBe(0);
  await vi.waitFor(() => readFile(join(project.folder, 'ended')), { timeout: 60_000, interval: 100 });
  const sent = await readFile(join(project.folder, 'requests.log'), 'utf8');
  expect(sent.length).toBeGreaterThanOrEqual(3);
  // All of it would be hundreds.
  expect(sent.length).toBeLessThan(30);
}, 120_000);
