import { query as queryJson } from 'jsonpath-rfc9535';
import type { ComparisonOperator, Condition, ConditionOperand, Criterion } from '../../model/workflow.ts';
import type { SeenValue } from '../../model/workflow-verdict.ts';
import { jsonEqual } from '../../requests/json-equal.ts';
import { jsonText, scalarText } from '../../requests/scalar-text.ts';
import { evaluateWorkflowExpression, type ValueScope } from './workflow-values.ts';

/** Whether a criterion is met, and the values that it looked at. `undefined` for one that cannot be judged. */
export interface CriterionResult {
  readonly isMet: boolean | undefined;
  readonly saw: readonly SeenValue[];
}

export function evaluateCriterion(criterion: Criterion, scope: ValueScope): CriterionResult {
  switch (criterion.kind) {
    case 'unsupported':
      return { isMet: undefined, saw: [] };
    case 'simple': {
      const saw: SeenValue[] = [];
      return { isMet: holds(criterion.condition, (operand) => valueOf(operand, scope, saw)), saw };
    }
    case 'regex':
    case 'jsonpath': {
      const value = evaluateWorkflowExpression(criterion.context, scope);
      const saw = [{ expression: criterion.context.text, value }];
      if (criterion.kind === 'jsonpath') return { isMet: finds(criterion.query, value), saw };
      const text = value === undefined ? undefined : (scalarText(value) ?? jsonText(value));
      return { isMet: text !== undefined && criterion.pattern.test(text), saw };
    }
  }
}

function valueOf(operand: ConditionOperand, scope: ValueScope, saw: SeenValue[]): unknown {
  if (operand.kind === 'literal') return operand.value;
  const value = evaluateWorkflowExpression(operand.expression, scope);
  saw.push({ expression: operand.expression.text, value });
  return value;
}

function holds(condition: Condition, read: (operand: ConditionOperand) => unknown): boolean {
  switch (condition.kind) {
    case 'or':
      return condition.operands.some((one) => holds(one, read));
    case 'and':
      return condition.operands.every((one) => holds(one, read));
    case 'not':
      return !holds(condition.operand, read);
    case 'truth':
      return Boolean(read(condition.operand));
    case 'comparison':
      return compare(read(condition.left), condition.operator, read(condition.right));
  }
}

function compare(left: unknown, operator: ComparisonOperator, right: unknown): boolean {
  if (operator === '==') return isEqual(left, right);
  if (operator === '!=') return !isEqual(left, right);
  const order = orderOf(left, right);
  if (order === undefined) return false;
  switch (operator) {
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
  }
}

/** Comparisons are loose, and texts the same in either case (Arazzo 1.0 §Criterion Object); what is absent is null. */
function isEqual(left: unknown, right: unknown): boolean {
  if (left === undefined || left === null || right === undefined || right === null)
    return (left ?? null) === (right ?? null);
  if (typeof left === 'object' || typeof right === 'object') return jsonEqual(left, right);
  if (typeof left === 'boolean' || typeof right === 'boolean') return text(left) === text(right);
  return orderOf(left, right) === 0;
}

/** Negative where the left one comes first; `undefined` where the two have no order. */
function orderOf(left: unknown, right: unknown): number | undefined {
  // One that was written as a number is not exact beyond 2^53, so that neither may count as such.
  const areExact = typeof left === typeof right;
  const [a, b] = [left, right].map((value) => (areExact ? numberOf(value) : rounded(numberOf(value))));
  if (a !== undefined && b !== undefined && (typeof left !== 'string' || typeof right !== 'string'))
    return a < b ? -1 : Number(a > b);
  if (!isScalar(left) || !isScalar(right)) return undefined;
  const [first, second] = [text(left), text(right)];
  return first < second ? -1 : Number(first > second);
}

function isScalar(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint';
}

function text(value: unknown): string {
  return (scalarText(value) ?? '').toLowerCase();
}

function rounded(value: number | bigint | undefined): number | undefined {
  return value === undefined ? undefined : Number(value);
}

/** A header is a text, also where it is a number. */
function numberOf(value: unknown): number | bigint | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  if (typeof value !== 'string' || !/^\s*-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?\s*$/u.test(value)) return undefined;
  return Number(value);
}

/**
 * Whether a path finds anything. `$[?…]` asks the members of a value; the specification's own examples mean the value itself where that is an object, so
 * either will do.
 */
function finds(query: string, value: unknown): boolean {
  if (value === undefined) return false;
  const isFound = (one: unknown): boolean => queryJson(one as Parameters<typeof queryJson>[0], query).length > 0;
  if (isFound(value)) return true;
  const isFilter = /^\$\s*\[\s*\?/u.test(query);
  return isFilter && !Array.isArray(value) && isFound([value]);
}
