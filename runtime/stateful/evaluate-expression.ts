import { headerValue, type Exchange } from '../model/exchange.ts';
import { valueAt } from '../model/json.ts';
import type { LinkValue, RuntimeExpression } from '../model/runtime-expression.ts';
import { scalarText } from '../requests/scalar-text.ts';
import { jsonBody } from './json-body.ts';

/** An exchange as expressions see it; its bodies are read when first asked for. */
export interface ExchangeValues {
  readonly exchange: Exchange;
  /** Scheme, host and port: a wire request does not hold them. */
  readonly origin: string;
  requestBody(): unknown;
  responseBody(): unknown;
}

/** Makes the bodies of an exchange readable, each read at most once. */
export function exchangeValues(exchange: Exchange, origin: string): ExchangeValues {
  let sent: { readonly value: unknown } | undefined;
  let received: { readonly value: unknown } | undefined;
  const { body } = exchange.case.values;
  return {
    exchange,
    origin,
    requestBody: () => (sent ??= { value: body?.kind === 'value' ? body.value : jsonBody(exchange.request) }).value,
    responseBody: () => (received ??= { value: jsonBody(exchange.response) }).value,
  };
}

/** The value that an expression means in an exchange; `undefined` where it has none (OpenAPI: the link then cannot be followed). */
export function evaluateExpression(expression: RuntimeExpression, values: ExchangeValues): unknown {
  const { exchange, origin } = values;
  switch (expression.kind) {
    case 'url':
      return `${origin}${exchange.request.target}`;
    case 'method':
      return exchange.request.method;
    case 'statusCode':
      return exchange.response.status;
    case 'header':
      return headerValue(exchange[expression.of].headers, expression.name);
    case 'path':
    case 'query':
      return expression.of === 'request' ? own(exchange.case.values[expression.kind], expression.name) : undefined;
    case 'body':
      return valueAt(expression.of === 'request' ? values.requestBody() : values.responseBody(), expression.pointer);
  }
}

function own(values: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

/** What a link gives: its expressions replaced by their values. `undefined` where one of them has none. */
export function evaluateLinkValue(value: LinkValue, values: ExchangeValues): unknown {
  switch (value.kind) {
    case 'constant':
      return value.value;
    case 'expression':
      return evaluateExpression(value.expression, values);
    case 'template': {
      const texts = value.parts.map((part) =>
        typeof part === 'string' ? part : scalarText(evaluateExpression(part, values)),
      );
      return texts.includes(undefined) ? undefined : texts.join('');
    }
    case 'list': {
      const items = value.items.map((item) => evaluateLinkValue(item, values));
      return items.includes(undefined) ? undefined : items;
    }
    case 'object': {
      const members = value.members.map(([name, member]) => [name, evaluateLinkValue(member, values)] as const);
      return members.some(([, member]) => member === undefined) ? undefined : Object.fromEntries(members);
    }
  }
}
