import type { JsonValue } from '../model/json.ts';

export type JsonRecord = { readonly [key: string]: JsonValue | undefined };

export function isRecord(value: JsonValue | undefined): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/** An own member of a value that may be anything. */
export function member(value: JsonValue | undefined, name: string): JsonValue | undefined {
  return isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

export function textMember(value: JsonValue | undefined, name: string): string | undefined {
  const found = member(value, name);
  return typeof found === 'string' ? found : undefined;
}

/** A text or number as text; empty for anything else. */
export function asText(value: JsonValue | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** A list of objects that all pass the test, and at least one. */
function recordsOf(
  value: JsonValue | undefined,
  test: (record: JsonRecord) => boolean,
): readonly JsonRecord[] | undefined {
  if (!isList(value) || value.length === 0) return undefined;
  const records = value.filter(isRecord);
  return records.length === value.length && records.every(test) ? records : undefined;
}

/** Texts of a list that holds nothing else, and at least one. */
export function textsOf(value: JsonValue | undefined): readonly string[] | undefined {
  if (!isList(value) || value.length === 0) return undefined;
  const texts = value.filter((item) => typeof item === 'string');
  return texts.length === value.length ? texts : undefined;
}

const maxDepth = 4;

/** The first list of objects passing the test, at most four levels down: apps wrap what their framework gives them. */
export function findRecords(
  value: JsonValue | undefined,
  test: (record: JsonRecord) => boolean,
  depth = 0,
): readonly JsonRecord[] | undefined {
  const records = recordsOf(value, test);
  if (records !== undefined || !isRecord(value) || depth === maxDepth) return records;
  for (const inner of Object.values(value)) {
    const found = findRecords(inner, test, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The tokens of a list of names and positions; nothing where it holds anything else. */
export function pathOf(value: JsonValue | undefined): readonly (string | number)[] | undefined {
  if (!isList(value)) return undefined;
  const tokens = value.filter((token) => typeof token === 'string' || typeof token === 'number');
  return tokens.length === value.length ? tokens : undefined;
}
