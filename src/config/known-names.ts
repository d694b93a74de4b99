import type { KnownNames } from './reader.ts';

/** The names of all checks and reporters; loads them. */
export async function loadKnownNames(): Promise<KnownNames> {
  const [{ builtinChecks }, { builtinReporters }] = await Promise.all([
    import('../../runtime/checks/index.ts'),
    import('../../reporters/index.ts'),
  ]);
  return {
    checks: builtinChecks.map((check) => check.id),
    reporters: builtinReporters.map((reporter) => reporter.name),
  };
}
