import { boundedCache } from './bounded-cache.ts';
import { automatonMatcher } from './regex/automaton-matcher.ts';
import { safeLength } from './regex/backtracking-paths.ts';
import { foreignPattern } from './regex/foreign-pattern.ts';
import { parsePattern } from './regex/parse-pattern.ts';
import type { PatternNode } from './regex/pattern-node.ts';

/** A regular expression of a schema. */
export interface Pattern {
  readonly source: string;
  /** Whether the text holds a match, for all that is known: where that is unknown, it counts as matching. */
  test(text: string): boolean;
  /**
   * Whether the text holds a match. Time is bounded whatever the text. Nothing where the dialects that the expression
   * may be written in do not agree; for long texts where it needs backreferences *and* may backtrack without end; and
   * where it is so large that no automaton of bounded size follows.
   */
  decide(text: string): boolean | undefined;
  /** `'u'` where it is read with that flag, as JSON Schema wants it. */
  readonly flags: '' | 'u';
  readonly tree: PatternNode;
  /** Whether `decide` follows the tree alone; else the tree matches some more texts, or none that are decided. */
  readonly exact: boolean;
  /** Other dialects of regular expressions give it another meaning, or it has one in those alone. */
  readonly doubtful: boolean;
  /** The construct of another dialect that ECMAScript cannot express: then nothing is decided. */
  readonly unsupported: string | undefined;
}

/** Characters looked at: what takes some milliseconds at worst, and what takes less than a second. */
const QUICK = 1_000_000;
const SLOW = 30_000_000;

const cache = boundedCache<string, Pattern>(2_000);

/**
 * Compiles with `u` first, then without, then as an expression of another dialect. Throws `SyntaxError` where it is none
 * in any.
 */
export function compilePattern(source: string): Pattern {
  let pattern = cache.get(source);
  if (pattern === undefined) {
    pattern = buildPattern(source);
    cache.set(source, pattern);
  }
  return pattern;
}

function buildPattern(source: string): Pattern {
  const own = ownReading(source);
  if (own === undefined) return foreignOnly(source);
  const reading = readingOf(own, parsePattern(source, own.unicode), true);
  const { decide } = reading;
  const common = { ...reading, source, unsupported: undefined };
  if (own.unicode || !looksForeign(source)) return { ...common, doubtful: false, test: (text) => decide(text) ?? true };
  const other = foreignReading(source);
  return {
    ...common,
    exact: false,
    doubtful: true,
    test: (text) => decide(text) ?? true,
    decide(text) {
      const matches = decide(text);
      return matches === other?.decide(text) ? matches : undefined;
    },
  };
}

function ownReading(source: string): RegExp | undefined {
  for (const flags of ['u', '']) {
    try {
      return new RegExp(source, flags);
    } catch {
      // the next reading
    }
  }
  return undefined;
}

/** A pattern that is none of ECMAScript. */
function foreignOnly(source: string): Pattern {
  const foreign = foreignPattern(source);
  if (foreign.kind === 'invalid') throw new SyntaxError(`Invalid regular expression: ${source}`);
  if (foreign.kind === 'unsupported') {
    return {
      source,
      test: () => true,
      decide: () => undefined,
      flags: 'u',
      tree: { kind: 'sequence', items: [] },
      exact: false,
      doubtful: true,
      unsupported: foreign.construct,
    };
  }
  const reading = translatedReading(foreign.source, foreign.loose);
  return {
    ...reading,
    source,
    doubtful: true,
    unsupported: undefined,
    test: (text) => reading.decide(text) ?? true,
  };
}

/** One reading of an expression. */
type Reading = Pick<Pattern, 'decide' | 'flags' | 'tree' | 'exact'>;

function foreignReading(source: string): Reading | undefined {
  const foreign = foreignPattern(source);
  return foreign.kind === 'translated' ? translatedReading(foreign.source, foreign.loose) : undefined;
}

function translatedReading(source: string, loose: string): Reading {
  return readingOf(new RegExp(source, 'u'), parsePattern(loose, true), source === loose);
}

/** The tree is that of the expression, or where it is not exact of one that matches more. */
function readingOf(regExp: RegExp, tree: PatternNode, exact: boolean): Reading {
  let quick: number | undefined;
  let slow: ((text: string) => boolean | undefined) | undefined;
  return {
    flags: regExp.unicode ? 'u' : '',
    tree,
    exact,
    decide(text) {
      quick ??= safeLength(tree, QUICK);
      if (text.length <= quick) return regExp.test(text);
      slow ??= slowMatcher(regExp, tree, exact);
      return slow(text);
    },
  };
}

/** Matching of texts with which the engine may not end: by automaton, else where the engine surely ends in a second. */
function slowMatcher(regExp: RegExp, tree: PatternNode, exact: boolean): (text: string) => boolean | undefined {
  const byAutomaton = automatonMatcher(tree, regExp.unicode);
  const longest = safeLength(tree, SLOW);
  return (text) => {
    const matches = byAutomaton?.(text);
    if (matches === false || (exact && matches === true)) return matches;
    return text.length <= longest ? regExp.test(text) : undefined;
  };
}

/** An escape that stands for itself where there is no `u` flag, and for something else in another dialect. */
const FOREIGN_ESCAPE = /^\\(?:[AZzGQEhHaeiImRXyKNCgU]|[pPxo]\{|[pP][A-Z])/;

function looksForeign(source: string): boolean {
  for (const [token] of source.matchAll(/\\[\s\S][{A-Z]?|\[\[:|&&\[/g)) {
    if (!token.startsWith('\\') || FOREIGN_ESCAPE.test(token)) return true;
  }
  return false;
}
