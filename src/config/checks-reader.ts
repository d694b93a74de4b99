import { extname } from 'node:path';
import type { CustomCheck, CustomCheckFunction } from '../../runtime/checks/custom-check.ts';
import type { Severity } from '../../runtime/model/failure.ts';
import { below, invalidSetting, shown, type Place } from './place.ts';
import { arrayOf, memberOf } from './readers.ts';
import type { KnownNames, Reader } from './reader.ts';

const form =
  'function hasRequestId({ response }) { … }, or { id, severity, onExchange(exchange) { … }, onRunEnd(run) { … } }';

/** The user's own checks, which are functions: from a program, or a configuration file that is one. */
export const customChecksReader: Reader<readonly CustomCheck[]> = {
  type: '(function | { id, severity?, summary?, onExchange?(exchange), onRunEnd?(run) })[]',
  fromTexts: (_, place) => {
    throw notInText(place);
  },
  fromValue: (value, place, names) => {
    if (place.kind === 'file' && /^\.(?:json|ya?ml)$/i.test(extname(place.file))) throw notInText(place);
    const checks = arrayOf(value, place).map((one, index) => checkOf(one, below(place, index)));
    for (const [index, { id }] of checks.entries()) {
      const isTaken = checks.findIndex((other) => other.id === id) < index || isBuiltIn(id, names);
      if (!isTaken) continue;
      throw invalidSetting(below(place, index), `There is another check ${id}.`, 'Give it a name of its own.');
    }
    return checks;
  },
};

function isBuiltIn(id: string, { checks, customChecks = [] }: KnownNames): boolean {
  return checks.includes(id) && !customChecks.includes(id);
}

/** The names there are, with those of the checks that a configuration brings. */
export function withCustomChecks(names: KnownNames, given: unknown, place: Place): KnownNames {
  if (given === undefined) return names;
  const customChecks = customChecksReader.fromValue(given, place, names).map(({ id }) => id);
  return { ...names, customChecks, checks: [...names.checks, ...customChecks] };
}

function notInText(place: Place): Error {
  return invalidSetting(
    place,
    'Checks of your own are functions, which only TypeScript and JavaScript can hold.',
    'Use api-test-gen.config.ts: export default defineConfig({ customChecks: [ … ] })',
  );
}

const severities: readonly Severity[] = ['critical', 'high', 'medium', 'low'];

/** An object is kept as it is, not copied: its functions may need it. */
function checkOf(value: unknown, place: Place): CustomCheck {
  if (typeof value === 'function') {
    return { id: idOf(value.name, place), onExchange: value as CustomCheckFunction };
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalidSetting(place, `Expected a check, received ${shown(value)}.`, `Write it as ${form}.`);
  }
  const { id, severity, summary, onExchange, onRunEnd } = value as Partial<Record<keyof CustomCheck, unknown>>;
  idOf(id, below(place, 'id'));
  if (severity !== undefined) memberOf(severity, severities, below(place, 'severity'));
  if (summary !== undefined && typeof summary !== 'string') {
    throw invalidSetting(
      below(place, 'summary'),
      `Expected a text, received ${shown(summary)}.`,
      'Write one sentence.',
    );
  }
  const functions = { onExchange, onRunEnd };
  for (const [name, one] of Object.entries(functions)) {
    if (one === undefined || typeof one === 'function') continue;
    throw invalidSetting(below(place, name), `Expected a function, received ${shown(one)}.`, `Write it as ${form}.`);
  }
  if (onExchange === undefined && onRunEnd === undefined) {
    throw invalidSetting(place, 'The check has neither onExchange nor onRunEnd.', `Write it as ${form}.`);
  }
  return value as CustomCheck;
}

function idOf(id: unknown, place: Place): string {
  if (typeof id === 'string' && /^[A-Za-z_][\w-]*$/.test(id) && id !== 'default') return id;
  throw invalidSetting(
    place,
    `Expected a name for the check, received ${shown(id)}.`,
    'Name the function, or give the check an id: letters, digits, _ and -.',
  );
}
