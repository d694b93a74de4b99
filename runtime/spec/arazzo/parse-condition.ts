import type { ComparisonOperator, Condition, ConditionOperand, WorkflowExpression } from '../../model/workflow.ts';

/** Reads expressions; `undefined` for a text that is none. */
type ParseExpression = (text: string) => WorkflowExpression | undefined;

/** Why a condition cannot be read: a sentence. */
type Fault = { readonly fault: string };

/**
 * Reads a simple condition (Arazzo 1.0 §Criterion Object): literals, expressions, comparisons, `!`, `&&`, `||` and parentheses, which bind in the usual
 * order. One around which braces stand is read as the one inside them.
 */
export function parseCondition(text: string, expression: ParseExpression): Condition | Fault {
  const trimmed = text.trim();
  const inner = /^\{(\$[^{}]*)\}$/su.exec(trimmed)?.[1] ?? trimmed;
  try {
    const tokens = tokenise(inner);
    const parser = createParser(tokens, expression);
    const condition = parser.any();
    const left = parser.next();
    if (left !== undefined) throw new Unreadable(`"${left.text}" is not expected there`);
    return condition;
  } catch (error) {
    if (error instanceof Unreadable) return { fault: error.message };
    throw error;
  }
}

class Unreadable extends Error {}

interface Token {
  readonly kind: 'operator' | 'comparison' | 'literal' | 'expression';
  readonly text: string;
}

/** An expression goes on until white space, a parenthesis, a comma or an operator. */
const patterns: readonly (readonly [Token['kind'], RegExp])[] = [
  ['comparison', /^(?:==|!=|<=|>=|<|>)/u],
  ['operator', /^(?:&&|\|\||!|\(|\))/u],
  ['literal', /^'(?:[^']|'')*'/su],
  ['literal', /^"(?:[^"\\]|\\.)*"/su],
  ['literal', /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])/u],
  ['literal', /^(?:true|false|null)(?![\w.])/u],
  ['expression', /^\{\$[^{}]*\}/su],
  ['expression', /^\$(?:(?!==|!=|<=|>=|&&|\|\|)[^\s()<>,])+/u],
];

function tokenise(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let rest = text.trimStart();
  while (rest !== '') {
    const found = patterns.flatMap(([kind, pattern]) => {
      const [matched] = pattern.exec(rest) ?? [];
      return matched === undefined ? [] : [{ kind, text: matched }];
    })[0];
    if (found === undefined) throw new Unreadable(`"${rest.slice(0, 40)}" is neither a value nor an operator`);
    tokens.push(found);
    rest = rest.slice(found.text.length).trimStart();
  }
  return tokens;
}

function createParser(
  tokens: readonly Token[],
  expression: ParseExpression,
): { any(): Condition; next(): Token | undefined } {
  let position = 0;
  let depth = 0;
  const next = (): Token | undefined => tokens[position++];
  const take = (text: string): boolean => {
    if (tokens[position]?.text !== text || tokens[position]?.kind === 'literal') return false;
    position += 1;
    return true;
  };
  const many = (kind: 'or' | 'and', sign: string, one: () => Condition): Condition => {
    const first = one();
    if (tokens[position]?.text !== sign) return first;
    const operands = [first];
    while (take(sign)) operands.push(one());
    return { kind, operands };
  };
  const any = (): Condition => many('or', '||', all);
  const all = (): Condition => many('and', '&&', single);
  const single = (): Condition => {
    if ((depth += 1) > maxDepth) throw new Unreadable('it is nested too deep');
    try {
      if (take('!')) return { kind: 'not', operand: single() };
      if (!take('(')) return comparison();
      const inner = any();
      if (!take(')')) throw new Unreadable('a parenthesis is not closed');
      return inner;
    } finally {
      depth -= 1;
    }
  };
  const comparison = (): Condition => {
    const left = operand();
    const sign = tokens[position];
    if (sign?.kind !== 'comparison') return { kind: 'truth', operand: left };
    position += 1;
    return { kind: 'comparison', operator: sign.text as ComparisonOperator, left, right: operand() };
  };
  const operand = (): ConditionOperand => {
    const token = next();
    if (token === undefined) throw new Unreadable('a value is missing at its end');
    if (token.kind === 'literal') return { kind: 'literal', value: literalValue(token.text) };
    if (token.kind !== 'expression') throw new Unreadable(`there is "${token.text}" where a value should be`);
    const text = token.text.startsWith('{') ? token.text.slice(1, -1) : token.text;
    const read = expression(text);
    if (read === undefined) throw new Unreadable(`"${text}" is no runtime expression`);
    return { kind: 'expression', expression: read };
  };
  return { any, next };
}

const maxDepth = 100;

/** A single quote inside single quotes is doubled; double quotes are no part of the specification, and common. */
function literalValue(text: string): string | number | boolean | null {
  if (text.startsWith("'")) return text.slice(1, -1).replaceAll("''", "'");
  if (text.startsWith('"')) return text.slice(1, -1).replace(/\\(.)/gsu, '$1');
  if (text === 'true' || text === 'false') return text === 'true';
  return text === 'null' ? null : Number(text);
}
