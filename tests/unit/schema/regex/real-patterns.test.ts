import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { fixedRng } from '../../../../runtime/arbitraries/generate/draw.ts';
import { textLanguage } from '../../../../runtime/schema/regex/language.ts';

const FOLDER = new URL('../../../../../shared/data/specs/', import.meta.url);
const BOTTOMLESS = Number.POSITIVE_INFINITY;

/** Every `pattern`, and every name of `patternProperties`, in the public documents. */
function realPatterns(): readonly string[] {
  const found = new Set<string>();
  for (const name of readdirSync(FOLDER).filter((file) => file.endsWith('.json.gz'))) {
    const text = gunzipSync(readFileSync(new URL(name, FOLDER))).toString('utf8');
    for (const [, literal = '""'] of text.matchAll(/"pattern"\s*:\s*("(?:[^"\\]|\\.)*")/g)) {
      found.add(String(JSON.parse(literal)));
    }
  }
  return [...found];
}

function compile(source: string): RegExp {
  try {
    return new RegExp(source, 'u');
  } catch {
    return new RegExp(source);
  }
}

describe.skipIf(!existsSync(FOLDER))(
  'patterns of public documents (skipped where ../shared/data/specs is absent)',
  () => {
    it('all have a language, whose texts match, and a complement, whose texts do not', () => {
      const patterns = realPatterns();
      expect(patterns.length).toBeGreaterThan(100);
      const rng = fixedRng(5);
      for (const source of patterns) {
        const regExp = compile(source);
        const inside = textLanguage({ patterns: [source], notPatterns: [], minLength: 0, maxLength: BOTTOMLESS });
        const outside = textLanguage({ patterns: [], notPatterns: [source], minLength: 1, maxLength: 60 });
        expect([inside.emptiness, outside.emptiness], source).toEqual(['inhabited', 'inhabited']);
        for (let index = 0; index < 10; index++) {
          const [text, other] = [inside.sample(rng, inside.shortest + index), outside.sample(rng, 1 + index)];
          expect(text !== undefined && regExp.test(text), `${source} ${text}`).toBe(true);
          expect(other === undefined || regExp.test(other), `${source} ${other}`).toBe(false);
        }
      }
    });
  },
);
