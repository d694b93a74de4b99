import { Option, type Command } from 'commander';
import type { Config } from '../config/config.ts';
import { helpText } from '../config/option-text.ts';
import { optionGroups, optionKeys, optionRow, type OptionCommand } from '../config/options.data.ts';
import type { FlagValues } from '../config/setting-sources.ts';

/** Adds the flags of the option table that a command takes, in the order of their groups. */
export function addTableOptions(command: Command, name: OptionCommand): Command {
  const keys = optionGroups.flatMap((group) => keysOf(name).filter((key) => optionRow(key).group === group));
  for (const key of keys) {
    const row = optionRow(key);
    if (row.flag !== undefined && row.argument !== undefined) {
      const flags = [row.short, `${row.flag} <${row.argument}>`].filter((part) => part !== undefined).join(', ');
      command.addOption(described(new Option(flags, helpText(key)), key).argParser(collect));
    }
    for (const flag of Object.keys(row.switches ?? {})) {
      const first = flag === row.flag;
      command.addOption(described(new Option(flag, first ? helpText(key) : undefined), key, !first));
    }
  }
  return command;
}

/** The flags that were given, by configuration key. */
export function flagValues(command: Command, name: OptionCommand): FlagValues {
  const given: Record<string, unknown> = command.opts();
  const values: Partial<Record<keyof Config, readonly string[] | boolean>> = {};
  for (const key of keysOf(name)) {
    const { flag } = optionRow(key);
    const value = flag === undefined ? undefined : given[attribute(flag)];
    if (typeof value === 'boolean' || Array.isArray(value)) values[key] = value;
  }
  return values;
}

function keysOf(name: OptionCommand): readonly (keyof Config)[] {
  return optionKeys.filter((key) => optionRow(key).commands.includes(name));
}

function described(option: Option, key: keyof Config, hidden = false): Option {
  const row = optionRow(key);
  return option.helpGroup(`${row.group}:`).hideHelp(hidden || row.hidden === true);
}

function collect(value: string, previous: unknown): readonly string[] {
  return Array.isArray(previous) ? [...(previous as readonly string[]), value] : [value];
}

/** The name commander keeps a flag's value under. */
function attribute(flag: string): string {
  return flag.slice(2).replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
