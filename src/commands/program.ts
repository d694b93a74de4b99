import { Command, Option } from 'commander';
import type { Catalogue, Described } from '../config/known-names.ts';
import type { OptionCommand } from '../config/options.data.ts';
import type { FlagValues } from '../config/setting-sources.ts';
import { packageVersion } from '../version.ts';
import { addTableOptions, flagValues } from './table-options.ts';

/** Carries out a command; what it gives is the exit status. */
export interface CommandActions {
  run(flags: FlagValues): Promise<number>;
  demo(flags: FlagValues): Promise<number>;
  operations(flags: FlagValues, own: OperationsFlags): Promise<number>;
  cases(flags: FlagValues, own: CasesFlags): Promise<number>;
  replay(flags: FlagValues, own: ReplayFlags): Promise<number>;
  explain(check: string | undefined): Promise<number>;
  export(flags: FlagValues, own: ExportFlags): Promise<number>;
}

/** What only the export takes, as it was given. */
export interface ExportFlags {
  readonly output?: string;
  readonly target: string;
  readonly from?: string;
  readonly knownFailures: string;
  readonly maxTests: string;
  readonly force?: boolean;
  /** Whether no server is to be asked, whatever the configuration names. */
  readonly isOffline: boolean;
}

/** What only `replay` takes, as it was given. */
export interface ReplayFlags {
  /** Ids, files of failures, and reports. */
  readonly failures: readonly string[];
  readonly spec: string | undefined;
}

/** The flags that only `operations` has, as they were given. */
export interface OperationsFlags {
  readonly format: string;
  readonly graph?: string;
}

/** The flags that only `cases` has, as they were given. */
export interface CasesFlags {
  readonly operation: readonly string[];
  readonly count: string;
  readonly format: string;
}

/** The command line, as commander parses it. Nothing a command needs is loaded before its action runs. */
export function createProgram(
  actions: CommandActions,
  onExit: (status: number) => void,
  catalogue?: Catalogue,
): Command {
  const program = new Command('api-test-gen')
    .description(
      'Property-based contract testing for HTTP APIs: every request your OpenAPI document allows, and every way of breaking it.',
    )
    .version(packageVersion(), '-V, --version', 'Print the version.')
    .helpOption('-h, --help', 'Show this help.')
    .helpCommand('help [command]', 'Show the help of a command.')
    .exitOverride()
    .configureOutput({ outputError: () => undefined })
    .configureHelp({ sortOptions: false })
    .addHelpText('after', programExamples);

  const command = (name: OptionCommand, summary: string, examples: string): Command =>
    addTableOptions(program.command(name).summary(summary).description(summary), name)
      .helpOption('-h, --help', 'Show this help.')
      .addHelpText('after', examples);
  const withSpec = (one: Command): Command =>
    one.argument('[spec]', 'the API description: a path, a URL, or - for standard input');

  const run = withSpec(
    command('run', 'Test a running API against its description.', runExamples + described(catalogue)),
  );
  run.action(async (spec: string | undefined) => onExit(await actions.run(valuesOf(run, 'run', spec))));

  const demo = command('demo', 'Test a small API with planted defects: see what a run finds.', demoExamples);
  demo.action(async () => onExit(await actions.demo(valuesOf(demo, 'demo', undefined))));

  const operations = withSpec(
    command('operations', 'List the operations of a description, after filters.', operationsExamples),
  );
  operations
    .option('--format <FORMAT>', 'How to print them: text or json.', 'text')
    .option('--graph <FORMAT>', 'Which gives what another needs, as mermaid, dot or json, instead of the list.')
    .action(async (spec: string | undefined) => {
      const { format, graph } = operations.opts<OperationsFlags>();
      const own = { format, ...(graph === undefined ? {} : { graph }) };
      onExit(await actions.operations(valuesOf(operations, 'operations', spec), own));
    });
  addCases(
    withSpec(command('cases', 'Print the requests of a run without sending them.', casesExamples)),
    (cases, spec) => casesAction(cases, spec, actions, onExit),
  );
  addReplay(
    command('replay', 'Send failures again: which are fixed, and which are not?', replayExamples),
    async (one, own) => onExit(await actions.replay(flagValues(one, 'replay'), own)),
  );
  addExplain(program, async (check) => onExit(await actions.explain(check)));
  const exported = async (one: Command, spec: string | undefined, isOffline: boolean): Promise<void> =>
    onExit(
      await actions.export(valuesOf(one, 'run', spec), { ...one.opts<Omit<ExportFlags, 'isOffline'>>(), isOffline }),
    );
  addExport(program, exported);
  return program;
}

/** Two names of one thing: by the short one no server is asked. */
function addExport(
  program: Command,
  action: (one: Command, spec: string | undefined, isOffline: boolean) => Promise<void>,
): void {
  for (const [name, summary] of [
    ['export-to-static-tests', 'Write plain test files of what a run finds, or of the description alone.'],
    ['generate', 'The same, of the description alone.'],
  ] as const) {
    const one = addTableOptions(program.command(name).summary(summary).description(summary), 'run')
      .argument('[spec]', 'the API description: a path, a URL, or - for standard input')
      .option('--output <DIR>', 'The folder to write; it becomes a package of its own.')
      .option('--target <RUNNER>', 'Which runner the tests are for: vitest, jest, node or playwright.', 'vitest')
      .option('--max-tests <N>', 'The most tests of one operation that passed, or that nobody observed.', '40')
      .option('--force', 'Overwrite files that no export wrote, or that were changed since.')
      .helpOption('-h, --help', 'Show this help.')
      .addHelpText('after', exportExamples);
    if (name !== 'generate') {
      one.option('--from <FILE>', 'A run that was recorded with --report ndjson=FILE, instead of a new one.');
    }
    one
      .option(
        '--known-failures <HOW>',
        'What becomes of failures that were found: fail (until they are mended), fails (pass until then) or todo.',
        'fail',
      )
      .action((spec: string | undefined) => action(one, spec, name === 'generate'));
  }
}

function addExplain(program: Command, action: (check: string | undefined) => Promise<void>): void {
  const summary = 'Say what a check finds, how sure it is, and when it says nothing.';
  program
    .command('explain')
    .summary(summary)
    .description(summary)
    .argument('[check]', 'the id of a check; without it, all of them are listed')
    .helpOption('-h, --help', 'Show this help.')
    .addHelpText('after', explainExamples)
    .action(action);
}

function addReplay(replay: Command, action: (replay: Command, own: ReplayFlags) => Promise<void>): void {
  replay
    .argument('[failures...]', 'ids of kept failures, their files, or ndjson reports; without any, all kept failures')
    .option('--spec <SPEC>', 'The API description, where it is not where it was.')
    .action((failures: readonly string[]) => action(replay, { failures, spec: replay.opts<{ spec?: string }>().spec }));
}

function addCases(cases: Command, action: (cases: Command, spec: string | undefined) => Promise<void>): void {
  const collect = (value: string, previous: readonly string[]): readonly string[] => [...previous, value];
  cases
    .addOption(
      new Option('--operation <OPERATION>', "Only this one, as 'METHOD /path' or operationId; repeatable.")
        .argParser(collect)
        .default([], 'all'),
    )
    .option('--count <N>', 'The most cases of each operation and mode.', '5')
    .option('--format <FORMAT>', 'How to print them: json (one object a line), curl or http.', 'json')
    .addOption(new Option('--phase <LIST>', 'The same as --phases.').argParser(collect).default([]).hideHelp())
    .action((spec: string | undefined) => action(cases, spec));
}

async function casesAction(
  cases: Command,
  spec: string | undefined,
  actions: CommandActions,
  onExit: (status: number) => void,
): Promise<void> {
  const { operation, count, format, phase } = cases.opts<CasesFlags & { readonly phase: readonly string[] }>();
  const flags = valuesOf(cases, 'cases', spec);
  // Repeated, a list's flag counts where it stands last; here each one adds its phases.
  const phases = phase.length === 0 ? {} : { phases: [phase.join(',')] };
  onExit(await actions.cases({ ...flags, ...phases }, { operation, count, format }));
}

function valuesOf(command: Command, name: OptionCommand, spec: string | undefined): FlagValues {
  const flags = flagValues(command, name);
  return spec === undefined ? flags : { ...flags, spec: [spec] };
}

function described(catalogue: Catalogue | undefined): string {
  if (catalogue === undefined) return '';
  const list = (title: string, entries: readonly Described[]): string => {
    const width = Math.max(...entries.map(({ name }) => name.length));
    return [`\n\n${title}:`, ...entries.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`)].join('\n');
  };
  return list('Checks', catalogue.checks) + list('Reports', catalogue.reporters);
}

const programExamples = `
Examples:
  $ api-test-gen demo                                              see it find bugs, without a server of your own
  $ api-test-gen run openapi.yaml --base-url http://127.0.0.1:8080 test your API
  $ api-test-gen operations openapi.yaml                           what there is to test
  $ api-test-gen cases openapi.yaml                                the requests, without sending them
  $ api-test-gen explain response_schema_conformance               what a check finds
  $ api-test-gen replay                                            which failures are fixed
  $ api-test-gen generate openapi.yaml --output api-tests          plain test files to keep
  $ api-test-gen run --help                                        all options of a run

Exit status: 0 nothing found, 1 failures found, 2 nothing was tested (usage, document or configuration), 3 a report could
not be written, 130 interrupted.`;

const runExamples = `
Examples:
  The document is a file, a URL, or standard input:
  $ api-test-gen run openapi.yaml --base-url http://127.0.0.1:8080
  $ api-test-gen run http://127.0.0.1:8080/openapi.json
  $ cat openapi.json | api-test-gen run - --base-url http://127.0.0.1:8080

  With credentials, and only a part of the API:
  $ api-test-gen run openapi.yaml -b http://127.0.0.1:8080 -H 'Authorization: Bearer TOKEN' --include-tag billing
  $ api-test-gen run openapi.yaml --exclude-path-regex '^/admin' --exclude-method DELETE

  A quick look, and a long one:
  $ api-test-gen run openapi.yaml --phases examples,coverage --max-failures 1
  $ api-test-gen run openapi.yaml --max-examples 5000 --max-time 600 --concurrency 32

  In CI, with a report for it; then the same requests again:
  $ api-test-gen run openapi.yaml --report junit=reports/junit.xml
  $ api-test-gen run openapi.yaml --seed 1234

Every option can stand in api-test-gen.config.{ts,js,mjs,cjs,json,yaml,yml} (--max-examples is maxExamples there) and in an
environment variable (ATG_MAX_EXAMPLES). The command line is stronger than the variable, the variable than the file.

Exit status: 0 nothing found, 1 failures found (see --fail-on) or a demand not met (--min-reached, --min-keyword-coverage,
--fail-on-warning), 2 nothing was tested (usage, document or configuration), 3 a report could not be written, 130 interrupted.`;

const demoExamples = `
Examples:
  $ api-test-gen demo
  $ api-test-gen demo --seed 42 --report junit=demo.xml`;

const operationsExamples = `
Examples:
  $ api-test-gen operations openapi.yaml
  $ api-test-gen operations openapi.yaml --include-tag billing --format json
  $ api-test-gen operations openapi.yaml --graph mermaid            who creates what others need, as a drawing
  $ api-test-gen operations openapi.yaml --graph json | jq '.[] | select(.needs[].producers == [])'`;

const replayExamples = `
Examples:
  $ api-test-gen replay                                  all failures that are kept in .api-test-gen/failures
  $ api-test-gen replay 3fa2c41d90be                     one of them
  $ api-test-gen replay ci/report.ndjson --spec openapi.yaml --base-url http://127.0.0.1:8080 -H "Authorization: $TOKEN"

Requests go to the server that they failed on, with the credentials that are given now: none are kept.

Exit status: 0 all are fixed, 1 one fails still, or in another way, 2 nothing can be said of one, or wrong usage.`;

const exportExamples = `
Examples:
  $ api-test-gen generate openapi.yaml --output api-tests                          no server is asked
  $ api-test-gen export-to-static-tests openapi.yaml -b http://127.0.0.1:8080 --output api-tests
  $ api-test-gen export-to-static-tests openapi.yaml --from run.ndjson --output api-tests --target playwright

What is written is a package: npm install && API_BASE_URL=http://127.0.0.1:8080 npm test

Exit status: 0 it was written, 2 it was not (usage, document or configuration), 130 interrupted.`;

const explainExamples = `
Examples:
  $ api-test-gen explain
  $ api-test-gen explain response_schema_conformance`;

const casesExamples = `
Examples:
  $ api-test-gen cases openapi.yaml
  $ api-test-gen cases openapi.yaml --operation 'POST /users' --mode negative --count 20
  $ api-test-gen cases openapi.yaml --phases fuzzing --seed 42 | jq -r .request.url
  $ api-test-gen cases openapi.yaml --format http > requests.http
  $ api-test-gen cases openapi.yaml --phases stateful --count 1 --format curl

A line of JSON has operation, mode, phase, violations and request (method, url, headers, body); a binary body is
{ "base64": … }; a case is "doubtful" where a sane server may decide otherwise. The same seed and phases give the requests
that a run with the same --base-url sends. Credentials given with -H stand as $ATG_NAME, never as they are.
The requests of phase stateful hang on answers: named alone, it prints the plans that come to each operation, and what flows from where.

Exit status: 0 every operation gave a case, 1 some gave none (standard error says why), 2 wrong usage or document.`;
