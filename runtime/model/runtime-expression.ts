/** Which value of an exchange is meant (OpenAPI §Runtime Expressions). */
export type RuntimeExpression =
  | { readonly kind: 'url' | 'method' | 'statusCode' }
  | { readonly kind: 'header'; readonly of: 'request' | 'response'; readonly name: string }
  | { readonly kind: 'query' | 'path'; readonly of: 'request' | 'response'; readonly name: string }
  | { readonly kind: 'body'; readonly of: 'request' | 'response'; readonly pointer: string };

/**
 * A value that is written down with expressions in it: a value as it stands, an expression, a text around such, or a structure of them. Links are written
 * so, and the values of workflows, with more expressions.
 */
export type TemplateValue<E> =
  | { readonly kind: 'constant'; readonly value: unknown }
  | { readonly kind: 'expression'; readonly expression: E }
  | { readonly kind: 'template'; readonly parts: readonly (string | E)[] }
  | { readonly kind: 'list'; readonly items: readonly TemplateValue<E>[] }
  | { readonly kind: 'object'; readonly members: readonly (readonly [name: string, value: TemplateValue<E>])[] };

/** What a link gives a parameter or body. */
export type LinkValue = TemplateValue<RuntimeExpression>;
