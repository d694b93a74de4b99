import type { ValuePath, WorkflowExpression, WorkflowKey } from '../../model/workflow.ts';
import { parseExpression } from '../parse-expression.ts';
import type { ExpressionLanguage } from '../template-value.ts';

/** What an expression may mean beside the exchange. */
export interface ExpressionScope {
  /** The workflow that a name in `$workflows.<name>` means; `undefined` where there is none. */
  workflow(name: string): WorkflowKey | undefined;
  /** What `$sourceDescriptions.<name>.<rest>` and `$components.parameters.<name>` stand for; `undefined` where there is nothing. */
  known(text: string): Extract<WorkflowExpression, { kind: 'known' }>['value'] | undefined;
}

/** The expressions of Arazzo 1.0 §Runtime Expressions, as a scope knows their names. */
export function workflowExpressions(scope: ExpressionScope): ExpressionLanguage<WorkflowExpression> {
  return {
    parse: (text) => parseWorkflowExpression(text, scope),
    looksLikeOne:
      /^\$(?:(?:url|method|statusCode)$|(?:request|response|inputs|outputs|steps|workflows|sourceDescriptions|components)\.)/u,
  };
}

/** Reads one expression; `undefined` for what is none. Names hold what the keys of maps may hold, so that what follows them can be told from them. */
export function parseWorkflowExpression(text: string, scope: ExpressionScope): WorkflowExpression | undefined {
  const [, root = '', rest = ''] = /^\$([a-zA-Z]+)(?:\.(.*))?$/su.exec(text) ?? [];
  switch (root) {
    case 'inputs':
      return named(rest, (path) => ({ kind: 'input', path, text }));
    case 'outputs':
      return named(rest, (path) => ({ kind: 'output', path, text }));
    case 'steps': {
      const [, step = '', name = ''] = /^([^.]+)\.(?:outputs\.)?(.+)$/su.exec(rest) ?? [];
      return named(name, (path) => ({ kind: 'step-output', step, path, text }));
    }
    case 'workflows': {
      const [, name = '', of, inner = ''] = /^(.+?)\.(inputs|outputs)\.(.+)$/su.exec(rest) ?? [];
      const workflow = scope.workflow(name);
      if (workflow === undefined || (of !== 'inputs' && of !== 'outputs')) return undefined;
      return named(inner, (path) => ({ kind: 'workflow-value', workflow, of, path, text }));
    }
    case 'sourceDescriptions':
    case 'components': {
      const value = scope.known(text);
      return value === undefined ? undefined : { kind: 'known', value, text };
    }
    default: {
      const expression = parseExpression(text) ?? parseExpression(withPointer(text));
      return expression === undefined ? undefined : { kind: 'exchange', expression, text };
    }
  }
}

const name = /^[^#\s]+$/u;
const pointer = /^(?:\/(?:[^~/]|~[01])*)*$/su;

function named(rest: string, make: (path: ValuePath) => WorkflowExpression): WorkflowExpression | undefined {
  const hash = rest.indexOf('#');
  const before = hash === -1 ? rest : rest.slice(0, hash);
  const after = hash === -1 ? '' : rest.slice(hash + 1);
  return name.test(before) && pointer.test(after) ? make({ name: before, pointer: after }) : undefined;
}

/** Members of a body by dots and brackets, as conditions have them: `$response.body.items[0].id` is `$response.body#/items/0/id`. */
function withPointer(text: string): string {
  const [, body = '', members = ''] = /^(\$(?:request|response)\.body)((?:\.[^.[\]#\s]+|\[\d+\])+)$/su.exec(text) ?? [];
  const tokens = members.split(/\.|\[|\]/u).filter((token) => token !== '');
  return body === '' ? '' : `${body}#${tokens.map((token) => `/${token}`).join('')}`;
}
