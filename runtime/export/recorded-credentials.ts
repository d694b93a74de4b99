import type { RecordedRun } from './recorded-run.ts';
import type { SuiteSetting } from './suite-builder.ts';

/** Lower-case names of the headers with credentials that requests of a run had, and that no report holds. */
export function leftHeaders({ failures, cases }: RecordedRun): ReadonlySet<string> {
  const names = new Set(failures.flatMap(({ steps }) => steps.flatMap(({ left }) => left)));
  for (const { exchange } of cases) {
    for (const [name, value] of exchange?.request.headers ?? []) {
      if (value === '[Filtered]') names.add(name.toLowerCase());
    }
  }
  return names;
}

/** Those that the export was not given stand for a variable, too. */
export function withLeftHeaders(setting: SuiteSetting, left: ReadonlySet<string>): SuiteSetting {
  const { headers, identities } = setting.credentials;
  const known = new Set(headers.map(({ name }) => name.toLowerCase()));
  const added = [...left]
    .filter((name) => !known.has(name))
    .sort()
    .map((name) => ({ name, variable: `ATG_${name.toUpperCase().replaceAll(/[^A-Z\d]+/gu, '_')}` }));
  return { ...setting, credentials: { headers: [...headers, ...added], identities } };
}
