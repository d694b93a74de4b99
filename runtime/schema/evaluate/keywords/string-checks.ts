import type { Pattern } from '../../compile-pattern.ts';
import { compilePattern } from '../../compile-pattern.ts';
import { hasFormat } from '../../formats.ts';
import type { LoweredSchema } from '../../lowered-schema.ts';
import type { Check } from '../contract.ts';

/** All keywords for texts, in the order that Ajv has them. */
export function stringChecks(schema: LoweredSchema, assertsFormat: boolean): readonly Check<string>[] {
  const { maxLength: max, minLength: min, pattern: source, format } = schema;
  const checks: Check<string>[] = [];
  if (max !== undefined)
    checks.push({ keyword: 'maxLength', test: (text) => text.length <= max || codePoints(text) <= max });
  if (min !== undefined)
    checks.push({ keyword: 'minLength', test: (text) => text.length >= min && codePoints(text) >= min });
  if (source !== undefined) checks.push(patternCheck(source));
  if (format !== undefined && assertsFormat)
    checks.push({ keyword: 'format', test: (text) => hasFormat(format, text) });
  return checks;
}

function patternCheck(source: string): Check<string> {
  let pattern: Pattern | undefined;
  return { keyword: 'pattern', test: (text) => (pattern ??= compilePattern(source)).test(text) };
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
