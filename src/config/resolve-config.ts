import { randomInt } from 'node:crypto';
import { resolve } from 'node:path';
import { UsageError } from '../../runtime/errors.ts';
import { specSource } from './spec-source.ts';
import { headerValue, type HeaderList } from '../../runtime/model/exchange.ts';
import type { Identity } from '../../runtime/model/identity.ts';
import type { Secret } from '../../runtime/redaction.ts';
import { defaultPhases } from '../../runtime/model/phase.ts';
import type { OperationFilter, OperationFilters } from '../../runtime/engine/filters.ts';
import { defaults } from './defaults.ts';
import type { KnownNames } from './reader.ts';
import { placedReports } from './report-target.ts';
import { inputSecrets } from './input-secrets.ts';
import { resolveIdentities, secretsOf } from './resolve-identities.ts';
import type { SettingLayer } from './setting-sources.ts';
import type { Settings } from './settings.ts';

type Optional =
  | 'spec'
  | 'baseUrl'
  | 'app'
  | 'maxTime'
  | 'maxFailures'
  | 'maxResponseTime'
  | 'minReached'
  | 'minKeywordCoverage'
  | 'suggestOverlay'
  | 'baseline';
type Replaced = 'config' | 'identities' | `${'include' | 'exclude'}${string}`;

/** Every option with its value; what has no default and was not given is `undefined`. */
export type ResolvedConfig = Readonly<
  Omit<Settings, Optional | Replaced> & { [K in Optional]: Settings[K] | undefined } & {
    filters: OperationFilters;
    /** The configuration file that was named, where it holds what no flag can repeat. */
    neededFile: string | undefined;
    /** Who requests can be sent as, the default first; empty where there are fewer than two. */
    identities: readonly Identity[];
    /** The values of headers that carry credentials, under the variables that stand for them in curl lines. */
    secrets: readonly Secret[];
  }
>;

/** Merges the sources, the strongest first, and fills in the defaults. Headers are merged by name, all else is replaced. */
export function resolveConfig(layers: readonly SettingLayer[], names: KnownNames, cwd: string): ResolvedConfig {
  const given: SettingLayer = Object.assign({}, ...layers.toReversed());
  const [first, ...others] = given.identities ?? [];
  const merged = (own: HeaderList): HeaderList => mergeHeaders([...layers.map((layer) => layer.headers ?? []), own]);
  const headers = merged(first?.headers ?? []);
  const identities = resolveIdentities(first === undefined ? [] : [first, ...others], merged);
  return {
    ...defaults,
    phases: given.phases ?? defaultPhases,
    seed: given.seed ?? randomInt(0, 2 ** 32),
    serialisers: given.serialisers ?? [],
    customChecks: given.customChecks ?? [],
    failOnWarning: given.failOnWarning ?? [],
    workflows: (given.workflows ?? []).map((file) => specSource(file, cwd)),
    workflowInputs: given.workflowInputs ?? {},
    neededFile:
      (identities[0] ?? given.serialisers ?? given.customChecks ?? asObject(given.app)) === undefined ||
      given.config === false
        ? undefined
        : given.config,
    spec: undefined,
    baseUrl: undefined,
    app: undefined,
    maxTime: undefined,
    maxFailures: undefined,
    maxResponseTime: undefined,
    minReached: undefined,
    minKeywordCoverage: undefined,
    suggestOverlay: undefined,
    baseline: undefined,
    ...plain(given),
    ...(given.baseline === undefined ? {} : { baseline: resolve(cwd, given.baseline) }),
    checks: selectedChecks(given, names),
    ...(given.spec === undefined ? {} : { spec: specSource(given.spec, cwd) }),
    ...(given.suggestOverlay === undefined ? {} : { suggestOverlay: resolve(cwd, given.suggestOverlay) }),
    headers,
    identities,
    secrets: [...secretsOf(headers, identities), ...inputSecrets(given.workflowInputs ?? {})],
    filters: {
      include: filtersOf(given, 'include'),
      exclude: filtersOf(given, 'exclude'),
      ...(given.safe === true && { readOnly: true }),
    },
    report: placedReports(given.report ?? [], cwd, { kind: 'flag', flag: '--report' }),
  };
}

/** Only a file can hold an application itself; a module's name can stand in a flag. */
function asObject(app: SettingLayer['app']): unknown {
  return typeof app === 'string' ? undefined : app;
}

function selectedChecks({ checks, excludeChecks = [] }: SettingLayer, names: KnownNames): readonly string[] {
  const wanted = checks ?? names.checks.filter((id) => names.optInChecks?.includes(id) !== true);
  const selected = wanted.filter((id) => !excludeChecks.includes(id));
  if (selected.length > 0 || wanted.length === 0) return selected;
  throw new UsageError('No check is left to run.', {
    where: '--exclude-checks',
    hint: 'Name fewer checks there, or others with --checks.',
  });
}

function plain(given: SettingLayer): Omit<SettingLayer, Replaced | 'headers' | 'report'> {
  const kept = Object.entries(given).filter(([key]) => Object.hasOwn(defaults, key) || plainKeys.has(key));
  return Object.fromEntries(kept);
}

const plainKeys: ReadonlySet<string> = new Set([
  'spec',
  'baseUrl',
  'app',
  'maxTime',
  'maxFailures',
  'maxResponseTime',
  'baseline',
  'minReached',
  'minKeywordCoverage',
  'suggestOverlay',
] satisfies readonly Optional[]);

/** Headers of several sources, the strongest first: a name counts only where it first appears. */
function mergeHeaders(sources: readonly HeaderList[]): HeaderList {
  const merged: (readonly [string, string])[] = [];
  for (const source of sources) {
    const taken = [...merged];
    merged.push(...source.filter(([name]) => headerValue(taken, name) === undefined));
  }
  return merged;
}

function filtersOf(given: SettingLayer, verb: 'include' | 'exclude'): readonly OperationFilter[] {
  const subjects = [
    ['path', 'Path'],
    ['method', 'Method'],
    ['tag', 'Tag'],
    ['operation-id', 'OperationId'],
  ] as const;
  return subjects.flatMap(([by, suffix]) => [
    ...(given[`${verb}${suffix}`] ?? []).map((value): OperationFilter => ({ by, kind: 'exact', value })),
    ...(given[`${verb}${suffix}Regex`] ?? []).map((value): OperationFilter => ({ by, kind: 'regex', value })),
  ]);
}
