import { describe, expect, test } from 'vitest';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { configText, createVitestProject } from './vitest-project.ts';

const reporter = JSON.stringify(fileURLToPath(new URL('../../../src/vitest/reporter.ts', import.meta.url)));

describe('the setup file', () => {
  test('adds matchers, judges what tests receive, and says what they never met', async () => {
    await using project = await createVitestProject({
      'api-test-gen.config.json': JSON.stringify({ spec: 'openapi.json' }),
      'vitest.config.ts': configText(`setupFiles: ['./api.setup.ts'], reporters: ['default', ${reporter}]`),
      'api.setup.ts': "import '@api-test-gen/core/vitest/setup';\n",
      'notes.test.ts': `
        import { createServer } from 'node:http';
        import { afterAll, beforeAll, expect, test } from 'vitest';
        import { fetchNotes, notesListener } from './app.ts';

        const server = createServer(notesListener);
        beforeAll(() => new Promise((resolve) => server.listen(0, '127.0.0.1', resolve)));
        afterAll(() => new Promise((resolve) => server.close(resolve)));
        const ask = (path, init) => fetch('http://127.0.0.1:' + server.address().port + '/api' + path, init);

        test('is right', async () => {
          const response = await ask('/notes');
          await expect(response).toConformToApi();
          await expect(response).toConformTo('GET /notes');
          expect(await response.json()).toHaveLength(1);
        });
        test('is noticed', async () => {
          expect((await ask('/notes/5')).status).toBe(418);
        });
        test('is asked for', async () => {
          await expect(await fetchNotes(new Request('http://localhost/api/notes/4'))).toConformTo('GET /notes/{id}');
        });
        test('is not there', async () => {
          expect((await ask('/notes', { method: 'DELETE' })).status).toBe(405);
        });
      `,
    });
    const { exitCode, stdout, stderr } = await project.run();
    expect(exitCode).toBe(1);
    expect(stdout).toMatchInlineSnapshot(`
      "
       RUN  v<version> <folder>

       ❯ notes.test.ts (4 tests | 2 failed) <time>
         ✓ is right <time>
         × is noticed <time>
         × is asked for <time>
         ✓ is not there <time>

       Test Files  1 failed (1)
            Tests  2 failed | 2 passed (4)
         Start at  <time>
         Duration  <time> (transform <time>, setup <time>, import <time>, tests <time>, environment <time>)


       API contract, as these tests have met it
         Operations 2 of 3; never POST /notes
         Statuses   1 of 6; never GET /notes 400, POST /notes 201, POST /notes 400, GET /notes/{id} 200, GET /notes/{id} 404
         Outside    the document has no DELETE /api/notes
      "
    `);
    expect(stderr).toMatchInlineSnapshot(`
      "
      ⎯⎯⎯⎯⎯⎯⎯ Failed Tests 2 ⎯⎯⎯⎯⎯⎯⎯

       FAIL  notes.test.ts > is noticed
      AssertionError: The answer 418 to GET /notes/{id} breaks the contract in 1 place.

        The server answered 418, which the operation does not document. (status_code_conformance)
        Where  <folder>/openapi.json:56:7 (/paths/~1notes~1{id}/get)
        Next   Document 418 under \`responses\`, or stop returning it.


      Expected: "one of 200, 404"
      Received: "418"

      ⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯[1/2]⎯

       FAIL  notes.test.ts > is asked for
      Error: The answer 418 to GET /notes/{id} breaks the contract in 1 place.

        The server answered 418, which the operation does not document. (status_code_conformance)
        Where  <folder>/openapi.json:56:7 (/paths/~1notes~1{id}/get)
        Next   Document 418 under \`responses\`, or stop returning it.


      Expected: "one of 200, 404"
      Received: "418"

       ❯ notes.test.ts:21:11
           19|         });
           20|         test('is asked for', async () => {
           21|           await expect(await fetchNotes(new Request('http://localhost/…
             |           ^
           22|         });
           23|         test('is not there', async () => {

      ⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯[2/2]⎯

      "
    `);
  }, 120_000);
});

describe('the plugin', () => {
  test('runs the contract without a test file, beside the other tests', async () => {
    const options = "{ spec: 'openapi.json', app: 'app.ts#mendedNotes', phases: ['coverage'], title: 'Notes' }";
    await using project = await createVitestProject({
      'vitest.config.ts': configText('', `apiTestGen(${options})`),
      [join('tests', 'other.test.ts')]: "import { test } from 'vitest';\ntest('other', () => {});\n",
    });
    const { exitCode, stdout, stderr } = await project.run(['--reporter=verbose']);
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
    expect(
      stdout
        .split('\n')
        .filter((line) => line.includes('✓'))
        .toSorted(),
    ).toMatchInlineSnapshot(`
      [
        " ✓ tests/other.test.ts > other <time>",
        " ✓ |Notes| api-contract.ts > Notes > GET /notes · coverage <time>",
        " ✓ |Notes| api-contract.ts > Notes > GET /notes/{id} · coverage <time>",
        " ✓ |Notes| api-contract.ts > Notes > POST /notes · coverage <time>",
        " ✓ |Notes| api-contract.ts > Notes > the whole API <time>",
      ]
    `);
  }, 120_000);
});
