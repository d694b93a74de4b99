import type { CharSet } from './pattern-node.ts';
import type { Rng } from './plausible-characters.ts';

/** What is said about a text. Lengths are in code points. */
export interface TextConstraints {
  /** Each of them matches somewhere in the text. */
  readonly patterns: readonly string[];
  /** None of them matches anywhere in the text. */
  readonly notPatterns: readonly string[];
  readonly minLength: number;
  /** May be infinite. */
  readonly maxLength: number;
  /** What the place can carry; where absent, every code point but the surrogates. */
  readonly alphabet?: CharSet;
}

/** The texts that keep some constraints. */
export interface TextLanguage {
  /** `unknown`: no automaton of bounded size decides it, and texts are found by trial. */
  readonly emptiness: 'empty' | 'inhabited' | 'unknown';
  /** How many texts there are, exact up to a million; above, it only says so. Nothing where unknown. */
  readonly cardinality: number | undefined;
  /** Fewest code points of a text; a lower bound where the emptiness is unknown. */
  readonly shortest: number;
  /**
   * A text of the wanted number of code points, or nearly; every text can come out. Nothing where the language is empty
   * or trial found none. The same numbers drawn give the same text.
   */
  sample(rng: Rng, length: number): string | undefined;
  /** All texts, shorter ones first, where there are at most `most`. */
  members(most: number): readonly string[] | undefined;
}
