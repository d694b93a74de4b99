import { createRequire } from 'node:module';
import { parse, parseTree } from 'jsonc-parser';
import type { ParseError } from 'jsonc-parser';
import type * as Yaml from 'yaml';

// Loaded when the first raw body is judged: few cases have one.
const require = createRequire(import.meta.url);

/** Everything that a lenient JSON parser may make of a text: comments, trailing commas, text after the end, single quotes, bare keys; or the text itself. */
export function rawReadings(text: string): readonly unknown[] {
  const readings: unknown[] = [text];
  // Jackson and Gson stop at the end of the first value.
  const end = endOfFirstValue(text);
  const errors: ParseError[] = [];
  const value: unknown = parse(text.slice(0, end), errors, { allowTrailingComma: true });
  if (errors.length === 0) readings.push(value);
  // YAML's flow style is what Newtonsoft and JSON5 readers accept, and more.
  try {
    const yaml = require('yaml') as typeof Yaml;
    readings.push(yaml.parse(text));
  } catch {
    // No reading of this kind.
  }
  return readings;
}

function endOfFirstValue(text: string): number {
  const root = parseTree(text, [], { allowTrailingComma: true });
  return root === undefined ? 0 : root.offset + root.length;
}
