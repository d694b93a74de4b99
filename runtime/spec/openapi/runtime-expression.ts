import type { LinkValue, RuntimeExpression } from '../../model/runtime-expression.ts';

/** RFC 9110's `token`: what a header's name is made of. */
const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/u;
const source = /^\$(request|response)\.(header|query|path)\.(.+)$/su;
const body = /^\$(request|response)\.body(?:#(.*))?$/su;
/** RFC 6901 §3: `~` stands only before `0` or `1`. */
const pointer = /^(?:\/(?:[^~/]|~[01])*)*$/su;

/** Reads an expression by the grammar of OpenAPI 3.1 §4.8.20.4; `undefined` for what is none. */
export function parseExpression(text: string): RuntimeExpression | undefined {
  if (text === '$url') return { kind: 'url' };
  if (text === '$method') return { kind: 'method' };
  if (text === '$statusCode') return { kind: 'statusCode' };
  const [, bodyOf, at = ''] = body.exec(text) ?? [];
  if (bodyOf === 'request' || bodyOf === 'response')
    return pointer.test(at) ? { kind: 'body', of: bodyOf, pointer: at } : undefined;
  const [, of, place, name = ''] = source.exec(text) ?? [];
  if (of !== 'request' && of !== 'response') return undefined;
  if (place === 'header') return token.test(name) ? { kind: 'header', of, name } : undefined;
  return place === 'query' || place === 'path' ? { kind: place, of, name } : undefined;
}

/** What is wrong with a text that looks like an expression. */
export type ExpressionFault = { readonly text: string };

/**
 * Reads what a link gives: a text that begins with `$` is an expression, `{$…}` inside a text another one, and everything else stands for itself;
 * the members of objects and lists are read the same way. What looks like an expression and is none goes to `onFault` and stands for itself.
 */
export function parseLinkValue(value: unknown, onFault: (fault: ExpressionFault) => void): LinkValue {
  if (typeof value === 'string') return parseText(value, onFault);
  if (Array.isArray(value)) {
    const items = value.map((item) => parseLinkValue(item, onFault));
    return items.every(({ kind }) => kind === 'constant') ? { kind: 'constant', value } : { kind: 'list', items };
  }
  if (typeof value !== 'object' || value === null) return { kind: 'constant', value };
  const members = Object.entries(value).map(([name, member]) => [name, parseLinkValue(member, onFault)] as const);
  const isConstant = members.every(([, { kind }]) => kind === 'constant');
  return isConstant ? { kind: 'constant', value } : { kind: 'object', members };
}

/** Names that an expression can begin with; other texts with a dollar, such as `$9.99`, are what they are. */
const looksLikeOne = /^\$(?:url|method|statusCode|request|response)\b/u;

function parseText(text: string, onFault: (fault: ExpressionFault) => void): LinkValue {
  if (looksLikeOne.test(text)) {
    const expression = parseExpression(text);
    if (expression !== undefined) return { kind: 'expression', expression };
    onFault({ text });
    return { kind: 'constant', value: text };
  }
  const parts: (string | RuntimeExpression)[] = [];
  let end = 0;
  for (const match of text.matchAll(/\{(\$[^{}]*)\}/gu)) {
    const [whole, inner = ''] = match;
    const expression = parseExpression(inner);
    if (expression === undefined) {
      if (looksLikeOne.test(inner)) onFault({ text: whole });
      continue;
    }
    if (match.index > end) parts.push(text.slice(end, match.index));
    parts.push(expression);
    end = match.index + whole.length;
  }
  if (parts.length === 0) return { kind: 'constant', value: text };
  if (end < text.length) parts.push(text.slice(end));
  const [only] = parts;
  // `{$response.body#/id}` alone keeps the value's type, as the bare expression does.
  if (parts.length === 1 && typeof only === 'object') return { kind: 'expression', expression: only };
  return { kind: 'template', parts };
}
