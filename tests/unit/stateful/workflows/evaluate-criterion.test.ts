import { describe, expect, it } from 'vitest';
import type { Criterion } from '../../../../runtime/model/workflow.ts';
import type { JsonPointer } from '../../../../runtime/model/json.ts';
import { parseCondition } from '../../../../runtime/spec/arazzo/parse-condition.ts';
import { parseWorkflowExpression } from '../../../../runtime/spec/arazzo/parse-workflow-expression.ts';
import { evaluateCriterion } from '../../../../runtime/stateful/workflows/evaluate-criterion.ts';
import { exchangeValues } from '../../../../runtime/stateful/evaluate-expression.ts';
import { exchangeOf } from '../exchange-of.ts';

const names = { workflow: () => 'other', known: () => undefined };
const location = { file: 'a.yaml', pointer: '' as JsonPointer };

const body = {
  id: 7,
  big: '12345678901234567890',
  name: 'Ada',
  tags: ['x', 'y'],
  none: null,
  done: false,
  price: '9.50',
  pets: [{ kind: 'cat' }],
};

const exchange = exchangeOf({
  method: 'POST',
  path: '/pets',
  status: 201,
  headers: [['x-left', '10']],
  body: JSON.stringify(body).replace('"12345678901234567890"', '12345678901234567890'),
});

const scope = {
  inputs: { name: 'ADA', 'a.b': 1, deep: { list: [{ x: 5 }] } },
  steps: new Map([['first', { ids: [7, 8] }]]),
  workflows: new Map([['other', { inputs: {}, outputs: { id: 7 } }]]),
  exchange: exchangeValues(exchange, 'http://127.0.0.1'),
  outputs: { total: 3 },
};

function meets(criterion: Criterion): boolean | undefined {
  return evaluateCriterion(criterion, scope).isMet;
}

function simple(text: string): Criterion {
  const condition = parseCondition(text, (one) => parseWorkflowExpression(one, names));
  if ('fault' in condition) throw new Error(condition.fault);
  return { kind: 'simple', text, location, condition };
}

function contextOf(text: string): Extract<Criterion, { kind: 'regex' }>['context'] {
  return parseWorkflowExpression(text, names) ?? expect.fail();
}

describe('a simple condition', () => {
  it.each([
    '$statusCode == 201',
    '$statusCode != 200 && $statusCode < 300',
    "$statusCode == '201'",
    '$response.header.X-Left == 10',
    '$response.header.X-Left > 9',
    "$response.body#/name == 'ada'",
    '$response.body#/name == $inputs.name',
    "$response.body#/name > 'ABA'",
    '$response.body#/none == null',
    '$response.body#/absent == null',
    '$response.body#/id != null',
    '!$response.body#/done',
    "$response.body#/done == 'FALSE'",
    '$response.body#/price == 9.5',
    '$response.body#/big == 12345678901234567890',
    "$response.body.pets[0].kind == 'cat'",
    '$steps.first.outputs.ids[1] == 8',
    '$steps.first.outputs.ids#/0 == $workflows.other.outputs.id',
    '$inputs.a.b == 1',
    '$inputs.deep.list[0].x == 5 || $inputs.absent',
    '$outputs.total >= 3',
    "$method == 'post'",
    "$url == 'http://127.0.0.1/pets'",
  ])('%s is met', (text) => {
    expect(meets(simple(text))).toBe(true);
  });

  it.each([
    '$statusCode == 200',
    '$response.body#/none != null',
    '$response.body#/absent == 0',
    "$response.body#/absent == ''",
    '$response.body#/absent > 1',
    '$response.body#/done',
    '$response.body#/tags == 1',
    "$response.body#/id == 'seven'",
    '$response.body#/none < 1',
    '!($statusCode == 201)',
  ])('%s is not', (text) => {
    expect(meets(simple(text))).toBe(false);
  });

  it('tells what it saw', () => {
    expect(evaluateCriterion(simple('$statusCode == 200 && $response.body#/id == 8'), scope).saw).toEqual([
      { expression: '$statusCode', value: 201 },
    ]);
  });
});

describe('a pattern', () => {
  it.each([
    ['$statusCode', '^2', true],
    ['$response.body#/name', '^ada$', false],
    ['$response.body#/tags', '"y"', true],
    ['$response.body#/absent', '', false],
  ])('%s by %s: %s', (context, pattern, expected) => {
    const text = pattern;
    expect(
      meets({ kind: 'regex', text, location, context: contextOf(context), pattern: new RegExp(pattern, 'u') }),
    ).toBe(expected);
  });
});

describe('a JSONPath', () => {
  it.each([
    ['$response.body', '$.pets[?@.kind == "cat"]', true],
    ['$response.body', '$.pets[?@.kind == "dog"]', false],
    // As the examples of the specification have it, of the value itself.
    ['$response.body', '$[?count(@.pets) > 0]', true],
    ['$response.body', '$[?@.id == 8]', false],
    ['$response.body#/pets', '$[?@.kind == "cat"]', true],
    ['$response.body#/absent', '$', false],
  ])('%s by %s: %s', (context, text, expected) => {
    expect(meets({ kind: 'jsonpath', text, location, context: contextOf(context), query: text })).toBe(expected);
  });
});

it('does not judge what is not supported', () => {
  expect(meets({ kind: 'unsupported', text: '/a', location })).toBeUndefined();
});
