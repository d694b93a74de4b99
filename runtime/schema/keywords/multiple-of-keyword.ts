import type { FuncKeywordDefinition } from 'ajv';
import { isMultipleOf } from '../exact-decimal.ts';

/** `multipleOf` in decimal arithmetic: 19.99 is a multiple of 0.01. */
export const multipleOfKeyword: FuncKeywordDefinition = {
  keyword: 'x-atg-multiple-of',
  type: 'number',
  schemaType: 'number',
  compile: (divisor: number) => (value: number) => isMultipleOf(value, divisor),
  error: {
    message: ({ schema }) => `must be multiple of ${String(schema)}`,
  },
};
