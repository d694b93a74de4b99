import { existsSync } from 'node:fs';
import { UsageError } from '../../runtime/errors.ts';
import type { ResolvedConfig } from '../config/resolve-config.ts';
import { readBaseline, type BaselineEntry } from './baseline-file.ts';

/** The entries of the baseline that is named; none where there is none, or none yet to update. Throws `UsageError` and `ConfigError`. */
export function loadBaseline({
  baseline,
  baselineUpdate,
}: Pick<ResolvedConfig, 'baseline' | 'baselineUpdate'>): readonly BaselineEntry[] {
  if (baseline !== undefined) return baselineUpdate && !existsSync(baseline) ? [] : readBaseline(baseline);
  if (!baselineUpdate) return [];
  throw new UsageError('There is no baseline to update.', {
    where: '--baseline-update',
    hint: 'Name its file: --baseline api-test-gen.baseline.json --baseline-update',
  });
}
