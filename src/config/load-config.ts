import { readConfigFile } from './config-file.ts';
import { loadKnownNames } from './known-names.ts';
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
  const names = await loadKnownNames();
  const fromFlags = settingsFromFlags(flags, names);
  const fromEnvironment = settingsFromEnvironment(env, names);
  const file = await readConfigFile(fromFlags.config ?? fromEnvironment.config, cwd);
  const fromFile = file === undefined ? {} : settingsFromFile(file.content, file.file, names);
  return resolveConfig([fromFlags, fromEnvironment, fromFile], names, cwd);
}
