import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createVitestProject, type VitestProject } from './vitest-project.ts';

const notes = (options: string): string => `
import { contract } from '@api-test-gen/core/vitest';
import { fetchNotes } from './app.ts';

contract('openapi.json', { app: fetchNotes, ${options} });
`;

describe('contract()', () => {
  let project: VitestProject;
  beforeAll(async () => {
    project = await createVitestProject({
      'notes.test.ts': notes("seed: 1, title: 'Notes', phases: ['coverage', 'fuzzing'], adapt: false, maxExamples: 20"),
    });
  });
  afterAll(() => project[Symbol.asyncDispose]());

  test('fails the test of the operation and phase, and shows all that is needed to act on it', async () => {
    const { exitCode, stdout, stderr } = await project.run();
    expect(exitCode).toBe(1);
    expect(stdout).toContain('× GET /notes · coverage');
    expect(stdout).toContain('✓ GET /notes · fuzzing');
    const [, block = ''] = stderr.split('FAIL  notes.test.ts > Notes > GET /notes/{id} · coverage');
    expect(block.split('⎯⎯⎯')[0]).toMatchInlineSnapshot(`
      "
      AssertionError: Undocumented status code

        The server answered 418, which the operation does not document.

        Check      status_code_conformance · medium · likely
        Where      openapi.json:56:7 #/paths/~1notes~1{id}/get
        Essential  path id = 4
        Response   418
                   │ {}
        Seen       in 2 cases, deterministic
        Next       Document 418 under \`responses\`, or stop returning it.

        Request:
          curl 'http://localhost/api/notes/4' -H 'Accept: application/json, */*;q=0.5'
        Again:
          vitest -t 'GET /notes/{id} · coverage'


      Expected: "one of 200, 404"
      Received: "418"

       ❯ openapi.json:56:7
       ❯ notes.test.ts:5:1
            3| import { fetchNotes } from './app.ts';
            4|
            5| contract('openapi.json', { app: fetchNotes, seed: 1, title: 'Notes', p…
             | ^
            6|

      "
    `);
  }, 60_000);
});
