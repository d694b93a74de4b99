import type { TemplateValue } from '../model/runtime-expression.ts';

/** The expressions that may stand in values. */
export interface ExpressionLanguage<E> {
  /** `undefined` for what is no expression. */
  parse(text: string): E | undefined;
  /** What can only be meant as one; other texts with a dollar, such as `$9.99`, are what they are. */
  readonly looksLikeOne: RegExp;
}

/** What is wrong with a text that looks like an expression. */
export type ExpressionFault = { readonly text: string };

/**
 * Reads a value with expressions in it: a text that begins with `$` is an expression, `{$…}` inside a text another one, and everything else stands for
 * itself; the members of objects and lists are read the same way. What looks like an expression and is none goes to `onFault` and stands for itself.
 */
export function parseTemplate<E>(
  value: unknown,
  language: ExpressionLanguage<E>,
  onFault: (fault: ExpressionFault) => void,
): TemplateValue<E> {
  if (typeof value === 'string') return parseText(value, language, onFault);
  if (Array.isArray(value)) {
    const items = value.map((item) => parseTemplate(item, language, onFault));
    return items.every(({ kind }) => kind === 'constant') ? { kind: 'constant', value } : { kind: 'list', items };
  }
  if (typeof value !== 'object' || value === null) return { kind: 'constant', value };
  const members = Object.entries(value).map(
    ([name, member]) => [name, parseTemplate(member, language, onFault)] as const,
  );
  const isConstant = members.every(([, { kind }]) => kind === 'constant');
  return isConstant ? { kind: 'constant', value } : { kind: 'object', members };
}

function parseText<E>(
  text: string,
  { parse, looksLikeOne }: ExpressionLanguage<E>,
  onFault: (fault: ExpressionFault) => void,
): TemplateValue<E> {
  if (looksLikeOne.test(text)) {
    const expression = parse(text);
    if (expression !== undefined) return { kind: 'expression', expression };
    onFault({ text });
    return { kind: 'constant', value: text };
  }
  const parts: (string | E)[] = [];
  let end = 0;
  for (const match of text.matchAll(/\{(\$[^{}]*)\}/gu)) {
    const [whole, inner = ''] = match;
    const expression = parse(inner);
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
  if (parts.length === 1 && only !== undefined && typeof only !== 'string')
    return { kind: 'expression', expression: only };
  return { kind: 'template', parts };
}
