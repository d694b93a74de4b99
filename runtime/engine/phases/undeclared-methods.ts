import { allowHeaderConformance } from '../../checks/allow-header-conformance.ts';
import { unsupportedMethod } from '../../checks/unsupported-method.ts';
import type { UndeclaredMethods } from '../../cases/negatives/unspecified-method.ts';
import type { Operation } from '../../model/operation.ts';
import type { DocumentedMethods } from '../../requests/documented-methods.ts';
import { isSafeMethod } from '../../model/safe-method.ts';
import { acceptsMethod, type OperationFilters } from '../filters.ts';

/** Which undeclared methods the path of an operation is asked for; `undefined` where another operation speaks for the path. */
export type UndeclaredMethodsOf = (operation: Pick<Operation, 'path' | 'label'>) => UndeclaredMethods | undefined;

/** Those of a run: nothing is sent that no check judges, nor by a method that the user excludes. */
export function undeclaredMethodsOf(
  methods: DocumentedMethods,
  { checks, filters }: { readonly checks: readonly string[]; readonly filters: OperationFilters },
): UndeclaredMethodsOf {
  const judgesAllow = checks.includes(allowHeaderConformance.id);
  if (!judgesAllow && !checks.includes(unsupportedMethod.id)) return () => undefined;
  const excluded = filters.exclude.filter(({ by }) => by === 'method').map(acceptsMethod);
  const wants = (method: string): boolean =>
    (method !== 'OPTIONS' || judgesAllow) &&
    (filters.readOnly !== true || isSafeMethod(method)) &&
    !excluded.some((accepts) => accepts(method));
  return ({ path, label }) => {
    const found = methods.of(path);
    return found?.first === label ? { declared: found.methods, wants } : undefined;
  };
}
