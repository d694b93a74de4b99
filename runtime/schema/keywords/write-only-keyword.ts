import type { FuncKeywordDefinition } from 'ajv';

/**
 * A `writeOnly` property in a response. Validators may ignore the keyword (JSON Schema Validation §9.4), so it decides no
 * verdict; it is told among the issues. Null gives nothing away.
 */
export function writeOnlyKeyword(isTold: boolean): FuncKeywordDefinition {
  return {
    keyword: 'x-atg-write-only',
    schemaType: 'boolean',
    compile: () => (value: unknown) => !isTold || value === null,
    error: { message: 'must NOT be sent: it is writeOnly' },
  };
}
