import type { RefHandle } from '../../lowered-schema.ts';
import type { Check, DynamicScope, Nodes, OpenQuestion, SchemaNode } from '../contract.ts';
import { evaluate, report } from '../evaluate.ts';
import { inPlace } from '../report.ts';

/**
 * `$ref` and its dynamic kin, followed when a value gets there. A question that is being asked already, by the same schema of the same
 * value at the same place, is answered with yes: base classes list subclasses that begin with the base class.
 */
export function referenceCheck(handle: RefHandle, nodes: Nodes): Check<unknown> {
  let known: SchemaNode | undefined;
  const follow = (scope: DynamicScope | undefined): SchemaNode => {
    if (handle.dynamic !== undefined) return nodes.of(handle.dynamic(outermostFirst(scope)));
    return (known ??= nodes.of(handle()));
  };
  return {
    test(value, scope, open, seen) {
      const node = follow(scope);
      return isAsked(node, open) || evaluate(node, value, scope, { node, outer: open }, seen);
    },
    report(value, to) {
      const node = follow(to.scope);
      if (isAsked(node, to.open)) return;
      const uncertain = to.uncertain || handle.uncertain;
      report(node, value, { ...inPlace(to, '$ref'), open: { node, outer: to.open }, uncertain });
    },
  };
}

function isAsked(node: SchemaNode, open: OpenQuestion | undefined): boolean {
  for (let question = open; question !== undefined; question = question.outer) {
    if (question.node === node) return true;
  }
  return false;
}

function outermostFirst(scope: DynamicScope | undefined): readonly DynamicScope['resource'][] {
  const resources: DynamicScope['resource'][] = [];
  for (let entered = scope; entered !== undefined; entered = entered.outer) resources.push(entered.resource);
  return resources.reverse();
}
