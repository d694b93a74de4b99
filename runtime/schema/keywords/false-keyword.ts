import type { FuncKeywordDefinition } from 'ajv';

/** The schema `false`. */
export const falseKeyword: FuncKeywordDefinition = {
  keyword: 'x-atg-false',
  schemaType: 'boolean',
  compile: () => () => false,
  error: { message: 'must NOT be present' },
};
