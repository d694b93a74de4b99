import { valueAt } from '../../model/json.ts';
import type { ValuePath, WorkflowExpression, WorkflowKey, WorkflowValue } from '../../model/workflow.ts';
import { jsonText, scalarText } from '../../requests/scalar-text.ts';
import { evaluateExpression, type ExchangeValues } from '../evaluate-expression.ts';

/** Values by their names. */
export type NamedValues = Readonly<Record<string, unknown>>;

/** What expressions mean at one moment of a workflow. */
export interface ValueScope {
  readonly inputs: NamedValues;
  /** The outputs of the steps that were done. */
  readonly steps: ReadonlyMap<string, NamedValues>;
  readonly workflows: ReadonlyMap<WorkflowKey, { readonly inputs: NamedValues; readonly outputs: NamedValues }>;
  /** Of the step; `undefined` before it was sent. */
  readonly exchange: ExchangeValues | undefined;
  /** Of the workflow that the step called. */
  readonly outputs: NamedValues;
}

/** The value of an expression; `undefined` where it has none. */
export function evaluateWorkflowExpression(expression: WorkflowExpression, scope: ValueScope): unknown {
  switch (expression.kind) {
    case 'input':
      return follow(expression.path, scope.inputs);
    case 'output':
      return follow(expression.path, scope.outputs);
    case 'step-output':
      return follow(expression.path, scope.steps.get(expression.step) ?? {});
    case 'workflow-value':
      return follow(expression.path, scope.workflows.get(expression.workflow)?.[expression.of] ?? {});
    case 'known':
      return evaluateWorkflowValue(expression.value, scope).value;
    case 'exchange':
      return scope.exchange && ofExchange(expression.expression, scope.exchange);
  }
}

/** A value with its expressions replaced, and those of them that have no value. */
export interface EvaluatedValue {
  /** Without the members and items that have no value; `undefined` where the whole has none. */
  readonly value: unknown;
  readonly missing: readonly WorkflowExpression[];
}

/** Replaces expressions by their values. In a text that holds more, objects and lists stand as JSON. */
export function evaluateWorkflowValue(value: WorkflowValue, scope: ValueScope): EvaluatedValue {
  const missing: WorkflowExpression[] = [];
  const one = (expression: WorkflowExpression): unknown => {
    const found = evaluateWorkflowExpression(expression, scope);
    if (found === undefined) missing.push(expression);
    return found;
  };
  const all = (part: WorkflowValue): unknown => {
    switch (part.kind) {
      case 'constant':
        return part.value;
      case 'expression':
        return one(part.expression);
      case 'template': {
        const texts = part.parts.map((piece) => (typeof piece === 'string' ? piece : embedded(one(piece))));
        return texts.includes(undefined) ? undefined : texts.join('');
      }
      case 'list':
        return part.items.map(all).filter((item) => item !== undefined);
      case 'object':
        return Object.fromEntries(
          part.members.flatMap(([name, member]) => {
            const found = all(member);
            return found === undefined ? [] : [[name, found]];
          }),
        );
    }
  };
  return { value: all(value), missing };
}

/** The expressions of a value. */
export function expressionsIn(value: WorkflowValue): readonly WorkflowExpression[] {
  switch (value.kind) {
    case 'constant':
      return [];
    case 'expression':
      return [value.expression];
    case 'template':
      return value.parts.filter((part) => typeof part !== 'string');
    case 'list':
      return value.items.flatMap(expressionsIn);
    case 'object':
      return value.members.flatMap(([, member]) => expressionsIn(member));
  }
}

function embedded(value: unknown): string | undefined {
  return value === undefined ? undefined : (scalarText(value) ?? jsonText(value));
}

/** A name may hold dots: the longest one that is known counts, and what is left leads into its value. */
function follow({ name, pointer }: ValuePath, values: NamedValues): unknown {
  if (Object.hasOwn(values, name)) return valueAt(values[name], pointer);
  const end = [...name.matchAll(/[.[]/gu)].findLast(({ index }) => Object.hasOwn(values, name.slice(0, index)));
  if (end === undefined) return undefined;
  const tokens = name
    .slice(end.index)
    .split(/[.[\]]/u)
    .filter((token) => token !== '');
  let value: unknown = values[name.slice(0, end.index)];
  for (const token of tokens) value = valueAt(value, `/${token.replaceAll('~', '~0').replaceAll('/', '~1')}`);
  return valueAt(value, pointer);
}

/** A body that is no JSON is its text. */
function ofExchange(expression: Parameters<typeof evaluateExpression>[0], values: ExchangeValues): unknown {
  const value = evaluateExpression(expression, values);
  if (value !== undefined || expression.kind !== 'body' || expression.of !== 'response' || expression.pointer !== '')
    return value;
  const { body } = values.exchange.response;
  if (body.length === 0) return undefined;
  try {
    return utf8.decode(body);
  } catch {
    return undefined;
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true });
