import { boundedCache } from '../schema/bounded-cache.ts';

/** The same few thousand names make up the largest document. */
const split = boundedCache<string, readonly string[]>(8_000);

/** The words of a name in lower case: `customerId`, `customer_id`, `customer-id` and `Customer.ID` are all `customer`, `id`. */
export function nameWords(name: string): readonly string[] {
  const known = split.get(name);
  if (known !== undefined) return known;
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/gu, '$1 $2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
  split.set(name, words);
  return words;
}

const irregular: ReadonlyMap<string, string> = new Map([
  ['people', 'person'],
  ['children', 'child'],
  ['men', 'man'],
  ['women', 'woman'],
  ['indices', 'index'],
  ['indexes', 'index'],
  ['matrices', 'matrix'],
  ['vertices', 'vertex'],
  ['aliases', 'alias'],
  ['movies', 'movie'],
  ['cookies', 'cookie'],
  ['caches', 'cache'],
]);

/** What looks like a plural and is none, or is the same in both. */
const unchanged: ReadonlySet<string> = new Set(['news', 'series', 'species', 'sms', 'dns', 'aws', 'gps', 'kubernetes']);

/** A noun's singular, as far as endings tell: it only has to be the same for both forms of a name. */
export function singular(word: string): string {
  const known = irregular.get(word);
  if (known !== undefined) return known;
  if (unchanged.has(word) || word.length < 4 || !word.endsWith('s')) return word;
  if (/(?:ss|us|is|ics)$/u.test(word)) return word;
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (/(?:ss|x|zz|ch|sh|[^aeo]us)es$/u.test(word)) return word.slice(0, -2);
  return word.slice(0, -1);
}

/** A name's words with the last one in the singular, joined: `ssh_keys` and `sshKey` are both `ssh key`. */
export function nounOf(words: readonly string[]): string {
  return words.map((word, index) => (index === words.length - 1 ? singular(word) : word)).join(' ');
}
