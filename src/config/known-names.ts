import type { KnownNames } from './reader.ts';

/** A name, and a sentence on what stands behind it. */
export interface Described {
  readonly name: string;
  readonly summary: string;
}

/** All checks and reporters with their summaries, for help and reference; loads them. */
export async function loadCatalogue(): Promise<Readonly<Record<keyof KnownNames, readonly Described[]>>> {
  const [{ builtinChecks }, { builtinReporters }] = await Promise.all([
    import('../../runtime/checks/index.ts'),
    import('../../reporters/index.ts'),
  ]);
  return {
    checks: builtinChecks.map(({ id, summary }) => ({ name: id, summary })),
    reporters: builtinReporters.map(({ name, summary }) => ({ name, summary })),
  };
}

/** The names of all checks and reporters; loads them. */
export async function loadKnownNames(): Promise<KnownNames> {
  const { checks, reporters } = await loadCatalogue();
  return { checks: checks.map((check) => check.name), reporters: reporters.map((reporter) => reporter.name) };
}
