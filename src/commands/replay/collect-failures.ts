import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { UsageError } from '../../../runtime/errors.ts';
import type { KeptFailure } from '../../../runtime/model/kept-failure.ts';
import { createFailureStore, faultsNote, storeFolder } from '../../failure-store/failure-store.ts';
import { readReport } from './read-report.ts';

/** A failure to send again. */
export interface Collected {
  readonly kept: KeptFailure;
  /** It was kept by a run in this folder; else the file may be anybody's, and its server is only tested if it is of this machine. */
  readonly isOwn: boolean;
}

/** The failures that are named: by an id (or its beginning), by a file of one, or by an ndjson report; all kept ones where nothing is. Throws `UsageError`. */
export function collectFailures(names: readonly string[], cwd: string): readonly Collected[] {
  const store = createFailureStore(cwd);
  const own = store.load();
  process.stderr.write(faultsNote(store) ?? '');
  if (names.length === 0) {
    if (own.length > 0) return own.map((kept) => ({ kept, isOwn: true }));
    throw new UsageError('There are no kept failures to send again.', {
      where: storeFolder,
      hint: 'Name a report (api-test-gen replay report.ndjson), or let `api-test-gen run` find some.',
    });
  }
  const found = names.flatMap((name) => {
    const matching = own.filter(({ failure }) => name.length >= 4 && failure.id.startsWith(name));
    const [only, ...others] = matching;
    if (only !== undefined && others.length === 0) return [{ kept: only, isOwn: true }];
    const file = resolve(cwd, name);
    if (existsSync(file)) return readNamed(file, name);
    if (only !== undefined) throw ambiguous(name, matching);
    throw unknown(name, own);
  });
  return [...new Map(found.map((one) => [one.kept.failure.id, one])).values()];
}

function readNamed(file: string, name: string): readonly Collected[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`The file cannot be read: ${(error as Error).message}`, { where: name });
  }
  return readReport(text, name).map((kept) => ({ kept, isOwn: false }));
}

function ambiguous(name: string, matching: readonly KeptFailure[]): UsageError {
  return new UsageError(`${matching.length} kept failures begin with ${name}.`, {
    where: name,
    hint: `Write more of it: ${matching.map(({ failure }) => failure.id).join(', ')}.`,
  });
}

function unknown(name: string, own: readonly KeptFailure[]): UsageError {
  const ids = own.slice(0, 5).map(({ failure }) => failure.id);
  return new UsageError(`There is no kept failure and no file ${JSON.stringify(name)}.`, {
    where: name,
    hint:
      ids.length === 0
        ? `No failures are kept in ${storeFolder}: start it in the folder of the run, or name a report.`
        : `Kept are ${ids.join(', ')}${own.length > ids.length ? ', …' : ''}.`,
  });
}
