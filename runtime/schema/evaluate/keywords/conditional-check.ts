import type { LoweredSchema } from '../../lowered-schema.ts';
import type { Check, Nodes } from '../contract.ts';
import { evaluate, report } from '../evaluate.ts';
import { addEvaluated, nothingEvaluated } from '../evaluated.ts';
import { errorAt, inPlace } from '../report.ts';

/** `if` with `then` and `else`; alone it still says which properties and items it speaks of. */
export function conditionalCheck(schema: LoweredSchema, nodes: Nodes): Check<unknown> | undefined {
  if (schema.if === undefined) return undefined;
  const condition = nodes.child(schema.if);
  const clauses = {
    then: schema.then === undefined ? undefined : nodes.child(schema.then),
    else: schema.else === undefined ? undefined : nodes.child(schema.else),
  };
  return {
    test(value, scope, open, seen) {
      if (seen === undefined && clauses.then === undefined && clauses.else === undefined) return true;
      const own = seen === undefined ? undefined : nothingEvaluated(seen.lenient);
      const holds = evaluate(condition, value, scope, open, own);
      if (holds && seen !== undefined && own !== undefined) addEvaluated(seen, own);
      const clause = holds ? clauses.then : clauses.else;
      return clause === undefined || evaluate(clause, value, scope, open, seen);
    },
    report(value, to) {
      const keyword = evaluate(condition, value, to.scope, to.open, undefined) ? 'then' : 'else';
      const clause = clauses[keyword];
      if (clause === undefined) return;
      report(clause, value, inPlace(to, keyword));
      if (evaluate(clause, value, to.scope, to.open, undefined)) return;
      errorAt(to, schema, 'if', `must match "${keyword}" schema`, { failingKeyword: keyword });
    },
  };
}
