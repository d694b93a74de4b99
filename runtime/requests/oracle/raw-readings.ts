import { parse, printParseErrorCode } from 'jsonc-parser';
import type { ParseError } from 'jsonc-parser';
import { parse as parseYaml } from 'yaml';

/** Everything that a lenient JSON parser may make of a text: comments, trailing commas, text after the end, single quotes, bare keys; or the text itself. */
export function rawReadings(text: string): readonly unknown[] {
  const readings: unknown[] = [text];
  const errors: ParseError[] = [];
  const value: unknown = parse(text, errors, { allowTrailingComma: true });
  if (value !== undefined && errors.every(({ error }) => printParseErrorCode(error) === 'EndOfFileExpected'))
    readings.push(value);
  // YAML's flow style is what Newtonsoft and JSON5 readers accept, and more.
  try {
    readings.push(parseYaml(text));
  } catch {
    // No reading of this kind.
  }
  return readings;
}
