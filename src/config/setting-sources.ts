import { dirname, resolve } from 'node:path';
import { closest } from '../../runtime/errors.ts';
import type { Config } from './config.ts';
import { optionKeys, optionRow, options, removedOptions } from './options.data.ts';
import { invalidSetting, shown, type Place } from './place.ts';
import type { KnownNames } from './reader.ts';
import { absoluteTarget } from './report-target.ts';
import type { Settings } from './settings.ts';
import { specSource } from './spec-source.ts';

/** What one source says: a setting for each option it names. */
export type SettingLayer = { readonly [K in keyof Settings]?: Settings[K] };

/** What the command line says of an option: the texts of its flag, or which of its switches stood there. */
export type FlagValues = { readonly [K in keyof Config]?: readonly string[] | boolean };

/** Settings from flags. */
export function settingsFromFlags(flags: FlagValues, names: KnownNames): SettingLayer {
  return layer((key) => {
    const given = flags[key];
    if (given === undefined) return undefined;
    const row = optionRow(key);
    const place: Place = { kind: 'flag', flag: row.flag ?? `<${row.argument ?? key}>` };
    if (typeof given !== 'boolean') return row.reader.fromTexts(given, place, names);
    const sw = Object.entries(row.switches ?? {}).find(([flag]) => flag.startsWith('--no-') !== given);
    return row.reader.fromValue(sw?.[1], place, names);
  });
}

/** Settings from `ATG_…` variables. An empty one counts as absent. */
export function settingsFromEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  names: KnownNames,
): SettingLayer {
  return layer((key) => {
    const { env: name, reader } = optionRow(key);
    const given = name === undefined ? undefined : env[name];
    if (name === undefined || given === undefined || given.trim() === '') return undefined;
    return reader.fromTexts([given], { kind: 'env', name }, names);
  });
}

/** Settings from a configuration file's content; its paths are relative to its folder. Unknown keys are errors. */
export function settingsFromFile(
  content: Readonly<Record<string, unknown>>,
  file: string,
  names: KnownNames,
): SettingLayer {
  const at = (path: string): Place => ({ kind: 'file', file, path });
  rejectUnknownKeys(
    content,
    optionKeys.filter((key) => optionRow(key).notInFile !== true),
    at,
  );
  const settings = settingsFromValues(content, at, names);
  const folder = dirname(file);
  return {
    ...settings,
    ...(settings.spec === undefined ? {} : { spec: specSource(settings.spec, folder) }),
    ...(settings.suggestOverlay === undefined ? {} : { suggestOverlay: resolve(folder, settings.suggestOverlay) }),
    ...(settings.workflows === undefined
      ? {}
      : { workflows: settings.workflows.map((one) => specSource(one, folder)) }),
    ...(settings.baseline === undefined ? {} : { baseline: resolve(folder, settings.baseline) }),
    ...(settings.report === undefined
      ? {}
      : { report: settings.report.map((target) => absoluteTarget(target, folder)) }),
  };
}

/** Settings from the options of a function call. Unknown keys are errors. */
export function settingsFromCall(
  given: Readonly<Record<string, unknown>>,
  known: readonly string[],
  names: KnownNames,
): SettingLayer {
  const at = (path: string): Place => ({ kind: 'call', path });
  rejectUnknownKeys(given, known, at);
  return settingsFromValues(given, at, names);
}

function settingsFromValues(
  given: Readonly<Record<string, unknown>>,
  at: (path: string) => Place,
  names: KnownNames,
): SettingLayer {
  return layer((key) => {
    const value = Object.hasOwn(given, key) ? given[key] : undefined;
    return value === undefined ? undefined : options[key].reader.fromValue(value, at(key), names);
  });
}

function rejectUnknownKeys(
  given: Readonly<Record<string, unknown>>,
  known: readonly string[],
  at: (path: string) => Place,
): void {
  for (const key of Object.keys(given)) {
    if (known.includes(key)) continue;
    const replacement = Object.hasOwn(removedOptions, key) ? removedOptions[key] : undefined;
    if (replacement !== undefined) throw invalidSetting(at(key), `The option ${key} is gone.`, replacement);
    const near = closest(key, known);
    const valid = `Valid keys: ${known.join(', ')}.`;
    throw invalidSetting(
      at(key),
      `Unknown key ${shown(key)}.`,
      near === undefined ? valid : `Did you mean "${near}"? ${valid}`,
    );
  }
}

/** Each value comes from its own key's reader, so it has that key's type. */
function layer(read: (key: keyof Config) => unknown): SettingLayer {
  const settings: Partial<Record<keyof Config, unknown>> = {};
  for (const key of optionKeys) {
    const value = read(key);
    if (value !== undefined) settings[key] = value;
  }
  return settings as SettingLayer;
}
