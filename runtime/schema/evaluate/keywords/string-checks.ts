import type { Pattern } from '../../compile-pattern.ts';
import { compilePattern } from '../../compile-pattern.ts';
import { hasFormat } from '../../formats.ts';
import type { LoweredSchema } from '../../lowered-schema.ts';
import type { Check } from '../contract.ts';
import { assertion } from './assertion.ts';

export function stringChecks(schema: LoweredSchema, assertsFormat: boolean): readonly Check<string>[] {
  const { maxLength, minLength, pattern: source, format } = schema;
  const checks: Check<string>[] = [];
  if (maxLength !== undefined) {
    const holds = (text: string): boolean => text.length <= maxLength || codePoints(text) <= maxLength;
    const message = (): string => `must NOT have more than ${maxLength} characters`;
    checks.push(assertion(schema, 'maxLength', holds, message, { limit: maxLength }));
  }
  if (minLength !== undefined) {
    const holds = (text: string): boolean => text.length >= minLength && codePoints(text) >= minLength;
    const message = (): string => `must NOT have fewer than ${minLength} characters`;
    checks.push(assertion(schema, 'minLength', holds, message, { limit: minLength }));
  }
  if (source !== undefined) {
    let pattern: Pattern | undefined;
    const holds = (text: string): boolean => (pattern ??= compilePattern(source)).test(text);
    checks.push(assertion(schema, 'pattern', holds, () => `must match pattern "${source}"`, { pattern: source }));
  }
  if (format !== undefined && assertsFormat) {
    const holds = (text: string): boolean => hasFormat(format, text);
    checks.push(assertion(schema, 'format', holds, () => `must match format "${format}"`, { format }));
  }
  return checks;
}

/** Lengths are in code points (JSON Schema Validation §6.3.1); a lone surrogate counts as one. */
function codePoints(text: string): number {
  let count = text.length;
  for (let index = 0; index + 1 < text.length; index++) {
    if (isSurrogate(text, index, 0xd800) && isSurrogate(text, index + 1, 0xdc00)) {
      count--;
      index++;
    }
  }
  return count;
}

function isSurrogate(text: string, index: number, kind: number): boolean {
  return (text.charCodeAt(index) & 0xfc00) === kind;
}
