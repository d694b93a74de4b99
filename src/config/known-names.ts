import type { Check } from '../../runtime/checks/contract.ts';
import type { KnownNames } from './reader.ts';

/** A name, and a sentence on what stands behind it. */
export interface Described {
  readonly name: string;
  readonly summary: string;
}

/** What help and reference list. */
export type Catalogue = Readonly<Record<'checks' | 'reporters', readonly Described[]>>;

/** All checks and reporters with their summaries, for help and reference; loads them. */
export async function loadCatalogue(): Promise<Catalogue> {
  const [{ builtinChecks }, { builtinReporters }] = await loadLists();
  return {
    checks: builtinChecks.map(({ id, summary, optIn }: Check) => ({
      name: id,
      summary: optIn === true ? `${summary} (only where it is named)` : summary,
    })),
    reporters: builtinReporters.map(({ name, summary }) => ({ name, summary })),
  };
}

/** The names of all checks and reporters; loads them. */
export async function loadKnownNames(): Promise<KnownNames> {
  const [{ builtinChecks }, { builtinReporters }] = await loadLists();
  const checks: readonly Check[] = builtinChecks;
  return {
    checks: checks.map(({ id }) => id),
    optInChecks: checks.filter(({ optIn }) => optIn === true).map(({ id }) => id),
    reporters: builtinReporters.map(({ name }) => name),
  };
}

const loadLists = () => Promise.all([import('../../runtime/checks/index.ts'), import('../../reporters/index.ts')]);
