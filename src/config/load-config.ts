import { withCustomChecks } from './checks-reader.ts';
import { readConfigFile } from './config-file.ts';
import { loadKnownNames } from './known-names.ts';
import type { KnownNames } from './reader.ts';
import { resolveConfig, type ResolvedConfig } from './resolve-config.ts';
import { settingsFromEnvironment, settingsFromFile, settingsFromFlags, type FlagValues } from './setting-sources.ts';

/** What the process was started with. */
export interface ConfigSources {
  readonly flags: FlagValues;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
}

/** The configuration of a command: flags, then environment, then file, then defaults. Throws `UsageError` and `ConfigError`. */
export async function loadConfig({ flags, env, cwd }: ConfigSources): Promise<ResolvedConfig> {
  const builtIn = await loadKnownNames();
  const file = await readConfigFile(wantedFile({ flags, env }, builtIn), cwd);
  // The file may bring checks, which flags and variables may name.
  const names =
    file === undefined
      ? builtIn
      : withCustomChecks(builtIn, file.content['customChecks'], {
          kind: 'file',
          file: file.file,
          path: 'customChecks',
        });
  const fromFlags = settingsFromFlags(flags, names);
  const fromEnvironment = settingsFromEnvironment(env, names);
  const fromFile = file === undefined ? {} : settingsFromFile(file.content, file.file, names);
  return resolveConfig([fromFlags, fromEnvironment, fromFile], names, cwd);
}

/** The configuration file that was named, or none. */
function wantedFile(
  { flags, env }: Pick<ConfigSources, 'flags' | 'env'>,
  names: KnownNames,
): string | false | undefined {
  const { config } = flags;
  const fromFlags = config === undefined ? undefined : settingsFromFlags({ config }, names).config;
  return fromFlags ?? settingsFromEnvironment({ ATG_CONFIG: env['ATG_CONFIG'] }, names).config;
}
