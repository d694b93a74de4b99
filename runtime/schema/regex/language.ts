import { boundedCache } from '../bounded-cache.ts';
import { regularLanguage } from './regular-language.ts';
import type { TextConstraints, TextLanguage } from './text-language.ts';
import { trialLanguage } from './trial-language.ts';

const cache = boundedCache<string, TextLanguage>(100);

/**
 * The language of some constraints. Nothing is built before a property is read. Throws `SyntaxError` where a pattern is
 * no regular expression.
 */
export function textLanguage(constraints: TextConstraints): TextLanguage {
  const key = keyOf(constraints);
  let language = cache.get(key);
  if (language === undefined) {
    language = lazyLanguage(constraints);
    cache.set(key, language);
  }
  return language;
}

function keyOf({ patterns, notPatterns, minLength, maxLength, alphabet }: TextConstraints): string {
  const carried =
    alphabet === undefined
      ? []
      : [alphabet.negated, alphabet.ranges, alphabet.properties.map((property) => property.source)];
  return JSON.stringify([patterns, notPatterns, minLength, String(maxLength), carried]);
}

function lazyLanguage(constraints: TextConstraints): TextLanguage {
  let built: TextLanguage | undefined;
  const language = (): TextLanguage => (built ??= regularLanguage(constraints) ?? trialLanguage(constraints));
  return {
    get emptiness() {
      return language().emptiness;
    },
    get cardinality() {
      return language().cardinality;
    },
    get shortest() {
      return language().shortest;
    },
    sample: (rng, length) => language().sample(rng, length),
    members: (most) => language().members(most),
  };
}
