import type { FuncKeywordDefinition } from 'ajv';

/** The property that says which branch an object is, and all it can say. */
export interface Discriminator {
  readonly propertyName: string;
  readonly tags: readonly string[];
}

/** A discriminator's value must be a key of its mapping or the name of a branch (OpenAPI 3.1 §4.8.25). */
export const discriminatorKeyword: FuncKeywordDefinition = {
  keyword: 'x-atg-discriminator',
  type: 'object',
  compile: ({ propertyName, tags }: Discriminator) => {
    const known = new Set(tags);
    return (value: Readonly<Record<string, unknown>>) => {
      const tag = Object.hasOwn(value, propertyName) ? value[propertyName] : undefined;
      return typeof tag !== 'string' || known.has(tag);
    };
  },
  error: {
    message: ({ schema }) => {
      const { propertyName, tags } = schema as Discriminator;
      return `must have a ${propertyName} that is one of ${tags.join(', ')}`;
    },
  },
};
