import { allowHeaderConformance } from '../../../checks/allow-header-conformance.ts';
import type { Symptom } from './evidence.ts';
import { foldAs, type FoldRule } from './fold.ts';

/** At least so many paths, and half of those that could, with an `Allow` that lacks methods: it is the framework that writes it. */
const minPaths = 2;

/** Frameworks that keep a handler for each method, such as Litestar, answer OPTIONS with the methods of one handler alone. */
export const foldPartialAllow: FoldRule = (symptoms, { tested }) => {
  const partial = symptoms.filter(isPartial);
  const paths = new Set(partial.map(({ first }) => first.state.entry.path)).size;
  const several = [...countOf(tested.map(({ entry }) => entry.path)).values()].filter((count) => count > 1).length;
  if (paths < minPaths || paths * 2 < several) return { folds: [], rest: symptoms };
  const fold = foldAs(
    {
      check: allowHeaderConformance.id,
      identity: 'OPTIONS names only some methods',
      change: ({ message }) => ({
        confidence: 'heuristic',
        message: `${message} So it was at ${paths} of the ${several} paths with several methods.`,
        hint: 'Look at how the framework answers OPTIONS.',
      }),
    },
    partial,
  );
  return { folds: [fold], rest: symptoms.filter((symptom) => !partial.includes(symptom)) };
};

/** An Allow header with nothing in it that is not documented. */
function isPartial({ first: { check, finding } }: Symptom): boolean {
  if (check.id !== allowHeaderConformance.id || finding.scope === 'api') return false;
  const { allowed, documented } = finding.details as Record<'allowed' | 'documented', readonly string[]>;
  return documented.some((method) => !allowed.includes(method)) && !finding.identity.includes('+');
}

function countOf(paths: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const path of paths) counts.set(path, (counts.get(path) ?? 0) + 1);
  return counts;
}
