import type { Format } from 'ajv';
import { fullFormats } from 'ajv-formats/dist/formats.js';

/**
 * The formats that are checked. OpenAPI's own say how a value is meant, not which values are valid: servers send 64-bit
 * numbers in `int32` fields and text in `byte` fields, and every client copes.
 */
export const checkedFormats: Readonly<Record<string, Format>> = {
  ...fullFormats,
  int32: true,
  int64: true,
  float: true,
  double: true,
  byte: true,
  binary: true,
  password: true,
};

/** Whether a text has a format that is checked; unknown formats hold anything. */
export function hasFormat(name: string, text: string): boolean {
  const format: unknown = Object.hasOwn(checkedFormats, name) ? checkedFormats[name] : true;
  if (format === true) return true;
  if (format instanceof RegExp) return format.test(text);
  if (typeof format === 'function') return format(text) === true;
  const { validate } = format as { validate: unknown };
  return typeof validate === 'function' ? validate(text) === true : true;
}
