import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { RunEvent } from '../../../runtime/events.ts';
import { UsageError } from '../../../runtime/errors.ts';
import { createRunCollector, type RecordedRun } from '../../../runtime/export/recorded-run.ts';
import { isObject } from '../../is-object.ts';

/** A run out of the file that `--report ndjson=FILE` wrote. Throws `UsageError` where it is none, or was recorded without its exchanges. */
export function readRun(file: string, cwd: string): RecordedRun {
  const collector = createRunCollector();
  for (const [at, line] of readText(resolve(cwd, file)).split('\n').entries()) {
    if (line.trim() !== '') collector.take(eventOf(line, at + 1, file));
  }
  const run = collector.run();
  if (run === undefined) throw unusable(file, 'it has no event run-started');
  const bare = run.cases.filter(({ exchange, status }) => exchange === undefined && status !== undefined);
  if (bare.length > 0) {
    throw new UsageError(
      `The run was recorded without all of its exchanges: ${bare.length} of ${run.cases.length} cases have none.`,
      { where: file, hint: `Record it again with --record all --report ndjson=${file}` },
    );
  }
  return run;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`The file cannot be read: ${error instanceof Error ? error.message : String(error)}`, {
      where: '--from',
      hint: 'Name what --report ndjson=FILE wrote.',
      cause: error,
    });
  }
}

function eventOf(line: string, number: number, file: string): RunEvent {
  let event: unknown;
  try {
    event = JSON.parse(line);
  } catch {
    event = undefined;
  }
  if (!isObject(event) || typeof event['type'] !== 'string') throw unusable(file, `line ${number} is no event`);
  return event as RunEvent;
}

function unusable(file: string, problem: string): UsageError {
  return new UsageError(`The file is no recorded run: ${problem}.`, {
    where: file,
    hint: 'Name what --record all --report ndjson=FILE wrote.',
  });
}
