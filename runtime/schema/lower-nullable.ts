import type { DialectRules } from './dialect-rules.ts';
import type { LoweredDraft, LoweredSchema, Origin } from './lowered-schema.ts';
import { ORIGIN } from './lowered-schema.ts';

/**
 * OpenAPI 3.0's `nullable`. Beside a plain `type` it admits null. Where the document is ambiguous (no `type`, an `enum`
 * without null, `allOf` or `$ref` beside it) null is tolerated: accepted, but neither generated nor called a violation.
 */
export function lowerNullable(
  raw: Readonly<Record<string, unknown>>,
  draft: LoweredDraft,
  rules: DialectRules,
): LoweredSchema {
  if (rules.nullable === undefined || raw[rules.nullable] !== true) return draft;
  if (draft.type?.includes('null')) return draft;
  const combined = draft.allOf ?? draft.anyOf ?? draft.oneOf ?? draft.not ?? draft['x-atg-ref'];
  if (draft.type !== undefined && combined === undefined) {
    const type = [...draft.type, 'null'];
    if (draft.enum === undefined || draft.enum.includes(null)) return { ...draft, type };
    return { ...draft, type, enum: [...draft.enum, null], 'x-atg-tolerates-null': true };
  }
  const origin: Origin = { ...draft[ORIGIN], synthetic: true };
  return { [ORIGIN]: origin, if: { [ORIGIN]: origin, type: ['null'] }, else: draft, 'x-atg-tolerates-null': true };
}
