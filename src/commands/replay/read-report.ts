import { UsageError } from '../../../runtime/errors.ts';
import { keptFailureVersion, type KeptFailure } from '../../../runtime/model/kept-failure.ts';
import { parseKeptFailure } from '../../failure-store/parse-kept-failure.ts';
import { isObject } from '../../is-object.ts';

/** The failures of an ndjson report, or the one of a failure's own file. Throws `UsageError`. */
export function readReport(text: string, name: string): readonly KeptFailure[] {
  const whole = parsed(text);
  if (isObject(whole) && 'failure' in whole && whole['type'] === undefined) return [checked(whole, name)];
  const events = text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line, at) => {
      const event = parsed(line);
      if (isObject(event)) return event;
      throw unusable(name, `line ${at + 1} is no JSON object`);
    });
  const started = events.find(({ type }) => type === 'run-started');
  if (started === undefined) throw unusable(name, 'it has no event run-started');
  const { spec, baseUrl } = started;
  // Of one that is told again the last word counts.
  const failures = new Map<unknown, KeptFailure>();
  for (const { type, failure } of events) {
    if (type !== 'failure-found' || !isObject(failure)) continue;
    failures.set(failure['id'], checked({ version: keptFailureVersion, spec, baseUrl, failure }, name));
  }
  return [...failures.values()];
}

function checked(value: unknown, name: string): KeptFailure {
  const kept = parseKeptFailure(value);
  if (typeof kept === 'string') throw unusable(name, kept);
  return kept;
}

function unusable(name: string, problem: string): UsageError {
  return new UsageError(`The file is no report whose failures can be sent again: ${problem}.`, {
    where: name,
    hint: 'Name what --report ndjson=FILE wrote, a file of .api-test-gen/failures, or the id of a failure.',
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
