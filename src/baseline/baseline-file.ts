import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { ConfigError, UsageError } from '../../runtime/errors.ts';
import { isFailureId } from '../failure-store/parse-kept-failure.ts';
import { isObject } from '../is-object.ts';

/** The version of the file's format. */
const version = 1;

/** One failure that is known. */
export interface BaselineEntry {
  readonly id: string;
  readonly check: string;
  readonly operation: string;
  readonly title: string;
  /** The phase that found it, where it is one that does not run by default. */
  readonly phase?: string;
  /** Why it may stay, in the words of whoever says so. */
  readonly reason?: string;
  /** The last day on which the entry counts, `YYYY-MM-DD`. */
  readonly expires?: string;
}

/** Reads a baseline. Throws `UsageError` where there is no such file, and `ConfigError` where it is no baseline. */
export function readBaseline(file: string): readonly BaselineEntry[] {
  const text = textOf(file);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw broken(file, `it is no JSON: ${(error as Error).message}`);
  }
  if (!isObject(value) || value['version'] !== version) {
    throw broken(file, `expected {"version": ${version}, "failures": {…}}`);
  }
  const { failures } = value;
  if (!isObject(failures)) throw broken(file, 'its "failures" is no object');
  return Object.entries(failures).map(([id, entry]) => parseEntry(file, id, entry));
}

/** Writes a baseline: one line for each failure, by operation, check and id, so that two branches seldom touch the same line. */
export function writeBaseline(file: string, entries: readonly BaselineEntry[]): void {
  const lines = [...entries]
    .sort((a, b) => compare(a.operation, b.operation) || compare(a.check, b.check) || compare(a.id, b.id))
    .map(({ id, check, operation, title, phase, reason, expires }) => {
      const members = Object.entries({ operation, check, title, phase, reason, expires })
        .filter(([, value]) => value !== undefined)
        .map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`);
      return `    ${JSON.stringify(id)}: { ${members.join(', ')} }`;
    });
  const failures = lines.length === 0 ? '{}' : `{\n${lines.join(',\n')}\n  }`;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `{\n  "version": ${version},\n  "failures": ${failures}\n}\n`);
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT') throw broken(file, message);
    throw new UsageError('The baseline does not exist.', {
      where: file,
      hint: 'Correct --baseline, or write it with --baseline-update.',
    });
  }
}

function parseEntry(file: string, id: string, entry: unknown): BaselineEntry {
  const at = `its entry ${JSON.stringify(id)}`;
  if (!isFailureId(id)) throw broken(file, `${at} is no id of a failure: expected 12 hexadecimal digits`);
  if (!isObject(entry)) throw broken(file, `${at} is no object`);
  for (const name of Object.keys(entry)) {
    if (!known.includes(name))
      throw broken(file, `${at} has an unknown member "${name}": valid are ${known.join(', ')}`);
  }
  for (const name of known) {
    const value = entry[name];
    if (value === undefined ? required.includes(name) : typeof value !== 'string')
      throw broken(file, `${at} has no text as its "${name}"`);
  }
  const { expires } = entry;
  if (typeof expires === 'string' && !isDay(expires))
    throw broken(file, `${at} expires on ${JSON.stringify(expires)}: expected a day as YYYY-MM-DD`);
  return { id, ...entry } as BaselineEntry;
}

const required: readonly string[] = ['operation', 'check', 'title'];
const known: readonly string[] = [...required, 'phase', 'reason', 'expires'];

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

function broken(file: string, problem: string): ConfigError {
  return new ConfigError(`The baseline cannot be used: ${problem}.`, {
    where: file,
    hint: 'Correct the file, or write it anew with --baseline-update after removing it.',
  });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
