import type { Place } from './place.ts';

/** Names that live outside the table: it must stay cheap to load. */
export interface KnownNames {
  readonly checks: readonly string[];
  /** Those of the checks that only run where they are named. */
  readonly optInChecks?: readonly string[];
  /** Those of the checks that the user brought. */
  readonly customChecks?: readonly string[];
  readonly reporters: readonly string[];
}

/** Turns what was given for one option into its setting, or throws the error that says what is wrong with it. */
export interface Reader<T> {
  /** The type as the reference shows it. */
  readonly type: string;
  /** The valid values, where there is a fixed set of them. */
  readonly choices?: readonly string[];
  /** Reads the texts of a flag, in their order, or the one text of an environment variable. */
  fromTexts(texts: readonly string[], place: Place, names: KnownNames): T;
  /** Reads a value of a configuration file or object. */
  fromValue(value: unknown, place: Place, names: KnownNames): T;
}

/** The text of an option that takes one: the last where a flag was repeated. */
export function lastOf(texts: readonly string[]): string {
  return texts.at(-1) ?? '';
}
