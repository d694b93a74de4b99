import { isAbsolute, relative } from 'node:path';
import type { HeaderList } from '../runtime/model/exchange.ts';
import { isSensitiveName } from '../runtime/redaction.ts';
import type { Config } from './config/config.ts';
import { defaults } from './config/defaults.ts';
import { inputSecretName } from './config/input-secrets.ts';
import { optionRow } from './config/options.data.ts';
import type { ResolvedConfig } from './config/resolve-config.ts';
import { secretName } from './config/resolve-identities.ts';
import { shellQuote, shellQuoteWithVariable } from './shell-quote.ts';

/** What a command line needs to reach the same server with the same document. */
export interface ReplayTarget {
  readonly spec: string;
  readonly baseUrl: string;
  readonly cwd: string;
}

/** Options that decide which cases there are and how answers are read. Seed, phases and filters come with the failure. */
const repeated = [
  'mode',
  'maxExamples',
  'safe',
  'ownOnly',
  'adapt',
  'strictTypes',
  'requestTimeout',
  'maxResponseSize',
  'maxSpecSize',
  'allowFileRefs',
  'allowRemoteRefs',
] as const satisfies readonly (keyof Config & keyof typeof defaults)[];

const generating: ReadonlySet<string> = new Set(['mode', 'maxExamples', 'safe', 'ownOnly', 'adapt']);

/** Those that decide how answers are read. */
const judging = repeated.filter((key) => !generating.has(key));

/** The start of a command that sends a case of this run again; credentials stand in it as environment variables. */
export function replayCommand(config: ResolvedConfig, target: ReplayTarget | 'demo'): string {
  const cwd = target === 'demo' ? '' : target.cwd;
  return [
    'api-test-gen',
    ...commandWords(target),
    ...workflowWords(config, cwd),
    ...optionWords(config, repeated),
  ].join(' ');
}

/** The command that sends a kept failure again. Document, server and request are kept with it. */
export function keptReplayCommand(config: ResolvedConfig, id: string): string {
  return ['api-test-gen', 'replay', id, ...optionWords(config, judging)].join(' ');
}

function optionWords(config: ResolvedConfig, keys: readonly (typeof repeated)[number][]): readonly string[] {
  const words: string[] = [];
  if (config.neededFile !== undefined) words.push('--config', shellQuote(config.neededFile));
  for (const [name, value] of sharedHeaders(config)) {
    const sensitive = value !== '' && isSensitiveName(name);
    words.push(
      '-H',
      sensitive ? shellQuoteWithVariable(`${name}: `, secretName(name)) : shellQuote(`${name}: ${value}`),
    );
  }
  if (typeof config.app === 'string') words.push('--app', shellQuote(config.app));
  for (const key of keys) {
    const { flag } = optionRow(key);
    const value = config[key];
    if (flag === undefined || value === defaults[key]) continue;
    if (value === false) words.push(flag.replace('--', '--no-'));
    else words.push(flag, ...(value === true ? [] : [String(value)]));
  }
  if (config.maxResponseTime !== undefined) words.push('--max-response-time', String(config.maxResponseTime));
  return words;
}

/** What goes with every request, whoever sends it. Headers of one of several identities are in the file that names them: a flag would make all of them the same. */
function sharedHeaders({ headers, identities }: ResolvedConfig): HeaderList {
  const isShared = (name: string, value: string): boolean =>
    identities.every((identity) => identity.headers.some(([other, text]) => other === name && text === value));
  return headers.filter(([name, value]) => isShared(name, value));
}

function commandWords(target: ReplayTarget | 'demo'): readonly string[] {
  if (target === 'demo') return ['demo'];
  return ['run', shellQuote(shortPath(target.spec, target.cwd)), '--base-url', shellQuote(target.baseUrl)];
}

/** What is in a configuration file that has to be named is not repeated. */
function workflowWords({ workflows, workflowInputs, neededFile }: ResolvedConfig, cwd: string): readonly string[] {
  if (workflows.length === 0 || neededFile !== undefined) return [];
  const inputs = Object.entries(workflowInputs).map(([name, value]) => {
    const isSecret = typeof value === 'string' && value !== '' && isSensitiveName(name);
    if (isSecret) return shellQuoteWithVariable(`${name}=`, inputSecretName(name));
    return shellQuote(`${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  });
  return [
    ...workflows.flatMap((file) => ['--workflows', shellQuote(shortPath(file, cwd))]),
    ...inputs.flatMap((word) => ['--workflow-inputs', word]),
  ];
}

function shortPath(spec: string, cwd: string): string {
  if (!isAbsolute(spec)) return spec;
  const near = relative(cwd, spec);
  return near === '' || near.startsWith('..') || isAbsolute(near) ? spec : near;
}
