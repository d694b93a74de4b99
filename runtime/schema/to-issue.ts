import type { JsonPointer } from '../model/json.ts';
import { compilePattern } from './compile-pattern.ts';
import type { KeywordError } from './evaluate/keyword-error.ts';
import { documentKeyword, ORIGIN } from './lowered-schema.ts';
import { below } from './lowering-context.ts';
import type { SchemaIssue } from './schemas.ts';

/** An error in the document's terms; nothing for a keyword that only the lowering put there. */
export function toIssue(error: KeywordError): SchemaIssue | undefined {
  const origin = error.parentSchema?.[ORIGIN];
  if (origin === undefined || origin.synthetic) return undefined;
  const keyword = documentKeyword(error.keyword);
  const tokens = keyword === 'false schema' ? [] : (origin.keywords[keyword] ?? [keyword]);
  return {
    keyword,
    valuePointer: error.instancePath as JsonPointer, // Ajv writes it as RFC 6901 does
    location: below(origin.ref.location, ...tokens),
    message: error.message ?? `must satisfy "${keyword}"`,
    params: keyword === 'type' ? { type: plainType(error.params['type']) } : error.params,
    uncertain: isUncertain(error),
  };
}

/** One type alone as its name. */
function plainType(types: unknown): unknown {
  return Array.isArray(types) && types.length === 1 ? types[0] : types;
}

function isUncertain(error: KeywordError): boolean {
  switch (error.keyword) {
    case 'format':
    case 'unevaluatedProperties':
    case 'unevaluatedItems':
      return true;
    case 'pattern':
      return error.uncertain === true || compilePattern(String(error.params['pattern'])).doubtful;
    default:
      return error.uncertain === true;
  }
}
