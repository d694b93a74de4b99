import { quoted } from './quoted.ts';

/** An expression of ESTree, of the kinds that tests are made of. */
export type Expression =
  | { readonly type: 'Identifier'; readonly name: string }
  | { readonly type: 'Literal'; readonly value: string | number | boolean | null; readonly raw: string }
  | {
      readonly type: 'UnaryExpression';
      readonly operator: '-' | 'void';
      readonly prefix: true;
      readonly argument: Expression;
    }
  | { readonly type: 'ArrayExpression'; readonly elements: readonly Expression[] }
  | { readonly type: 'ObjectExpression'; readonly properties: readonly Property[] }
  | {
      readonly type: 'MemberExpression';
      readonly object: Expression;
      readonly property: Expression;
      readonly computed: boolean;
      readonly optional: false;
    }
  | {
      readonly type: 'CallExpression';
      readonly callee: Expression;
      readonly arguments: readonly Expression[];
      readonly optional: false;
    }
  | { readonly type: 'AwaitExpression'; readonly argument: Expression }
  | {
      readonly type: 'TemplateLiteral';
      readonly quasis: readonly TemplatePart[];
      readonly expressions: readonly Expression[];
    }
  | {
      readonly type: 'ArrowFunctionExpression';
      readonly async: boolean;
      readonly expression: false;
      readonly params: readonly Expression[];
      readonly body: Block;
    };

interface Property {
  readonly type: 'Property';
  readonly kind: 'init';
  readonly key: Expression;
  readonly value: Expression;
  readonly computed: boolean;
  readonly method: false;
  readonly shorthand: boolean;
}

interface TemplatePart {
  readonly type: 'TemplateElement';
  readonly tail: boolean;
  readonly value: { readonly raw: string };
}

interface Block {
  readonly type: 'BlockStatement';
  readonly body: readonly Statement[];
}

/** A statement, and the lines of comment before it. */
export type Statement = { readonly comments?: readonly string[] } & (
  | { readonly type: 'ExpressionStatement'; readonly expression: Expression }
  | {
      readonly type: 'VariableDeclaration';
      readonly kind: 'const';
      readonly declarations: readonly [
        { readonly type: 'VariableDeclarator'; readonly id: Expression; readonly init: Expression },
      ];
    }
  | {
      readonly type: 'ImportDeclaration';
      readonly specifiers: readonly {
        readonly type: 'ImportSpecifier';
        readonly imported: Expression;
        readonly local: Expression;
      }[];
      readonly source: Expression;
      readonly attributes: readonly [];
    }
  | {
      readonly type: 'TryStatement';
      readonly block: Block;
      readonly handler: null;
      readonly finalizer: Block;
    }
);

/** A name of our own making: never a text of the document. Throws a `TypeError` for what is no ASCII identifier. */
export function identifier(name: string): Expression {
  if (!/^[A-Za-z_$][\w$]*$/u.test(name)) throw new TypeError(`No identifier: ${name}`);
  return { type: 'Identifier', name };
}

export function literal(value: string | number | boolean | null): Expression {
  if (typeof value === 'number' && (value < 0 || Object.is(value, -0))) {
    return { type: 'UnaryExpression', operator: '-', prefix: true, argument: literal(-value) };
  }
  return { type: 'Literal', value, raw: typeof value === 'string' ? quoted(value) : String(value) };
}

export function list(elements: readonly Expression[]): Expression {
  return { type: 'ArrayExpression', elements };
}

/** A name that an object literal does not read as its prototype, and that linters do not read as a promise. */
export function object(members: readonly (readonly [name: string, value: Expression])[]): Expression {
  return { type: 'ObjectExpression', properties: members.map(([name, value]) => property(name, value)) };
}

function property(name: string, value: Expression): Property {
  // `{ "__proto__": … }` sets the prototype (ECMA-262 §B.3.1); a computed key is a member like any other.
  const computed = name === '__proto__';
  const key = !computed && /^[A-Za-z_$][\w$]*$/u.test(name) ? identifier(name) : literal(name);
  return { type: 'Property', kind: 'init', key, value, computed, method: false, shorthand: false };
}

export function call(callee: Expression, ...args: readonly Expression[]): Expression {
  return { type: 'CallExpression', callee, arguments: args, optional: false };
}

export function member(of: Expression, name: string): Expression {
  return { type: 'MemberExpression', object: of, property: identifier(name), computed: false, optional: false };
}

export function awaited(argument: Expression): Expression {
  return { type: 'AwaitExpression', argument };
}

/** `void` before a promise that nobody waits for. */
export function unawaited(argument: Expression): Expression {
  return { type: 'UnaryExpression', operator: 'void', prefix: true, argument };
}

export function asyncFunction(body: readonly Statement[]): Expression {
  return { type: 'ArrowFunctionExpression', async: true, expression: false, params: [], body: block(body) };
}

export function plainFunction(body: readonly Statement[]): Expression {
  return { type: 'ArrowFunctionExpression', async: false, expression: false, params: [], body: block(body) };
}

function block(body: readonly Statement[]): Block {
  return { type: 'BlockStatement', body };
}

export function statement(expression: Expression, comments: readonly string[] = []): Statement {
  return { type: 'ExpressionStatement', expression, comments };
}

export function constant(name: string, init: Expression, comments: readonly string[] = []): Statement {
  return {
    type: 'VariableDeclaration',
    kind: 'const',
    declarations: [{ type: 'VariableDeclarator', id: identifier(name), init }],
    comments,
  };
}

export function importNames(names: readonly string[], source: string): Statement {
  return {
    type: 'ImportDeclaration',
    specifiers: names.map((name) => ({
      type: 'ImportSpecifier',
      imported: identifier(name),
      local: identifier(name),
    })),
    source: literal(source),
    attributes: [],
  };
}

/** The statements, and others after them however they end. */
export function tryFinally(body: readonly Statement[], last: readonly Statement[]): Statement {
  return { type: 'TryStatement', block: block(body), handler: null, finalizer: block(last) };
}

/** Texts with expressions between them. */
export function template(parts: readonly (string | Expression)[]): Expression {
  const quasis: TemplatePart[] = [];
  const expressions: Expression[] = [];
  let text = '';
  for (const part of parts) {
    if (typeof part === 'string') text += part;
    else {
      quasis.push(quasi(text, false));
      expressions.push(part);
      text = '';
    }
  }
  quasis.push(quasi(text, true));
  return { type: 'TemplateLiteral', quasis, expressions };
}

function quasi(text: string, tail: boolean): TemplatePart {
  const escaped = quoted(text)
    .slice(1, -1)
    .replaceAll(String.raw`\'`, "'");
  return { type: 'TemplateElement', tail, value: { raw: escaped.replaceAll('`', '\\`').replaceAll('${', '\\${') } };
}
