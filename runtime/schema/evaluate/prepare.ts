import type { LoweredSchema } from '../lowered-schema.ts';
import { ORIGIN } from '../lowered-schema.ts';
import { typeBits } from '../canonical/value-types.ts';
import type { Check, Checks, Nodes, SchemaNode } from './contract.ts';
import { EVERY_TYPE } from './evaluate.ts';
import { arrayChecks } from './keywords/array-checks.ts';
import { addCombinedChecks } from './keywords/combined-checks.ts';
import { conditionalCheck } from './keywords/conditional-check.ts';
import { negatedCheck } from './keywords/negated-check.ts';
import { numberChecks } from './keywords/number-checks.ts';
import { objectChecks } from './keywords/object-checks.ts';
import { referenceCheck } from './keywords/reference-check.ts';
import { stringChecks } from './keywords/string-checks.ts';
import { unevaluatedChecks } from './keywords/unevaluated-checks.ts';
import { addMarkChecks, addValueChecks } from './keywords/value-checks.ts';

/** Whether a text that has not its `format` is invalid, by the schema that says so. */
export type AssertsFormat = (schema: LoweredSchema) => boolean;

/** The nodes of schemas; each is prepared when a value first comes to it, and lives as long as its schema. */
export function schemaNodes(assertsFormat: AssertsFormat): Nodes {
  const known = new WeakMap<LoweredSchema, SchemaNode>();
  const nodes: Nodes = {
    of(schema) {
      let node = known.get(schema);
      if (node === undefined) {
        node = nodes.child(schema);
        known.set(schema, node);
      }
      return node;
    },
    child: (schema) => ({ schema, nodes, checks: undefined }),
    prepare: (node) => (node.checks = prepare(node.schema, nodes)),
    numberChecks,
    stringChecks: (schema) => stringChecks(schema, schema.format !== undefined && assertsFormat(schema)),
    arrayChecks: (schema) => arrayChecks(schema, nodes),
    objectChecks: (schema) => objectChecks(schema, nodes),
  };
  return nodes;
}

const NONE: readonly Check<unknown>[] = [];

function prepare(schema: LoweredSchema, nodes: Nodes): Checks {
  const { scope } = schema[ORIGIN].ref;
  const unevaluated = (schema.unevaluatedProperties ?? schema.unevaluatedItems) !== undefined;
  return {
    types: schema.type === undefined ? EVERY_TYPE : typeBits(schema.type),
    any: anyChecks(schema, nodes),
    unevaluated: unevaluated ? unevaluatedChecks(schema, nodes) : NONE,
    resource: scope.dynamicAnchors === undefined ? undefined : scope,
    number: undefined,
    string: undefined,
    array: undefined,
    object: undefined,
  };
}

/** The keywords for values of every type, in the order that Ajv has them. */
function anyChecks(schema: LoweredSchema, nodes: Nodes): readonly Check<unknown>[] {
  const checks: Check<unknown>[] = [];
  addValueChecks(checks, schema);
  addCombinedChecks(checks, schema, nodes);
  const conditional = conditionalCheck(schema, nodes);
  if (conditional !== undefined) checks.push(conditional);
  const reference = schema['x-atg-ref'];
  if (reference !== undefined) checks.push(referenceCheck(reference, nodes));
  addMarkChecks(checks, schema);
  const negated = schema['x-atg-negated'];
  if (negated !== undefined) checks.push(negatedCheck(negated, nodes));
  return checks;
}
