import { resolve } from 'node:path';
import { arrayOf, memberOf, splitList } from './readers.ts';
import { below, invalidSetting, shown, type Place } from './place.ts';
import { lastOf, type KnownNames, type Reader } from './reader.ts';
import type { ReportTarget } from './settings.ts';

/** Reports: `name` or `name=FILE`, a flag for each; separated by commas in the environment. */
export const reportsReader: Reader<readonly ReportTarget[]> = {
  type: 'string[]',
  fromTexts: (texts, place, names) =>
    (place.kind === 'env' ? splitList(lastOf(texts)) : texts).map((one) => reportTarget(one, place, names)),
  fromValue: (value, place, names) =>
    arrayOf(value, place).map((one, index) => reportTarget(one, below(place, index), names)),
};

function reportTarget(given: unknown, place: Place, names: KnownNames): ReportTarget {
  if (typeof given !== 'string') {
    throw invalidSetting(
      place,
      `Expected name or name=FILE, received ${shown(given)}.`,
      'For example: junit=reports/junit.xml',
    );
  }
  const equals = given.indexOf('=');
  const name = memberOf(equals < 0 ? given : given.slice(0, equals), names.reporters, place, 'reporter');
  const file = equals < 0 ? undefined : given.slice(equals + 1);
  if (file === '')
    throw invalidSetting(
      place,
      `The report ${name} names no file.`,
      `Write ${name}=FILE, or ${name} alone for standard output.`,
    );
  return { name, file };
}

/** The target with an absolute path. */
export function absoluteTarget({ name, file }: ReportTarget, folder: string): ReportTarget {
  return { name, file: file === undefined ? undefined : resolve(folder, file) };
}

/**
 * The reports of a run with absolute paths. The console is added unless a report goes to standard output already; two
 * reports in one place are an error.
 */
export function placedReports(targets: readonly ReportTarget[], cwd: string, place: Place): readonly ReportTarget[] {
  const placed = targets.map((target) => absoluteTarget(target, cwd));
  const seen = new Map<string | undefined, string>();
  for (const { name, file } of placed) {
    const other = seen.get(file);
    if (other !== undefined) {
      const target = file ?? 'standard output';
      throw invalidSetting(
        place,
        `The reports ${other} and ${name} both go to ${target}.`,
        `Give one of them a file of its own: ${name}=FILE.`,
      );
    }
    seen.set(file, name);
  }
  return seen.has(undefined) ? placed : [{ name: 'console', file: undefined }, ...placed];
}
