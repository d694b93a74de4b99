import { phases } from '../../runtime/model/phase.ts';
import type { Confidence } from '../../runtime/model/failure.ts';
import { recordLevels } from '../../runtime/engine/recording/record.ts';
import type { Config, FilterKey } from './config.ts';
import { appReader } from './app-reader.ts';
import { headersReader, identitiesReader } from './header-field.ts';
import { customChecksReader } from './checks-reader.ts';
import { bytes, choice, choices, integer, knownChecks, percent, seconds, text, words, yesOrNo } from './readers.ts';
import { warningsReader } from './warnings-reader.ts';
import { inputsReader } from './inputs-reader.ts';
import type { Reader } from './reader.ts';
import { reportsReader } from './report-target.ts';
import { serialisersReader } from './serialisers-reader.ts';
import type { Settings } from './settings.ts';

/** The headings of help and reference, in their order. */
export const optionGroups = [
  'Target',
  'Selection',
  'Safety',
  'Generation',
  'Requests',
  'Document',
  'Results',
  'Configuration',
] as const;

type OptionGroup = (typeof optionGroups)[number];

/** The commands that take options of this table. */
export type OptionCommand = 'run' | 'operations' | 'cases' | 'demo' | 'replay';

/** All there is to say of one option: parser, help, environment, configuration file and reference come from it. */
export interface OptionRow<T = unknown> {
  readonly group: OptionGroup;
  readonly commands: readonly OptionCommand[];
  /** The long flag; absent for what only a file or an argument can give. */
  readonly flag?: `--${string}`;
  readonly short?: `-${string}`;
  /** The name of the flag's value in help; absent for a flag that stands alone. */
  readonly argument?: string;
  /** Flags without a value, and what each of them says. */
  readonly switches?: Readonly<Record<`--${string}`, unknown>>;
  readonly env?: `ATG_${string}`;
  /** Not a key of configuration files. */
  readonly notInFile?: true;
  /** Holds functions: only TypeScript and JavaScript files can give it. */
  readonly inCodeOnly?: true;
  /** Left out of `--help`, not of the reference. */
  readonly hidden?: true;
  readonly reader: Reader<T>;
  /** The default in words, where it is no plain value of `defaults`. */
  readonly defaultText?: string;
  readonly help: string;
  /** As it stands in a JSON file; on the command line for what no file holds, in TypeScript for what is in code only. */
  readonly example: string;
}

const run = ['run', 'demo'] as const;
const withRequests = ['run', 'cases', 'replay'] as const;
const withApp = ['run', 'replay'] as const;
const withAnswers = ['run', 'demo', 'replay'] as const;
const withCases = ['run', 'cases', 'demo'] as const;
const withDocument = ['run', 'operations', 'cases'] as const;
const withReading = ['run', 'operations', 'cases', 'replay'] as const;
const withOutput = ['run', 'operations', 'demo'] as const;
const everywhere = ['run', 'operations', 'cases', 'demo'] as const;

/** Every option there is. A key of `Config` without a row, or a row without a key, does not compile. */
export const options = {
  spec: {
    group: 'Target',
    commands: withDocument,
    argument: 'spec',
    env: 'ATG_SPEC',
    reader: text('path | URL'),
    help: 'The API description: a path, a URL, or - for standard input.',
    example: '"openapi.yaml"',
  },
  baseUrl: {
    group: 'Target',
    commands: withRequests,
    flag: '--base-url',
    short: '-b',
    argument: 'URL',
    env: 'ATG_BASE_URL',
    reader: text('URL'),
    defaultText: "the document's server entry, if it is a loopback address",
    help: "Where requests go. Replaces scheme, host and path of the document's server entry.",
    example: '"http://127.0.0.1:8080/v1"',
  },
  app: {
    group: 'Target',
    commands: withApp,
    flag: '--app',
    argument: 'FILE[#export]',
    env: 'ATG_APP',
    reader: appReader,
    defaultText: 'none: requests go over the network',
    help: 'Tests the application that this module exports in this process, without a port.',
    example: '"src/app.ts"',
  },
  headers: {
    group: 'Target',
    commands: withRequests,
    flag: '--header',
    short: '-H',
    argument: "'Name: value'",
    env: 'ATG_HEADERS',
    reader: headersReader,
    defaultText: 'none',
    help: "A header of every request; repeatable. Replaces the identity's and the file's header of that name. The variable holds one a line.",
    example: '{ "Authorization": "Bearer TOKEN" }',
  },
  identities: {
    group: 'Target',
    commands: withRequests,
    reader: identitiesReader,
    defaultText: 'none',
    help: 'Who requests can be sent as: names with their headers. The first is the default; what it is refused with 401 or 403, the others are tried for, and with two or more `object_level_authorization` and `function_level_authorization` judge.',
    example: '{ "admin": { "headers": { "X-Api-Key": "KEY" } } }',
  },
  phases: {
    group: 'Selection',
    commands: withCases,
    flag: '--phases',
    argument: 'LIST',
    env: 'ATG_PHASES',
    reader: choices(phases, 'phase'),
    defaultText: 'examples, coverage, stateful, fuzzing',
    help: 'The phases to run, separated by commas; stateful sends sequences of requests, values flowing from answers into requests; concurrent sends what changes something several times at once.',
    example: '["coverage", "fuzzing"]',
  },
  checks: {
    group: 'Selection',
    commands: run,
    flag: '--checks',
    argument: 'LIST',
    env: 'ATG_CHECKS',
    reader: knownChecks(),
    defaultText: 'default: all but those that only run where they are named',
    help: 'The checks to run, separated by commas; default stands for the usual ones.',
    example: '["default", "undocumented_fields"]',
  },
  excludeChecks: {
    group: 'Selection',
    commands: run,
    flag: '--exclude-checks',
    argument: 'LIST',
    env: 'ATG_EXCLUDE_CHECKS',
    reader: knownChecks(),
    defaultText: 'none',
    help: 'Checks to leave out, separated by commas.',
    example: '["http_semantics"]',
  },
  customChecks: {
    group: 'Selection',
    commands: ['run', 'replay'],
    inCodeOnly: true,
    reader: customChecksReader,
    defaultText: 'none',
    help: 'Checks of your own, run beside the others: a function that is given each exchange, or an object with `onExchange`, `onRunEnd`, or both. A failed assertion, an `Error`, a text or a finding that it gives back is a failure; a `TypeError` and the like is a problem of the check, and the run goes on. `--checks` and `--exclude-checks` know them by id, a function by its name. See [custom-checks.md](custom-checks.md).',
    example:
      "[function hasRequestId({ response }) { if (response.header('x-request-id') === undefined) return 'The answer has no X-Request-Id.'; }]",
  },
  mode: {
    group: 'Selection',
    commands: withCases,
    flag: '--mode',
    argument: 'MODE',
    env: 'ATG_MODE',
    reader: choice(['positive', 'negative', 'all']),
    help: 'Requests the document allows, requests that break it, or both.',
    example: '"positive"',
  },
  ...filterRows(),
  safe: {
    group: 'Safety',
    commands: ['run', 'operations', 'cases', 'demo'],
    flag: '--safe',
    env: 'ATG_SAFE',
    switches: { '--safe': true, '--no-safe': false },
    reader: yesOrNo(),
    help: 'Send GET, HEAD, OPTIONS and QUERY alone, whatever a phase, check or kept failure wants to send.',
    example: 'true',
  },
  ownOnly: {
    group: 'Safety',
    commands: run,
    flag: '--own-only',
    env: 'ATG_OWN_ONLY',
    switches: { '--own-only': true, '--no-own-only': false },
    reader: yesOrNo(),
    help: 'Change and delete only what this run made: a PUT, PATCH, DELETE or POST whose path leads to a thing is sent only where this run made the thing, a PUT, PATCH or DELETE without one never.',
    example: 'true',
  },
  cleanup: {
    group: 'Safety',
    commands: run,
    flag: '--cleanup',
    env: 'ATG_CLEANUP',
    switches: { '--cleanup': true, '--no-cleanup': false },
    reader: yesOrNo(),
    help: 'Delete at the end what the run made, by the DELETE that the document has for it, the last thing first; the summary lists what is left. --no-cleanup leaves all of it.',
    example: 'false',
  },
  maxExamples: {
    group: 'Generation',
    commands: run,
    flag: '--max-examples',
    short: '-n',
    argument: 'N',
    env: 'ATG_MAX_EXAMPLES',
    reader: integer(1),
    help: 'Fuzzing cases for each operation.',
    example: '1000',
  },
  adapt: {
    group: 'Generation',
    commands: run,
    flag: '--adapt',
    env: 'ATG_ADAPT',
    switches: { '--adapt': true, '--no-adapt': false },
    reader: yesOrNo(),
    help: 'Let what the server’s answers teach decide which valid requests fuzzing sends; --no-adapt: seed and document alone.',
    example: 'false',
  },
  workflows: {
    group: 'Generation',
    commands: ['run'],
    flag: '--workflows',
    argument: 'FILE',
    env: 'ATG_WORKFLOWS',
    reader: words(),
    defaultText: 'none',
    help: 'An Arazzo 1.0 document, a path or a URL: its workflows are run first in the phase stateful; repeatable.',
    example: '["checkout.arazzo.yaml"]',
  },
  workflowInputs: {
    group: 'Generation',
    commands: ['run'],
    flag: '--workflow-inputs',
    argument: "'NAME=VALUE'",
    env: 'ATG_WORKFLOW_INPUTS',
    reader: inputsReader,
    defaultText: 'made up from their schemas',
    help: 'An input of the workflows, as JSON or text; WORKFLOW.NAME is for one of them alone; repeatable. The variable holds one a line.',
    example: '{ "username": "ada", "checkout.quantity": 2 }',
  },
  maxTime: {
    group: 'Generation',
    commands: run,
    flag: '--max-time',
    argument: 'SECONDS',
    env: 'ATG_MAX_TIME',
    reader: seconds(),
    defaultText: 'no limit',
    help: 'Stop after this time and report what was found.',
    example: '60',
  },
  maxFailures: {
    group: 'Generation',
    commands: run,
    flag: '--max-failures',
    argument: 'N',
    env: 'ATG_MAX_FAILURES',
    reader: integer(1),
    defaultText: 'no limit',
    help: 'Stop after this many distinct failures.',
    example: '1',
  },
  strictTypes: {
    group: 'Generation',
    commands: [...withCases, 'replay'],
    flag: '--strict-types',
    env: 'ATG_STRICT_TYPES',
    switches: { '--strict-types': true, '--no-strict-types': false },
    reader: yesOrNo(),
    help: 'Take what common frameworks let through of a JSON body for invalid: "5" for a number, null, an item for a list, a forbidden property.',
    example: 'true',
  },
  seed: {
    group: 'Generation',
    commands: withCases,
    flag: '--seed',
    argument: 'N',
    env: 'ATG_SEED',
    reader: integer(0, 4_294_967_295),
    defaultText: 'a random one, printed',
    help: 'Fixes every generated value: the same seed sends the same requests.',
    example: '42',
  },
  serialisers: {
    group: 'Generation',
    commands: withRequests,
    inCodeOnly: true,
    reader: serialisersReader,
    defaultText: 'none',
    help: 'How request bodies are written whose media type is not known, or is known better by you. `write` gives bytes, or text for UTF-8, or undefined for what the type cannot carry; the same value must give the same bytes. With `read`, which gives the value back, it can be judged what a server finds in them: without it, bodies that break their schema only show whether the server copes.',
    example:
      "[{ mediaType: 'application/x-lines', write: (lines) => lines.join('\\n'), read: (bytes) => new TextDecoder().decode(bytes).split('\\n') }]",
  },
  concurrency: {
    group: 'Requests',
    commands: run,
    flag: '--concurrency',
    short: '-c',
    argument: 'N',
    env: 'ATG_CONCURRENCY',
    reader: integer(1, 1024),
    help: 'Requests in flight at one time.',
    example: '32',
  },
  requestTimeout: {
    group: 'Requests',
    commands: withAnswers,
    flag: '--request-timeout',
    argument: 'SECONDS',
    env: 'ATG_REQUEST_TIMEOUT',
    reader: seconds(),
    help: 'How long to wait for a response.',
    example: '2.5',
  },
  maxResponseTime: {
    group: 'Requests',
    commands: withAnswers,
    flag: '--max-response-time',
    argument: 'SECONDS',
    env: 'ATG_MAX_RESPONSE_TIME',
    reader: seconds(),
    defaultText: 'no limit',
    help: 'How long an answer may take: slower ones are failures of max_response_time.',
    example: '0.5',
  },
  maxResponseSize: {
    group: 'Requests',
    commands: withAnswers,
    flag: '--max-response-size',
    argument: 'SIZE',
    env: 'ATG_MAX_RESPONSE_SIZE',
    reader: bytes(),
    help: 'The most of a response body that is read: bytes, or with a unit (KB, MB, GB, powers of 1024).',
    example: '"1MB"',
  },
  maxSpecSize: {
    group: 'Document',
    commands: withReading,
    flag: '--max-spec-size',
    argument: 'SIZE',
    env: 'ATG_MAX_SPEC_SIZE',
    reader: bytes(),
    help: 'The largest document that is read: bytes, or with a unit.',
    example: '"100MB"',
  },
  allowFileRefs: {
    group: 'Document',
    commands: withReading,
    flag: '--allow-file-refs',
    env: 'ATG_ALLOW_FILE_REFS',
    switches: { '--allow-file-refs': true, '--no-allow-file-refs': false },
    reader: yesOrNo(),
    help: "Follow file $refs that leave the document's folder.",
    example: 'true',
  },
  allowRemoteRefs: {
    group: 'Document',
    commands: withReading,
    flag: '--allow-remote-refs',
    env: 'ATG_ALLOW_REMOTE_REFS',
    switches: { '--allow-remote-refs': true, '--no-allow-remote-refs': false },
    reader: yesOrNo(),
    help: 'Follow http $refs to private addresses too.',
    example: 'true',
  },
  report: {
    group: 'Results',
    commands: run,
    flag: '--report',
    short: '-r',
    argument: 'NAME[=FILE]',
    env: 'ATG_REPORT',
    reader: reportsReader,
    defaultText: 'console',
    help: 'Write a report, to standard output or a file; repeatable. The console report stays, unless another goes to standard output.',
    example: '["junit=reports/junit.xml"]',
  },
  suggestOverlay: {
    group: 'Results',
    commands: run,
    flag: '--suggest-overlay',
    argument: 'FILE',
    env: 'ATG_SUGGEST_OVERLAY',
    reader: text('path'),
    defaultText: 'none',
    help: 'Write an OpenAPI Overlay with the changes that make the document say what the server demands and answers.',
    example: '"overlay.yaml"',
  },
  record: {
    group: 'Results',
    commands: run,
    flag: '--record',
    argument: 'LEVEL',
    env: 'ATG_RECORD',
    reader: choice(recordLevels),
    help: 'Which case events carry their request and response.',
    example: '"all"',
  },
  keepFailures: {
    group: 'Results',
    commands: ['run'],
    flag: '--keep-failures',
    env: 'ATG_KEEP_FAILURES',
    switches: { '--keep-failures': true, '--no-keep-failures': false },
    reader: yesOrNo(),
    help: 'Keep failures in .api-test-gen/failures, for `api-test-gen replay`, and send them first in the next run; --no-keep-failures does neither.',
    example: 'false',
  },
  baseline: {
    group: 'Results',
    commands: ['run'],
    flag: '--baseline',
    argument: 'FILE',
    env: 'ATG_BASELINE',
    reader: text('path'),
    defaultText: 'none',
    help: 'A file of known failures, which fail no run until they expire. New ones do; those that are gone are told.',
    example: '"api-test-gen.baseline.json"',
  },
  baselineUpdate: {
    group: 'Results',
    commands: ['run'],
    flag: '--baseline-update',
    notInFile: true,
    switches: { '--baseline-update': true },
    reader: yesOrNo(),
    help: 'Write the failures of this run to the file of --baseline, and fail for none of them. Reasons and days of expiry stay.',
    example: '--baseline known.json --baseline-update',
  },
  failOn: {
    group: 'Results',
    commands: run,
    flag: '--fail-on',
    argument: 'CONFIDENCE',
    env: 'ATG_FAIL_ON',
    reader: choice(['proved', 'likely', 'heuristic'] satisfies readonly Confidence[]),
    help: 'The lowest confidence at which a failure makes the exit status 1.',
    example: '"proved"',
  },
  minReached: {
    group: 'Results',
    commands: run,
    flag: '--min-reached',
    argument: 'PERCENT',
    env: 'ATG_MIN_REACHED',
    reader: percent(),
    defaultText: 'none',
    help: 'The exit status is 1 where fewer of the selected operations answered 2xx.',
    example: '90',
  },
  minKeywordCoverage: {
    group: 'Results',
    commands: run,
    flag: '--min-keyword-coverage',
    argument: 'PERCENT',
    env: 'ATG_MIN_KEYWORD_COVERAGE',
    reader: percent(),
    defaultText: 'none',
    help: "The exit status is 1 where fewer of the keywords of request schemas were exercised. Each counts twice: met by a valid request, and broken by an invalid one; what nothing breaks for certain (a string's `type` in a query) counts once.",
    example: '80',
  },
  failOnWarning: {
    group: 'Results',
    commands: run,
    flag: '--fail-on-warning',
    argument: 'LIST',
    env: 'ATG_FAIL_ON_WARNING',
    reader: warningsReader,
    defaultText: 'none',
    help: 'Warnings that make the exit status 1, separated by commas; all for every one. unreachable stands for all that are about operations which never answered 2xx.',
    example: '["missing_auth", "unreachable"]',
  },
  color: {
    group: 'Results',
    commands: withOutput,
    flag: '--color',
    env: 'ATG_COLOR',
    switches: { '--color': 'always', '--no-color': 'never' },
    reader: choice(['auto', 'always', 'never']),
    defaultText: 'on a terminal, unless NO_COLOR is set',
    help: 'Colour in console output; --no-color for none. FORCE_COLOR is obeyed too.',
    example: '"never"',
  },
  config: {
    group: 'Configuration',
    commands: withReading,
    flag: '--config',
    argument: 'FILE',
    switches: { '--no-config': false },
    env: 'ATG_CONFIG',
    notInFile: true,
    reader: {
      ...text('path'),
      fromValue: (value, place, names) => (value === false ? false : text().fromValue(value, place, names)),
    },
    defaultText: 'found upward from the working directory',
    help: 'The configuration file; --no-config reads none.',
    example: '--config ci/api-test-gen.config.ts',
  },
  debug: {
    group: 'Configuration',
    commands: [...everywhere, 'replay'],
    flag: '--debug',
    env: 'ATG_DEBUG',
    notInFile: true,
    switches: { '--debug': true },
    reader: yesOrNo(),
    help: 'Show the stack trace of every error.',
    example: '--debug',
  },
} satisfies { readonly [K in keyof Config]-?: OptionRow<Settings[K]> };

/** The keys of the table in its order. */
export const optionKeys = Object.keys(options) as readonly (keyof Config)[];

/** Options that are gone: what to use instead, by their former configuration key. */
export const removedOptions: Readonly<Record<string, string>> = {};

/** The row of a key, seen without its own type. */
export function optionRow(key: keyof Config): OptionRow {
  return options[key];
}

function filterRows(): Readonly<Record<FilterKey, OptionRow<readonly string[]>>> {
  const subjects = [
    ['Path', 'path', 'PATH', 'path', '/users/{id}', '^/admin'],
    ['Method', 'method', 'METHOD', 'method', 'GET', '^(GET|HEAD)$'],
    ['Tag', 'tag', 'TAG', 'tag', 'billing', '^internal'],
    ['OperationId', 'operation-id', 'ID', 'operationId', 'getUser', '^get'],
  ] as const;
  const rows = (['include', 'exclude'] as const).flatMap((verb) =>
    subjects.flatMap(([suffix, flag, argument, subject, exact, regex]) => {
      const env = `ATG_${verb}_${flag.replace('-', '_')}`.toUpperCase() as `ATG_${string}`;
      const shared = { group: 'Selection', commands: everywhere, reader: words(), defaultText: 'none' } as const;
      const what = verb === 'include' ? 'Only operations' : 'Leave out operations';
      return [
        [
          `${verb}${suffix}`,
          {
            ...shared,
            flag: `--${verb}-${flag}`,
            argument,
            env,
            help: `${what} with this ${subject}; repeatable. Pattern: --${verb}-${flag}-regex.`,
            example: `["${exact}"]`,
          },
        ],
        [
          `${verb}${suffix}Regex`,
          {
            ...shared,
            flag: `--${verb}-${flag}-regex`,
            argument: 'REGEX',
            env: `${env}_REGEX` as const,
            hidden: true,
            help: `${what} whose ${subject} matches this regular expression anywhere; repeatable.`,
            example: `["${regex}"]`,
          },
        ],
      ] as const;
    }),
  );
  // The two lists above span FilterKey; a test compares them.
  return Object.fromEntries(rows) as Record<FilterKey, OptionRow<readonly string[]>>;
}
