import type { CaseValues } from '../../model/case.ts';
import type { JsonValue } from '../../model/json.ts';

const bytesKey = '$base64';

/** A case's values as JSON: bytes stand as `{ "$base64": … }`, what is undefined is left out. */
export function valuesToJson(values: CaseValues): JsonValue {
  return toJson(values) ?? null;
}

/** The values that were written so. */
export function valuesFromJson(json: JsonValue): CaseValues {
  const read = fromJson(json);
  const none = { path: {}, query: {}, header: {}, cookie: {} };
  return typeof read === 'object' && read !== null && !Array.isArray(read) ? { ...none, ...read } : none;
}

function toJson(value: unknown): JsonValue | undefined {
  if (value instanceof Uint8Array) return { [bytesKey]: Buffer.from(value).toString('base64') };
  if (Array.isArray(value)) return value.map((item) => toJson(item) ?? null);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).flatMap(([name, member]) => {
        const json = toJson(member);
        return json === undefined ? [] : [[name, json]];
      }),
    );
  }
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return value;
  // What JSON has no number for is kept as the text it would be.
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  return typeof value === 'bigint' ? String(value) : undefined;
}

function fromJson(json: JsonValue | undefined): unknown {
  if (typeof json !== 'object' || json === null) return json;
  if (Array.isArray(json)) return json.map((item: JsonValue) => fromJson(item));
  const members = Object.entries(json);
  const [only] = members;
  if (members.length === 1 && only?.[0] === bytesKey && typeof only[1] === 'string') {
    return new Uint8Array(Buffer.from(only[1], 'base64'));
  }
  return Object.fromEntries(members.map(([name, member]) => [name, fromJson(member)]));
}
