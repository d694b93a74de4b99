import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { wholeApi } from '../../../src/testing/contract-part.ts';
import { rootOf } from '../../unit/reporters/xsd.ts';
import { runCli } from '../run-cli.ts';
import { createVitestProject, type VitestProject } from './vitest-project.ts';

const notes = (options: string): string => `import { appendFileSync } from 'node:fs';
import { contract } from '@api-test-gen/core/vitest';
import { fetchNotes } from './app.ts';

contract('openapi.json', {
  app: (request) => {
    appendFileSync('requests.log', new URL(request.url).pathname + '\\n');
    return fetchNotes(request);
  },
  ${options},
});
`;

/** What vitest's JSON reporter says. */
interface JsonReport {
  readonly testResults: readonly {
    readonly assertionResults: readonly {
      readonly title: string;
      readonly status: string;
    }[];
  }[];
}

/** What came of each test, by its name without the suite's. */
async function statuses({ folder }: VitestProject): Promise<Readonly<Record<string, string>>> {
  const { testResults } = JSON.parse(await readFile(join(folder, 'report.json'), 'utf8')) as JsonReport;
  const results = testResults.flatMap(({ assertionResults }) => assertionResults);
  return Object.fromEntries(results.map(({ title, status }) => [title, status]));
}

/** By name, whether a JUnit report says that a test failed, was skipped or passed. */
async function junitNames({ folder }: VitestProject, file: string): Promise<Readonly<Record<string, string>>> {
  const suites = [...rootOf(await readFile(join(folder, file), 'utf8')).childNodes];
  const tests = suites.flatMap((suite) => [...suite.childNodes].filter(({ nodeName }) => nodeName === 'testcase'));
  const outcome = (test: (typeof tests)[number]): string => {
    const children = [...test.childNodes].map(({ nodeName }) => nodeName);
    return ['failure', 'skipped'].find((name) => children.includes(name)) ?? 'passed';
  };
  return Object.fromEntries(
    tests.map((test) => [(test.getAttribute('name') ?? '').replace('Notes > ', ''), outcome(test)]),
  );
}

/** The paths that were asked for, each once. */
async function askedPaths({ folder }: VitestProject): Promise<readonly string[]> {
  const lines = (await readFile(join(folder, 'requests.log'), 'utf8')).trim().split('\n');
  return [...new Set(lines)].toSorted();
}

const json = ['--reporter=json', '--outputFile=report.json'];

describe('contract()', () => {
  let project: VitestProject;
  beforeAll(async () => {
    project = await createVitestProject({
      'notes.test.ts': notes("seed: 1, title: 'Notes', phases: ['coverage', 'fuzzing'], adapt: false, maxExamples: 20"),
    });
  });
  afterAll(() => project[Symbol.asyncDispose]());

  test('fails the test of the operation and phase, and shows all that is needed to act on it', async () => {
    const { exitCode, stdout, stderr } = await project.run([
      '--reporter=default',
      '--reporter=junit',
      '--outputFile.junit=theirs.xml',
    ]);
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
            5| contract('openapi.json', {
             | ^
            6|   app: (request) => {
            7|     appendFileSync('requests.log', new URL(request.url).pathname + '\\n…

      "
    `);
    const args = ['run', 'openapi.json', '--app', 'app.ts#fetchNotes', '--no-adapt', '--max-examples', '20'];
    const phases = ['--phases', 'coverage,fuzzing', '--seed', '1', '--report', 'junit=ours.xml'];
    await runCli([...args, ...phases], { cwd: project.folder });
    const { [wholeApi]: whole, ...theirs } = await junitNames(project, 'theirs.xml');
    expect(theirs).toEqual(await junitNames(project, 'ours.xml'));
    expect(Object.values(theirs).filter((outcome) => outcome === 'failure')).toHaveLength(3);
    expect(whole).toBe('passed');
  }, 120_000);

  test('sends nothing for tests that are filtered out', async () => {
    await rm(join(project.folder, 'requests.log'), { force: true });
    const { exitCode } = await project.run([...json, '-t', 'GET /notes · coverage$']);
    expect(exitCode).toBe(1);
    expect(await statuses(project)).toEqual({
      'GET /notes · coverage': 'failed',
      'POST /notes · coverage': 'skipped',
      'GET /notes/{id} · coverage': 'skipped',
      'GET /notes · fuzzing': 'skipped',
      'POST /notes · fuzzing': 'skipped',
      'GET /notes/{id} · fuzzing': 'skipped',
      'the whole API': 'skipped',
    });
    expect(await askedPaths(project)).toEqual(['/api/notes']);
  }, 120_000);
});

describe('contract() of a server that mends itself', () => {
  test('runs a test that is tried again alone', async () => {
    await using project = await createVitestProject({
      'notes.test.ts': `
        import { appendFileSync } from 'node:fs';
        import { afterEach } from 'vitest';
        import { contract } from '@api-test-gen/core/vitest';
        import { mendedNotes } from './app.ts';

        let isMended = false;
        afterEach(({ task }) => {
          isMended ||= task.result.state === 'fail' || task.result.errors?.length > 0;
        });
        contract('openapi.json', {
          app: (request) => {
            if (isMended) appendFileSync('requests.log', new URL(request.url).pathname + '\\n');
            return isMended ? mendedNotes(request) : new Response('{}', { status: 500 });
          },
          seed: 1,
          phases: ['coverage'],
          includePath: ['/notes'],
          includeMethod: ['POST'],
        });
      `,
    });
    await project.run([...json, '--retry=1']);
    expect(await statuses(project)).toEqual({ 'POST /notes · coverage': 'passed', 'the whole API': 'passed' });
    expect(await askedPaths(project)).toEqual(['/api/notes']);
  }, 120_000);
});

describe('contract() of a server over the network', () => {
  test('asks for its URL when it starts, and says nothing where nothing is wrong', async () => {
    await using project = await createVitestProject({
      'api-test-gen.config.json': JSON.stringify({ spec: 'openapi.json', phases: ['coverage'], seed: 1 }),
      'notes.test.ts': `
        import { createServer } from 'node:http';
        import { afterAll, beforeAll } from 'vitest';
        import { contract } from '@api-test-gen/core/vitest';
        import { notesListener } from './app.ts';

        const server = createServer(notesListener);
        beforeAll(() => new Promise((resolve) => server.listen(0, '127.0.0.1', resolve)));
        afterAll(() => new Promise((resolve) => server.close(resolve)));
        contract(undefined, { baseUrl: () => 'http://127.0.0.1:' + server.address().port + '/api', includeMethod: ['GET'], mode: 'positive', excludePath: ['/notes/{id}'] });
      `,
    });
    const { exitCode, stdout, stderr } = await project.run();
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
    // Tests that pass are shown where they are slow.
    expect(stdout.replaceAll(/^ +✓ GET .*\n/gmu, '')).toMatchInlineSnapshot(`
      "
       RUN  v<version> <folder>

       ✓ notes.test.ts (2 tests) <time>

       Test Files  1 passed (1)
            Tests  2 passed (2)
         Start at  <time>
         Duration  <time> (transform <time>, setup <time>, import <time>, tests <time>, environment <time>)

      "
    `);
  }, 120_000);
});

describe('contract() that cannot begin', () => {
  test.each([
    ['a document that does not exist', "contract('gone.yaml', { baseUrl: 'http://127.0.0.1:1' });"],
    ['an option that does not exist', "contract('openapi.json', { fases: [] });"],
    ['a server that nobody named', "contract('openapi.json');"],
  ])(
    'says so of %s, at the line that asked for it',
    async (_name, call) => {
      await using project = await createVitestProject({
        'notes.test.ts': `import { contract } from '@api-test-gen/core/vitest';\n\n${call}\n`,
      });
      const { exitCode, stderr } = await project.run();
      expect(exitCode).toBe(1);
      expect(stderr).toMatchSnapshot();
    },
    120_000,
  );
});
