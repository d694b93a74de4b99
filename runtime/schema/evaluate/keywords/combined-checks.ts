import type { LoweredSchema } from '../../lowered-schema.ts';
import type { Applicator, Check, DynamicScope, Nodes, OpenQuestion, Reporting, SchemaNode } from '../contract.ts';
import { evaluate, report } from '../evaluate.ts';
import type { Evaluated } from '../evaluated.ts';
import { addEvaluated, nothingEvaluated } from '../evaluated.ts';
import { errorAt, inPlace } from '../report.ts';

/** `not`, `anyOf`, `oneOf` and `allOf`. */
export function addCombinedChecks(checks: Check<unknown>[], schema: LoweredSchema, nodes: Nodes): void {
  if (schema.not !== undefined) checks.push(notCheck(schema, nodes.child(schema.not)));
  if (schema.anyOf !== undefined)
    checks.push(
      anyOfCheck(
        schema,
        schema.anyOf.map((branch) => nodes.child(branch)),
      ),
    );
  if (schema.oneOf !== undefined)
    checks.push(
      oneOfCheck(
        schema,
        schema.oneOf.map((branch) => nodes.child(branch)),
      ),
    );
  if (schema.allOf !== undefined) checks.push(allOfCheck(schema.allOf.map((branch) => nodes.child(branch))));
}

function notCheck(schema: LoweredSchema, node: SchemaNode): Check<unknown> {
  return {
    test: (value, scope, open) => !evaluate(node, value, scope, open, undefined),
    report(value, to) {
      if (evaluate(node, value, to.scope, to.open, undefined)) errorAt(to, schema, 'not', 'must NOT be valid', {});
    },
  };
}

function allOfCheck(branches: readonly SchemaNode[]): Check<unknown> {
  return {
    test(value, scope, open, seen) {
      let valid = true;
      for (const node of branches) {
        if (evaluate(node, value, scope, open, seen)) continue;
        if (seen?.lenient !== true) return false;
        valid = false;
      }
      return valid;
    },
    report(value, to) {
      branches.forEach((node, index) => report(node, value, inPlace(to, 'allOf', index)));
    },
  };
}

function anyOfCheck(schema: LoweredSchema, branches: readonly SchemaNode[]): Check<unknown> {
  const test: Applicator<unknown>['test'] = (value, scope, open, seen) => {
    if (seen === undefined) {
      for (const node of branches) if (evaluate(node, value, scope, open, undefined)) return true;
      return false;
    }
    return fitting(branches, value, scope, open, seen).length > 0;
  };
  return {
    test,
    report(value, to) {
      const fits = fitting(branches, value, to.scope, to.open, undefined);
      reportBranches(branches, fits, 'anyOf', value, to);
      if (fits.length === 0) errorAt(to, schema, 'anyOf', 'must match a schema in anyOf', {});
    },
  };
}

function oneOfCheck(schema: LoweredSchema, branches: readonly SchemaNode[]): Check<unknown> {
  const test: Applicator<unknown>['test'] = (value, scope, open, seen) => {
    if (seen !== undefined) return fitting(branches, value, scope, open, seen).length === 1;
    let found = false;
    for (const node of branches) {
      if (!evaluate(node, value, scope, open, undefined)) continue;
      if (found) return false;
      found = true;
    }
    return found;
  };
  return {
    test,
    report(value, to) {
      const fits = fitting(branches, value, to.scope, to.open, undefined);
      reportBranches(branches, fits, 'oneOf', value, to);
      if (fits.length === 1) return;
      const passingSchemas = fits.length === 0 ? null : fits.slice(0, 2);
      errorAt(to, schema, 'oneOf', 'must match exactly one schema in oneOf', { passingSchemas });
    },
  };
}

/** The indices of the branches that a value is valid for. Their annotations count, those of the others do not. */
function fitting(
  branches: readonly SchemaNode[],
  value: unknown,
  scope: DynamicScope | undefined,
  open: OpenQuestion | undefined,
  seen: Evaluated | undefined,
): readonly number[] {
  const fits: number[] = [];
  const failed: Evaluated[] = [];
  branches.forEach((node, index) => {
    const own = seen === undefined ? undefined : nothingEvaluated(seen.lenient);
    if (evaluate(node, value, scope, open, own)) {
      fits.push(index);
      if (seen !== undefined && own !== undefined) addEvaluated(seen, own);
    } else if (own !== undefined) failed.push(own);
  });
  if (seen?.lenient === true && fits.length === 0) for (const own of failed) addEvaluated(seen, own);
  return fits;
}

/** Why no branch fits; where one does, what it has to tell all the same. */
function reportBranches(
  branches: readonly SchemaNode[],
  fits: readonly number[],
  keyword: string,
  value: unknown,
  to: Reporting,
): void {
  branches.forEach((node, index) => {
    if (fits.length === 0 || fits.includes(index)) report(node, value, inPlace(to, keyword, index));
  });
}
