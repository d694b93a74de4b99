import { pointerTo, type JsonPointer } from '../model/json.ts';
import type { SchemaRef } from '../model/schema-ref.ts';
import { parseJson } from '../requests/decode-body.ts';
import { isJsonMediaType } from '../requests/media-type.ts';
import type { SchemaIssue, Schemas } from '../schema/schemas.ts';

type Raw = Readonly<Record<string, unknown>>;

/** No document needs more steps than these. */
const maxDepth = 32;

/**
 * What is wrong with texts that hold JSON (`contentMediaType`, `contentSchema`): validators leave it to whoever asks. The value is valid otherwise. Of
 * alternatives those count that the value is valid under; one of them must have its content, too.
 */
export function contentIssues(
  schema: SchemaRef,
  value: unknown,
  schemas: Schemas,
  pointer: JsonPointer = '' as JsonPointer,
  depth = 0,
): readonly SchemaIssue[] {
  const raw = schema.schema;
  if (!isRaw(raw) || depth > maxDepth) return [];
  const next = (part: SchemaRef, inner: unknown = value, at: JsonPointer = pointer): readonly SchemaIssue[] =>
    contentIssues(part, inner, schemas, at, depth + 1);
  const issues: SchemaIssue[] = [...ownIssues(schema, raw, value, schemas, pointer)];
  if (typeof raw['$ref'] === 'string')
    issues.push(...next({ scope: schema.scope, ...schema.scope.resolve(raw['$ref'], schema.location) }));
  for (const branch of listed(schema, raw, 'allOf')) issues.push(...next(branch));
  for (const keyword of ['anyOf', 'oneOf'] as const) {
    const valid = listed(schema, raw, keyword).filter((branch) => schemas.isValid(branch, value, 'response'));
    const found = valid.map((branch) => next(branch));
    if (found.every((some) => some.length > 0)) issues.push(...(found[0] ?? []));
  }
  if (raw['if'] !== undefined) {
    const holds = schemas.isValid(child(schema, raw['if'], 'if'), value, 'response');
    const chosen = holds ? 'then' : 'else';
    if (raw[chosen] !== undefined) issues.push(...next(child(schema, raw[chosen], chosen)));
  }
  const { properties } = raw;
  if (isRaw(properties) && isRaw(value)) {
    for (const [name, member] of Object.entries(value)) {
      if (!Object.hasOwn(properties, name)) continue;
      issues.push(...next(child(schema, properties[name], 'properties', name), member, pointerTo(pointer, name)));
    }
  }
  return issues;
}

function ownIssues(
  schema: SchemaRef,
  raw: Raw,
  value: unknown,
  schemas: Schemas,
  pointer: JsonPointer,
): readonly SchemaIssue[] {
  const { contentMediaType, contentEncoding, contentSchema } = raw;
  if (typeof value !== 'string' || typeof contentMediaType !== 'string' || contentEncoding !== undefined) return [];
  if (!isJsonMediaType(contentMediaType)) return [];
  const parsed = parseJson(value);
  if (parsed.kind === 'malformed') {
    const { location } = child(schema, contentMediaType, 'contentMediaType');
    const message = `must be ${contentMediaType}`;
    return [{ keyword: 'contentMediaType', valuePointer: pointer, location, message, params: {}, uncertain: false }];
  }
  if (contentSchema === undefined) return [];
  const inner = schemas.issues(child(schema, contentSchema, 'contentSchema'), parsed.value, 'response');
  return inner.map((issue) => ({ ...issue, valuePointer: `${pointer}${issue.valuePointer}` as JsonPointer }));
}

function listed(schema: SchemaRef, raw: Raw, keyword: string): readonly SchemaRef[] {
  const branches = raw[keyword];
  return Array.isArray(branches) ? branches.map((branch: unknown, index) => child(schema, branch, keyword, index)) : [];
}

function child({ location, scope }: SchemaRef, schema: unknown, ...tokens: readonly (string | number)[]): SchemaRef {
  const at = { ...location, pointer: pointerTo(location.pointer, ...tokens) };
  return { schema, location: at, scope: scope.scopeAt?.(at) ?? scope };
}

function isRaw(value: unknown): value is Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
