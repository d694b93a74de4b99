import { InvalidSpecError } from '../../errors.ts';
import type { Location } from '../../model/location.ts';
import type { OperationLabel } from '../../model/operation.ts';
import type { Problem } from '../../model/problem.ts';
import type { SchemaRef } from '../../model/schema-ref.ts';
import type { WorkflowExpression, WorkflowKey, WorkflowValue } from '../../model/workflow.ts';
import { parseTemplate } from '../template-value.ts';
import type { Describe, ObjectNode, SpecNode } from '../spec-node.ts';
import { workflowExpressions, type ExpressionScope } from './parse-workflow-expression.ts';

/** An expression and the place that it was read at. */
export interface PlacedExpression {
  readonly expression: WorkflowExpression;
  readonly location: Location;
}

/** What the parts of one Arazzo document are read with. */
export interface ArazzoContext {
  readonly root: ObjectNode;
  readonly describe: Describe;
  readonly scope: ExpressionScope;
  schemaRef(node: SpecNode): SchemaRef;
  problem(problem: Omit<Problem, 'where'>, location: Location): void;
  /** The workflow that a `workflowId` means, also one of another document. Throws `InvalidSpecError`. */
  workflow(id: SpecNode): WorkflowKey;
  /** The operation that a step calls. `undefined` where it is of another API. Throws `InvalidSpecError`. */
  operation(step: ObjectNode): OperationLabel | undefined;
  /** Hears of each step that an action names. */
  stepUsed(step: string, location: Location): void;
  /** Hears of each expression. */
  readonly seen: PlacedExpression[];
}

/** Reads an expression that has to be one. */
export function expressionAt(context: ArazzoContext, node: SpecNode, what: string): WorkflowExpression {
  const { parse } = workflowExpressions(context.scope);
  const { value } = node;
  const bare = typeof value === 'string' ? value.trim().replace(/^\{(\$[^{}]*)\}$/su, '$1') : '';
  const expression = parse(bare);
  if (expression === undefined) throw noExpression(context, node, what, String(value));
  context.seen.push({ expression, location: node.location });
  return expression;
}

/** Reads a value with expressions in it. */
export function valueAt(context: ArazzoContext, node: SpecNode, what: string): WorkflowValue {
  const language = workflowExpressions(context.scope);
  const recording = {
    looksLikeOne: language.looksLikeOne,
    parse: (text: string): WorkflowExpression | undefined => {
      const expression = language.parse(text);
      if (expression !== undefined) context.seen.push({ expression, location: node.location });
      return expression;
    },
  };
  return parseTemplate(node.value, recording, ({ text }) => {
    throw noExpression(context, node, what, text);
  });
}

function noExpression(
  { describe }: ArazzoContext,
  { location }: SpecNode,
  what: string,
  text: string,
): InvalidSpecError {
  return new InvalidSpecError(`${what} has "${text}", which is no runtime expression.`, {
    where: describe(location),
    hint: 'Write it as $inputs.name, $steps.stepId.outputs.name, $response.body#/id, $statusCode or the like.',
  });
}
