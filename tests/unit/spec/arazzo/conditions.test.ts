import { describe, expect, it } from 'vitest';
import type { Condition, WorkflowExpression } from '../../../../runtime/model/workflow.ts';
import { parseCondition } from '../../../../runtime/spec/arazzo/parse-condition.ts';
import { parseWorkflowExpression } from '../../../../runtime/spec/arazzo/parse-workflow-expression.ts';

const scope = {
  workflow: (name: string): string | undefined => (name === 'other' ? 'other' : undefined),
  known: (text: string): undefined | { readonly kind: 'constant'; readonly value: string } =>
    text === '$sourceDescriptions.shop.url' ? { kind: 'constant', value: 'shop.yaml' } : undefined,
};

const expression = (text: string): WorkflowExpression | undefined => parseWorkflowExpression(text, scope);

/** The condition as a text with all of its parentheses. */
function shown(text: string): string {
  const condition = parseCondition(text, expression);
  return 'fault' in condition ? `fault: ${condition.fault}` : show(condition);
}

function show(condition: Condition): string {
  const operand = (one: Extract<Condition, { kind: 'truth' }>['operand']): string =>
    one.kind === 'literal' ? JSON.stringify(one.value) : one.expression.text;
  switch (condition.kind) {
    case 'or':
    case 'and':
      return `(${condition.operands.map(show).join(` ${condition.kind} `)})`;
    case 'not':
      return `not ${show(condition.operand)}`;
    case 'truth':
      return operand(condition.operand);
    case 'comparison':
      return `${operand(condition.left)} ${condition.operator} ${operand(condition.right)}`;
  }
}

describe('a simple condition', () => {
  it.each([
    ['$statusCode == 200', '$statusCode == 200'],
    ['$statusCode==200||$statusCode==201', '($statusCode == 200 or $statusCode == 201)'],
    [
      '$statusCode >= 200 && $statusCode < 300 || !$inputs.strict',
      '(($statusCode >= 200 and $statusCode < 300) or not $inputs.strict)',
    ],
    ['!($inputs.a && ($inputs.b || $inputs.c))', 'not ($inputs.a and ($inputs.b or $inputs.c))'],
    ["$response.body#/name == 'O''Hara'", '$response.body#/name == "O\'Hara"'],
    ['$response.body#/a~1b != null', '$response.body#/a~1b != null'],
    ['$response.header.X-Rate-Limit > -1.5e1', '$response.header.X-Rate-Limit > -15'],
    ['$response.body.items[0].id == true', '$response.body.items[0].id == true'],
    ['{$statusCode == 401}', '$statusCode == 401'],
    ['{$response.body#/ok}', '$response.body#/ok'],
    ['\'a\' == "b"', '"a" == "b"'],
  ])('%s is read', (text, expected) => {
    expect(shown(text)).toBe(expected);
  });

  it.each([
    ['', 'a value is missing at its end'],
    ['$statusCode ==', 'a value is missing at its end'],
    ['$statusCode = 200', '"= 200" is neither a value nor an operator'],
    ['$statusCode == 200 300', '"300" is not expected there'],
    ['($statusCode == 200', 'a parenthesis is not closed'],
    ['$status == 200', '"$status" is no runtime expression'],
    ["$response.body#/a == 'open", '"\'open" is neither a value nor an operator'],
    ['== 200', 'there is "==" where a value should be'],
    ['!'.repeat(5_000), 'it is nested too deep'],
  ])('%j is none, and says why', (text, fault) => {
    expect(shown(text)).toBe(`fault: ${fault}`);
  });
});

describe('an expression of workflows', () => {
  it.each([
    ['$inputs.user', { kind: 'input', path: { name: 'user', pointer: '' } }],
    ['$inputs.user#/name', { kind: 'input', path: { name: 'user', pointer: '/name' } }],
    ['$outputs.order.id', { kind: 'output', path: { name: 'order.id', pointer: '' } }],
    [
      '$steps.find-pet.outputs.pets#/0/id',
      { kind: 'step-output', step: 'find-pet', path: { name: 'pets', pointer: '/0/id' } },
    ],
    ['$steps.a.b', { kind: 'step-output', step: 'a', path: { name: 'b', pointer: '' } }],
    [
      '$workflows.other.outputs.id',
      { kind: 'workflow-value', workflow: 'other', of: 'outputs', path: { name: 'id', pointer: '' } },
    ],
    ['$sourceDescriptions.shop.url', { kind: 'known', value: { kind: 'constant', value: 'shop.yaml' } }],
    [
      '$response.body.items[0].id',
      { kind: 'exchange', expression: { kind: 'body', of: 'response', pointer: '/items/0/id' } },
    ],
    ['$statusCode', { kind: 'exchange', expression: { kind: 'statusCode' } }],
  ])('%s is read', (text, expected) => {
    expect(expression(text)).toEqual({ ...expected, text });
  });

  it.each([
    '$',
    'inputs.a',
    '$inputs',
    '$inputs.',
    '$inputs.a b',
    '$inputs.a#b',
    '$steps.a',
    '$workflows.none.outputs.a',
    '$workflows.other.a',
    '$sourceDescriptions.none.url',
    '$response',
  ])('%s is none', (text) => {
    expect(expression(text)).toBeUndefined();
  });
});
