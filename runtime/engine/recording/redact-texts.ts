import type { JsonValue } from '../../model/json.ts';

/** The value with each of its texts redacted; names of members stay. */
export function redactTexts(value: JsonValue, text: (value: string) => string): JsonValue {
  if (typeof value === 'string') return text(value);
  if (Array.isArray(value)) return value.map((item: JsonValue) => redactTexts(item, text));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, member === undefined ? undefined : redactTexts(member, text)]),
  );
}
