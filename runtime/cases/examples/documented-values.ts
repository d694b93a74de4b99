type Node = Readonly<Record<string, unknown>>;

/** A value that a schema itself documents, and the keyword it stands under. */
export interface DocumentedValue {
  readonly keyword: string;
  readonly value: unknown;
}

/** OpenAPI's `example`, Swagger's `x-example`, JSON Schema's `examples`; the `default` where there is none of them. */
export function documentedValues(schema: Node): readonly DocumentedValue[] {
  const found: DocumentedValue[] = [];
  for (const keyword of ['example', 'x-example']) {
    if (Object.hasOwn(schema, keyword)) found.push({ keyword, value: schema[keyword] });
  }
  const { examples } = schema;
  if (Array.isArray(examples)) {
    for (const value of examples as readonly unknown[]) found.push({ keyword: 'examples', value });
  }
  if (found.length === 0 && Object.hasOwn(schema, 'default'))
    found.push({ keyword: 'default', value: schema['default'] });
  return found.filter(({ value }) => value !== undefined);
}
