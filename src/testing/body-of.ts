import type { FromSchema, JSONSchema } from 'json-schema-to-ts';

/** The JSON body of an operation, `POST /notes`, where the document is a TypeScript value (`as const`); else unknown. A `$ref` to a component is followed once. */
export type BodyOf<Document, Label> = Label extends `${infer Method} ${infer Path}`
  ? Document extends {
      readonly paths: { readonly [P in Path]: { readonly [M in Lowercase<Method>]: WithBody<infer S> } };
    }
    ? ValueOf<Component<Document, S>>
    : unknown
  : unknown;

interface WithBody<S> {
  readonly requestBody: { readonly content: { readonly 'application/json': { readonly schema: S } } };
}

type Component<Document, S> = S extends { readonly $ref: `#/components/schemas/${infer Name}` }
  ? Document extends { readonly components: { readonly schemas: { readonly [N in Name]: infer Named } } }
    ? Named
    : unknown
  : S;

type ValueOf<S> = S extends JSONSchema ? FromSchema<S> : unknown;
