import type { Api } from '../../runtime/model/operation.ts';
import type { Problem } from '../../runtime/model/problem.ts';
import { UsageError } from '../../runtime/errors.ts';
import { selectOperations } from '../../runtime/engine/filters.ts';
import { withCustomChecks } from '../config/checks-reader.ts';
import { readConfigFile } from '../config/config-file.ts';
import { loadKnownNames } from '../config/known-names.ts';
import { resolveConfig, type ResolvedConfig } from '../config/resolve-config.ts';
import { settingsFromCall, settingsFromEnvironment, settingsFromFile } from '../config/setting-sources.ts';
import { loadApi } from '../load-document.ts';
import { contractOptionKeys, testingKeys, type ContractOptions, type ContractSpec } from './contract-options.ts';

/** A document, and how it is to be tested. */
export interface LoadedContract {
  readonly config: ResolvedConfig;
  readonly api: Api;
  readonly problems: readonly Problem[];
  /** As it stands in a command line. */
  readonly spec: string;
  /** The labels of the operations that the filters keep, in the document's order. */
  readonly operations: readonly string[];
  readonly cwd: string;
}

/**
 * Reads the configuration and the document. The call stands above `ATG_…` variables, and those above the file.
 * Throws `UsageError`, `ConfigError` and `SpecError`.
 */
export async function loadContract(
  spec: ContractSpec | undefined,
  options: ContractOptions,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<LoadedContract> {
  const { cwd = process.cwd(), fetch } = options;
  const config = await resolveContract(options, env, cwd);
  const source = spec ?? config.spec;
  if (source === undefined) {
    throw new UsageError('No API description was given.', {
      hint: 'Name it: contract(\'openapi.yaml\'), or set "spec" in the configuration file.',
    });
  }
  const { maxSpecSize, allowFileRefs, allowRemoteRefs } = config;
  const limits = { maxSpecSize, allowFileRefs, allowRemoteRefs, ...(fetch === undefined ? {} : { fetch }) };
  const { api, problems } = await loadApi(source, { cwd, ...limits });
  const operations = selectOperations(api.operations, config.filters).map(({ label }) => label);
  return { config, api, problems, spec: nameOf(source, api), operations, cwd };
}

async function resolveContract(
  options: ContractOptions,
  env: Readonly<Record<string, string | undefined>>,
  cwd: string,
): Promise<ResolvedConfig> {
  const builtIn = await loadKnownNames();
  const file = await readConfigFile(options.config ?? wantedFile(env), cwd);
  const ofFile =
    file === undefined
      ? builtIn
      : withCustomChecks(builtIn, file.content['customChecks'], {
          kind: 'file',
          file: file.file,
          path: 'customChecks',
        });
  const names = withCustomChecks(ofFile, options.customChecks, { kind: 'call', path: 'customChecks' });
  const isLater = (key: string): boolean => key === 'baseUrl' && typeof options.baseUrl === 'function';
  const call = Object.fromEntries(
    Object.entries(options).filter(([key]) => !testingKeys.includes(key) && !isLater(key)),
  );
  const layers = [
    settingsFromCall(call, [...contractOptionKeys, ...testingKeys], names),
    settingsFromEnvironment(env, names),
    file === undefined ? {} : settingsFromFile(file.content, file.file, names),
  ];
  return resolveConfig(layers, names, cwd);
}

function wantedFile(env: Readonly<Record<string, string | undefined>>): string | undefined {
  const name = env['ATG_CONFIG']?.trim();
  return name === undefined || name === '' ? undefined : name;
}

function nameOf(source: ContractSpec, api: Api): string {
  if (typeof source === 'string') return source;
  return source instanceof URL ? source.href : api.source;
}
