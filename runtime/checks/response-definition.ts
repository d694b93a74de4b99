import type { Operation, ResponseDefinition } from '../model/operation.ts';

/**
 * The definition that a status selects: the exact code, then a range such as `4XX` with fewer `X` first, then `default`
 * (OpenAPI 3.1 §4.8.16, Responses Object).
 */
export function responseDefinition(operation: Operation, status: number): ResponseDefinition | undefined {
  const code = String(status);
  let best: ResponseDefinition | undefined;
  let bestRank = Number.POSITIVE_INFINITY;
  for (const definition of operation.responses) {
    const rank = matchRank(definition.status, code);
    if (rank < bestRank) {
      best = definition;
      bestRank = rank;
    }
  }
  return best;
}

/** 0 for the exact code, 1 to 3 for the wildcards, 4 for `default`, infinite for no match. */
function matchRank(documented: string, code: string): number {
  if (documented === code) return 0;
  if (documented === 'default') return 4;
  if (documented.length !== code.length) return Number.POSITIVE_INFINITY;
  let wildcards = 0;
  for (let i = 0; i < code.length; i += 1) {
    const char = documented[i];
    if (char === 'X' || char === 'x') wildcards += 1;
    else if (char !== code[i]) return Number.POSITIVE_INFINITY;
  }
  return wildcards;
}
