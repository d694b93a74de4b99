import type { Expectation, StaticBody, StaticRequest, StaticStep, Variable } from './static-test.ts';
import {
  awaited,
  call,
  constant,
  identifier,
  list,
  literal,
  object,
  statement,
  template,
  tryFinally,
  type Expression,
  type Statement,
} from './syntax/nodes.ts';
import { jsonLiteral } from './syntax/json-literal.ts';

/** The statements of a test: each request with what is asked of its answer, and last what cleans up. */
export function stepStatements(steps: readonly StaticStep[]): readonly Statement[] {
  const asked = steps.filter((step) => step.isCleanUp !== true);
  const cleanUp = steps.filter((step) => step.isCleanUp === true);
  const main = asked.map((step, at) => ofStep(step, asked.length === 1 ? 'response' : `response${at + 1}`));
  if (cleanUp.length === 0) return main.flat();
  // What the clean-up needs is known once the last step that keeps something is done.
  const last = asked.findLastIndex(({ keeps }) => keeps.length > 0);
  const before = main.slice(0, last + 1).flat();
  const after = main.slice(last + 1).flat();
  return [
    ...before,
    tryFinally(
      after,
      cleanUp.flatMap((step) => [statement(awaited(sendOf(step)))]),
    ),
  ];
}

function ofStep(step: StaticStep, name: string): readonly Statement[] {
  if (step.expectations.length === 0 && step.keeps.length === 0) return [statement(awaited(sendOf(step)))];
  const response = identifier(name);
  return [
    constant(name, awaited(sendOf(step))),
    ...step.expectations.map((one) => statement(expectationCall(one, response))),
    ...step.keeps.map(({ variable, pointer }) =>
      constant(variable, call(identifier('valueOf'), response, literal(pointer))),
    ),
  ];
}

function sendOf({ operation, request }: StaticStep): Expression {
  const { method, target, headers, body, credentials, identity } = request;
  const usual = operation.split(' ')[0];
  return call(
    identifier('send'),
    object([
      ['operation', literal(operation)],
      ...(method === usual ? [] : [['method', literal(method)] as const]),
      ['path', partsOf(target, pathPart)],
      ...(headers.length === 0
        ? []
        : [['headers', list(headers.map(([name, value]) => list([literal(name), literal(value)])))] as const]),
      ...bodyMember(body),
      ...(credentials === undefined ? [] : [['credentials', literal(credentials)] as const]),
      ...(identity === undefined ? [] : [['identity', literal(identity)] as const]),
    ]),
  );
}

function bodyMember(body: StaticBody | undefined): readonly (readonly [string, Expression])[] {
  switch (body?.kind) {
    case undefined:
      return [];
    case 'json':
      return [['json', jsonLiteral(body.value)]];
    case 'text':
      return [['text', partsOf(body.parts, (variable) => identifier(variable.variable))]];
    case 'base64':
      return [['base64', literal(body.base64)]];
  }
}

function partsOf(parts: StaticRequest['target'], of: (variable: Variable) => Expression): Expression {
  const texts = parts.filter((part) => typeof part === 'string');
  if (texts.length === parts.length) return literal(texts.join(''));
  return template(parts.map((part) => (typeof part === 'string' ? part : of(part))));
}

function pathPart({ variable }: Variable): Expression {
  return call(identifier('encodeURIComponent'), identifier(variable));
}

function expectationCall(expectation: Expectation, response: Expression): Expression {
  switch (expectation.kind) {
    case 'status':
      return call(identifier('expectStatus'), response, ...expectation.statuses.map(statusLiteral));
    case 'not-status':
      return call(identifier('expectNoStatus'), response, ...expectation.statuses.map(statusLiteral));
    case 'content':
      return call(identifier('expectContent'), response);
    case 'headers':
      return call(identifier('expectHeaders'), response);
    case 'documented':
      return call(identifier('expectDocumented'), response);
  }
}

function statusLiteral(status: string): Expression {
  return literal(/^\d{3}$/u.test(status) ? Number(status) : status);
}
