import { CommanderError } from 'commander';
import { describe, expect, it } from 'vitest';
import { createProgram, type CasesFlags, type ExportFlags, type ReplayFlags } from '../../../src/commands/program.ts';
import { usageErrorOf } from '../../../src/commands/usage-error.ts';
import { optionKeys, optionRow } from '../../../src/config/options.data.ts';
import type { FlagValues } from '../../../src/config/setting-sources.ts';

interface Parsed {
  readonly command: string;
  readonly flags: FlagValues;
  readonly format?: string;
  readonly own?: CasesFlags;
  readonly check?: string | undefined;
  readonly replay?: ReplayFlags;
  readonly exported?: ExportFlags;
}

/** Parses a command line; the actions only write down what they are called with. */
async function parsed(args: readonly string[]): Promise<Parsed> {
  let result: Parsed | undefined;
  const program = createProgram(
    {
      run: (flags) => Promise.resolve(0).finally(() => (result = { command: 'run', flags })),
      demo: (flags) => Promise.resolve(0).finally(() => (result = { command: 'demo', flags })),
      operations: (flags, own) => Promise.resolve(0).finally(() => (result = { command: 'operations', flags, ...own })),
      cases: (flags, own) => Promise.resolve(0).finally(() => (result = { command: 'cases', flags, own })),
      replay: (flags, replay) => Promise.resolve(0).finally(() => (result = { command: 'replay', flags, replay })),
      explain: (check) => Promise.resolve(0).finally(() => (result = { command: 'explain', flags: {}, check })),
      export: (flags, exported) => Promise.resolve(0).finally(() => (result = { command: 'export', flags, exported })),
    },
    () => undefined,
  );
  await program.parseAsync(args, { from: 'user' });
  return result ?? expect.unreachable();
}

/** The advice for a command line that commander refuses. */
async function advice(args: readonly string[]): Promise<string | undefined> {
  const program = createProgram(
    {
      run: () => expect.unreachable(),
      demo: () => expect.unreachable(),
      operations: () => expect.unreachable(),
      cases: () => expect.unreachable(),
      replay: () => expect.unreachable(),
      explain: () => expect.unreachable(),
      export: () => expect.unreachable(),
    },
    () => undefined,
  );
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return usageErrorOf(error, program, args).hint;
    throw error;
  }
  return expect.unreachable();
}

describe('the command line', () => {
  it.each([
    [['explain'], undefined],
    [['explain', 'http_semantics'], 'http_semantics'],
  ])('explains checks: %j', async (args, check) => {
    expect(await parsed(args)).toEqual({ command: 'explain', flags: {}, check });
  });

  it('replays what is named, or all', async () => {
    expect(await parsed(['replay'])).toEqual({
      command: 'replay',
      flags: {},
      replay: { failures: [], spec: undefined },
    });
    expect(await parsed(['replay', 'abc', 'r.ndjson', '--spec', 'a.yaml', '-b', 'http://h'])).toEqual({
      command: 'replay',
      flags: { baseUrl: ['http://h'] },
      replay: { failures: ['abc', 'r.ndjson'], spec: 'a.yaml' },
    });
  });

  const withValue = optionKeys.filter(
    (key) => optionRow(key).flag !== undefined && optionRow(key).argument !== undefined,
  );

  it.each(withValue)('has the flag of %s, in its short form too, and collects its values', async (key) => {
    const { flag, short, commands } = optionRow(key);
    for (const command of commands) {
      for (const one of [flag, short].filter((name) => name !== undefined)) {
        expect(await parsed([command, one, 'a', `${flag}=b`])).toMatchObject({ command, flags: { [key]: ['a', 'b'] } });
      }
    }
  });

  it.each([
    ['--allow-file-refs', { allowFileRefs: true }],
    ['--no-allow-file-refs', { allowFileRefs: false }],
    ['--allow-remote-refs', { allowRemoteRefs: true }],
    ['--no-allow-remote-refs', { allowRemoteRefs: false }],
    ['--color', { color: true }],
    ['--no-color', { color: false }],
    ['--no-config', { config: false }],
    ['--debug', { debug: true }],
  ])('has the switch %s', async (flag, flags) => {
    expect(await parsed(['run', flag])).toEqual({ command: 'run', flags });
  });

  it('takes the document as an argument, and says nothing of what is not given', async () => {
    expect(await parsed(['run', 'a.yaml'])).toEqual({ command: 'run', flags: { spec: ['a.yaml'] } });
    expect(await parsed(['run', '-'])).toEqual({ command: 'run', flags: { spec: ['-'] } });
    expect(await parsed(['run'])).toEqual({ command: 'run', flags: {} });
    expect(await parsed(['demo'])).toEqual({ command: 'demo', flags: {} });
    expect(await parsed(['operations', 'a.yaml'])).toEqual({
      command: 'operations',
      flags: { spec: ['a.yaml'] },
      format: 'text',
    });
  });

  it('has flags of its own for cases, and --phase beside --phases', async () => {
    expect(await parsed(['cases', 'a.yaml'])).toEqual({
      command: 'cases',
      flags: { spec: ['a.yaml'] },
      own: { operation: [], count: '5', format: 'json' },
    });
    const given = ['--operation', 'GET /a', '--operation=b', '--count', '2', '--format', 'http', '--phase', 'fuzzing'];
    expect(await parsed(['cases', ...given, '--phase', 'examples'])).toEqual({
      command: 'cases',
      flags: { phases: ['fuzzing,examples'] },
      own: { operation: ['GET /a', 'b'], count: '2', format: 'http' },
    });
  });

  it('exports by either name, and asks no server by the short one', async () => {
    const { flags, exported } = await parsed(['generate', 'a.yaml', '--output', 'out', '--target', 'node']);
    expect(flags).toEqual({ spec: ['a.yaml'] });
    expect(exported).toMatchObject({ output: 'out', target: 'node', maxTests: '40', isOffline: true });
    const long = await parsed([
      'export-to-static-tests',
      'a.yaml',
      '--output',
      'out',
      '--from',
      'run.ndjson',
      '--force',
    ]);
    expect(long.exported).toMatchObject({ from: 'run.ndjson', force: true, knownFailures: 'fail', isOffline: false });
  });

  it('takes a value that starts with a hyphen', async () => {
    expect((await parsed(['run', '-H', '-X: 1'])).flags).toEqual({ headers: ['-X: 1'] });
  });
});

describe('advice', () => {
  it.each([
    [['run', '--max-exampels', '5'], 'Did you mean --max-examples? api-test-gen run --help lists all options.'],
    [
      ['run', '--exclude-operation-regex', 'x'],
      'Did you mean --exclude-operation-id-regex? api-test-gen run --help lists all options.',
    ],
    [['run', '--max-exampels=5'], 'Did you mean --max-examples? api-test-gen run --help lists all options.'],
    [['run', '--colour'], 'Did you mean --color? api-test-gen run --help lists all options.'],
    [['run', '--something-else-entirely'], 'api-test-gen run --help lists all options.'],
    [['demo', '--base-url', 'x'], 'api-test-gen demo --help lists all options.'],
    [
      ['operation', 'a.yaml'],
      'Did you mean operations? Commands: run, demo, operations, cases, replay, explain, export-to-static-tests, generate.',
    ],
    [
      ['http://127.0.0.1/openapi.json'],
      'Did you mean api-test-gen run http://127.0.0.1/openapi.json? Commands: run, demo, operations, cases, replay, explain, export-to-static-tests, generate.',
    ],
    [['frobnicate'], 'Commands: run, demo, operations, cases, replay, explain, export-to-static-tests, generate.'],
    [['run', '--seed'], 'api-test-gen run --help shows how to use it.'],
  ])('for %j', async (args, expected) => {
    expect(await advice(args)).toBe(expected);
  });
});
