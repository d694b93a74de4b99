import { randomInt } from 'node:crypto';
import { resolve } from 'node:path';
import { UsageError } from '../../runtime/errors.ts';
import { specSource } from './spec-source.ts';
import { headerValue, type HeaderList } from '../../runtime/model/exchange.ts';
import { isSensitiveName, type Secret } from '../../runtime/redaction.ts';
import { defaultPhases } from '../../runtime/model/phase.ts';
import type { OperationFilter, OperationFilters } from '../../runtime/engine/filters.ts';
import { defaults } from './defaults.ts';
import type { KnownNames } from './reader.ts';
import { placedReports } from './report-target.ts';
import type { SettingLayer } from './setting-sources.ts';
import type { Settings } from './settings.ts';

type Optional =
  | 'spec'
  | 'baseUrl'
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
    /** The values of headers that carry credentials, under the variables that stand for them in curl lines. */
    secrets: readonly Secret[];
  }
>;

/** Merges the sources, the strongest first, and fills in the defaults. Headers are merged by name, all else is replaced. */
export function resolveConfig(layers: readonly SettingLayer[], names: KnownNames, cwd: string): ResolvedConfig {
  const given: SettingLayer = Object.assign({}, ...layers.toReversed());
  const headers = mergeHeaders([...layers.map((layer) => layer.headers ?? []), given.identities?.[0]?.headers ?? []]);
  return {
    ...defaults,
    phases: given.phases ?? defaultPhases,
    seed: given.seed ?? randomInt(0, 2 ** 32),
    serialisers: given.serialisers ?? [],
    customChecks: given.customChecks ?? [],
    failOnWarning: given.failOnWarning ?? [],
    neededFile:
      (given.serialisers ?? given.customChecks) === undefined || given.config === false ? undefined : given.config,
    spec: undefined,
    baseUrl: undefined,
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
    secrets: secretsOf(headers),
    filters: { include: filtersOf(given, 'include'), exclude: filtersOf(given, 'exclude') },
    report: placedReports(given.report ?? [], cwd, { kind: 'flag', flag: '--report' }),
  };
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

/** The environment variable that stands for a header's value: `X-Api-Key` gives `ATG_X_API_KEY`. */
export function secretName(header: string): string {
  return `ATG_${header.toUpperCase().replace(/[^A-Z\d]+/g, '_')}`;
}

function secretsOf(headers: HeaderList): readonly Secret[] {
  return headers
    .filter(([name, value]) => value !== '' && isSensitiveName(name))
    .map(([name, value]) => ({ name: secretName(name), value }));
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
