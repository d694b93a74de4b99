import { unsupportedMethod } from '../../../checks/unsupported-method.ts';
import { foldAs, type FoldRule } from './fold.ts';

/** So many paths, and half of those tested, that serve methods they do not have: something in front of all of them does. */
const minPaths = 3;

/** A server that answers every request alike, such as a catch-all route, shows one thing, not one for each path and method. */
export const foldUndeclaredMethods: FoldRule = (symptoms, { tested }) => {
  const served = symptoms.filter(
    ({ first: { check, finding } }) => check.id === unsupportedMethod.id && finding.scope !== 'api',
  );
  const paths = new Set(served.map(({ first }) => first.state.entry.path)).size;
  const all = new Set(tested.map(({ entry }) => entry.path)).size;
  if (paths < minPaths || paths * 2 < all) return { folds: [], rest: symptoms };
  const fold = foldAs(
    {
      check: unsupportedMethod.id,
      identity: 'served everywhere',
      change: ({ message }) => ({
        title: 'Undeclared methods served everywhere',
        message: `${message} So it was at ${paths} of ${all} paths.`,
        hint: 'Look for a route that takes every request, and let it answer 404 or 405.',
      }),
    },
    served,
  );
  return { folds: [fold], rest: symptoms.filter((symptom) => !served.includes(symptom)) };
};
