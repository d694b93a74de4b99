import type { Pattern } from '../../compile-pattern.ts';
import { compilePattern } from '../../compile-pattern.ts';
import { countCodePoints } from '../../count-code-points.ts';
import { hasFormat } from '../../formats.ts';
import type { LoweredSchema } from '../../lowered-schema.ts';
import type { Check } from '../contract.ts';

/** All keywords for texts, in the order that Ajv has them. */
export function stringChecks(schema: LoweredSchema, assertsFormat: boolean): readonly Check<string>[] {
  const { maxLength: max, minLength: min, pattern: source, format } = schema;
  const checks: Check<string>[] = [];
  if (max !== undefined)
    checks.push({ keyword: 'maxLength', test: (text) => text.length <= max || countCodePoints(text) <= max });
  if (min !== undefined)
    checks.push({ keyword: 'minLength', test: (text) => text.length >= min && countCodePoints(text) >= min });
  if (source !== undefined) checks.push(patternCheck(source));
  if (format !== undefined && assertsFormat)
    checks.push({ keyword: 'format', test: (text) => hasFormat(format, text) });
  return checks;
}

function patternCheck(source: string): Check<string> {
  let pattern: Pattern | undefined;
  return { keyword: 'pattern', test: (text) => (pattern ??= compilePattern(source)).test(text) };
}
