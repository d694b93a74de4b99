import type { LoweredSchema } from '../lowered-schema.ts';
import { typeBits } from '../canonical/value-types.ts';
import type { Check, Checks, NodeOf, SchemaNode } from './contract.ts';
import { EVERY_TYPE } from './evaluate.ts';
import { arrayChecks } from './keywords/array-checks.ts';
import { combinedChecks } from './keywords/combined-checks.ts';
import { conditionalCheck } from './keywords/conditional-check.ts';
import { numberChecks } from './keywords/number-checks.ts';
import { objectChecks } from './keywords/object-checks.ts';
import { referenceCheck } from './keywords/reference-check.ts';
import { stringChecks } from './keywords/string-checks.ts';
import { unevaluatedChecks } from './keywords/unevaluated-checks.ts';
import { markChecks, valueChecks } from './keywords/value-checks.ts';

/** Whether a text that has not its `format` is invalid, by the schema that says so. */
export type AssertsFormat = (schema: LoweredSchema) => boolean;

/** The nodes of schemas; each is prepared when a value first comes to it, and lives as long as its schema. */
export function schemaNodes(assertsFormat: AssertsFormat): NodeOf {
  const nodes = new WeakMap<LoweredSchema, SchemaNode>();
  const nodeOf: NodeOf = (schema) => {
    let node = nodes.get(schema);
    if (node === undefined) {
      node = createNode(schema, nodeOf, assertsFormat);
      nodes.set(schema, node);
    }
    return node;
  };
  return nodeOf;
}

function createNode(schema: LoweredSchema, nodeOf: NodeOf, assertsFormat: AssertsFormat): SchemaNode {
  const node: SchemaNode = {
    schema,
    checks: undefined,
    prepare: () => (node.checks = prepare(schema, nodeOf, assertsFormat)),
  };
  return node;
}

function prepare(schema: LoweredSchema, nodeOf: NodeOf, assertsFormat: AssertsFormat): Checks {
  return {
    types: schema.type === undefined ? EVERY_TYPE : typeBits(schema.type),
    any: anyChecks(schema, nodeOf),
    number: numberChecks(schema),
    string: stringChecks(schema, schema.format !== undefined && assertsFormat(schema)),
    array: arrayChecks(schema, nodeOf),
    object: objectChecks(schema, nodeOf),
    unevaluated: unevaluatedChecks(schema, nodeOf),
    resource: undefined,
  };
}

/** The keywords for values of every type, in the order that Ajv has them. */
function anyChecks(schema: LoweredSchema, nodeOf: NodeOf): readonly Check<unknown>[] {
  const checks: Check<unknown>[] = [...valueChecks(schema), ...combinedChecks(schema, nodeOf)];
  const conditional = conditionalCheck(schema, nodeOf);
  if (conditional !== undefined) checks.push(conditional);
  const reference = schema['x-atg-ref'];
  if (reference !== undefined) checks.push(referenceCheck(reference, nodeOf));
  checks.push(...markChecks(schema));
  return checks;
}
