/** Which value of an exchange is meant (OpenAPI §Runtime Expressions). */
export type RuntimeExpression =
  | { readonly kind: 'url' | 'method' | 'statusCode' }
  | { readonly kind: 'header'; readonly of: 'request' | 'response'; readonly name: string }
  | { readonly kind: 'query' | 'path'; readonly of: 'request' | 'response'; readonly name: string }
  | { readonly kind: 'body'; readonly of: 'request' | 'response'; readonly pointer: string };

/** What a link gives a parameter or body: a value as it stands, one of the exchange, a text around such, or a structure of them. */
export type LinkValue =
  | { readonly kind: 'constant'; readonly value: unknown }
  | { readonly kind: 'expression'; readonly expression: RuntimeExpression }
  | { readonly kind: 'template'; readonly parts: readonly (string | RuntimeExpression)[] }
  | { readonly kind: 'list'; readonly items: readonly LinkValue[] }
  | { readonly kind: 'object'; readonly members: readonly (readonly [name: string, value: LinkValue])[] };
