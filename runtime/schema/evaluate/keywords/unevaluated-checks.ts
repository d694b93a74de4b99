import type { LoweredSchema } from '../../lowered-schema.ts';
import type { JsonObject } from '../json-object.ts';
import type { Check, Nodes, Reporting } from '../contract.ts';
import { evaluate, report } from '../evaluate.ts';
import { nothingEvaluated, unevaluatedIndices, unevaluatedNames } from '../evaluated.ts';
import { errorAt, inChild } from '../report.ts';

/** `unevaluatedProperties` and `unevaluatedItems`; they read what the checks before them have noted. */
export function unevaluatedChecks(schema: LoweredSchema, nodes: Nodes): readonly Check<unknown>[] {
  const { unevaluatedProperties, unevaluatedItems } = schema;
  const checks: Check<unknown>[] = [];
  if (unevaluatedProperties !== undefined) checks.push(propertiesCheck(schema, unevaluatedProperties, nodes));
  if (unevaluatedItems !== undefined) checks.push(itemsCheck(schema, unevaluatedItems, nodes));
  return checks;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function propertiesCheck(schema: LoweredSchema, child: LoweredSchema | false, nodes: Nodes): Check<unknown> {
  const node = child && nodes.child(child);
  return {
    test(value, scope, _open, seen) {
      if (!isObject(value)) return true;
      const left = unevaluatedNames(value, seen ?? nothingEvaluated(false));
      if (seen !== undefined) seen.allNames = true;
      if (node === false) return left.length === 0;
      return left.every((name) => evaluate(node, value[name], scope, undefined, undefined));
    },
    report(value, to) {
      if (!isObject(value)) return;
      for (const name of unevaluatedNames(value, to.seen ?? nothingEvaluated(false))) {
        if (node) report(node, value[name], inChild(to, name, 'unevaluatedProperties'));
        else {
          const params = { unevaluatedProperty: name };
          errorAt(to, schema, 'unevaluatedProperties', 'must NOT have unevaluated properties', params);
        }
      }
    },
  };
}

function itemsCheck(schema: LoweredSchema, child: LoweredSchema | false, nodes: Nodes): Check<unknown> {
  const node = child && nodes.child(child);
  return {
    test(value, scope, _open, seen) {
      if (!Array.isArray(value)) return true;
      const left = unevaluatedIndices(value, seen ?? nothingEvaluated(false));
      if (seen !== undefined) seen.allItems = true;
      if (node === false) return left.length === 0;
      return left.every((index) => evaluate(node, value[index], scope, undefined, undefined));
    },
    report(value, to) {
      if (Array.isArray(value)) reportItems(value, to);
    },
  };

  function reportItems(value: readonly unknown[], to: Reporting): void {
    const left = unevaluatedIndices(value, to.seen ?? nothingEvaluated(false));
    if (node) {
      for (const index of left) report(node, value[index], inChild(to, index, 'unevaluatedItems'));
    } else if (left.length > 0) {
      const limit = value.length - left.length;
      errorAt(to, schema, 'unevaluatedItems', `must NOT have more than ${limit} items`, { limit });
    }
  }
}
