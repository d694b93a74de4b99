import type { LinkValue, RuntimeExpression } from '../../model/runtime-expression.ts';
import { parseExpression } from '../parse-expression.ts';
import { parseTemplate, type ExpressionFault, type ExpressionLanguage } from '../template-value.ts';

const language: ExpressionLanguage<RuntimeExpression> = {
  parse: parseExpression,
  looksLikeOne: /^\$(?:url|method|statusCode|request|response)\b/u,
};

/** Reads what a link gives. What looks like an expression and is none goes to `onFault` and stands for itself. */
export function parseLinkValue(value: unknown, onFault: (fault: ExpressionFault) => void): LinkValue {
  return parseTemplate(value, language, onFault);
}
