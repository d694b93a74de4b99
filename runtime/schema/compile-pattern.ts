import { boundedCache } from './bounded-cache.ts';
import { automatonMatcher } from './regex/automaton-matcher.ts';
import { safeLength } from './regex/backtracking-paths.ts';
import { parsePattern } from './regex/parse-pattern.ts';
import type { PatternNode } from './regex/pattern-node.ts';

/** A regular expression of a schema. */
export interface Pattern {
  readonly source: string;
  /**
   * Whether the text holds a match, for all that is known: a text that `decide` says nothing about counts as matching.
   */
  test(text: string): boolean;
  /**
   * Whether the text holds a match. Time is bounded whatever the text. Nothing for long texts where the expression needs
   * backreferences *and* may backtrack without end, and where it is so large that no automaton of bounded size follows.
   */
  decide(text: string): boolean | undefined;
  /** `'u'` where it compiles with that flag, as JSON Schema wants it. */
  readonly flags: '' | 'u';
  readonly tree: PatternNode;
  /** Compiles only without `u` because of escapes that other dialects of regular expressions give another meaning. */
  readonly doubtful: boolean;
}

/** Characters looked at: what takes some milliseconds at worst, and what takes less than a second. */
const QUICK = 1_000_000;
const SLOW = 30_000_000;
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

/** The engine's own matching, for texts with which it surely ends in a fraction of a second. */
function slowMatcher(regExp: RegExp, tree: PatternNode): (text: string) => boolean | undefined {
  const longest = safeLength(tree, SLOW);
  return (text) => (text.length <= longest ? regExp.test(text) : undefined);
}

function buildPattern(source: string): Pattern {
  const regExp = compileRegExp(source);
  const tree = parsePattern(source, regExp.unicode);
  let quick: number | undefined;
  let matcher: ((text: string) => boolean | undefined) | undefined;
  const decide = (text: string): boolean | undefined => {
    quick ??= safeLength(tree, QUICK);
    if (text.length <= quick) return regExp.test(text);
    matcher ??= automatonMatcher(tree, regExp.unicode) ?? slowMatcher(regExp, tree);
    return matcher(text);
  };
  return {
    source,
    flags: regExp.unicode ? 'u' : '',
    tree,
    doubtful: !regExp.unicode && LETTER_ESCAPE.test(source),
    test: (text) => decide(text) ?? true,
    decide,
  };
}
