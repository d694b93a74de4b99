import { boundedCache } from './bounded-cache.ts';
import { backtrackingRisk } from './regex/backtracking-risk.ts';
import { linearMatcher } from './regex/linear-matcher.ts';
import { parsePattern } from './regex/parse-pattern.ts';
import type { PatternNode } from './regex/pattern-node.ts';

/** A regular expression of a schema. */
export interface Pattern {
  readonly source: string;
  /**
   * Whether the text holds a match. Never takes more than linear time on long text, except where the expression needs
   * lookarounds or backreferences *and* may backtrack without end: long text then counts as matching.
   */
  test(text: string): boolean;
  /** `'u'` where it compiles with that flag, as JSON Schema wants it. */
  readonly flags: '' | 'u';
  readonly tree: PatternNode;
  /** Compiles only without `u` because of escapes that other dialects of regular expressions give another meaning. */
  readonly doubtful: boolean;
}

const LONG_TEXT = 2_000;
const LONG_TEXT_AT_RISK = 20;
const LETTER_ESCAPE = /\\[AZzGQEhHaeiImRXy]/;

const cache = boundedCache<string, Pattern>(2_000);

/** Compiles with `u` first, then without. Throws `SyntaxError` where neither works. */
export function compilePattern(source: string): Pattern {
  let pattern = cache.get(source);
  if (pattern === undefined) {
    pattern = buildPattern(source);
    cache.set(source, pattern);
  }
  return pattern;
}

function compileRegExp(source: string): RegExp {
  try {
    return new RegExp(source, 'u');
  } catch {
    return new RegExp(source);
  }
}

function buildPattern(source: string): Pattern {
  const regExp = compileRegExp(source);
  const tree = parsePattern(source, regExp.unicode);
  const atRisk = backtrackingRisk(tree);
  const limit = atRisk ? LONG_TEXT_AT_RISK : LONG_TEXT;
  let matcher: ((text: string) => boolean) | undefined;
  return {
    source,
    flags: regExp.unicode ? 'u' : '',
    tree,
    doubtful: !regExp.unicode && LETTER_ESCAPE.test(source),
    test(text) {
      if (text.length <= limit) return regExp.test(text);
      matcher ??= linearMatcher(tree, regExp.unicode) ?? (atRisk ? () => true : (long) => regExp.test(long));
      return matcher(text);
    },
  };
}
