import { percentDecode } from './percent-encode.ts';

export type Pair = readonly [name: string, text: string];

/** The pairs of a query, form or cookie header, decoded. `+` stays what it is: the encoder writes none. */
export function wirePairs(text: string, separator: string): readonly Pair[] {
  if (text === '') return [];
  return text.split(separator).map((pair) => {
    const equals = pair.indexOf('=');
    return equals === -1
      ? [percentDecode(pair), '']
      : [percentDecode(pair.slice(0, equals)), percentDecode(pair.slice(equals + 1))];
  });
}

/** The query of a request target, without `?`. */
export function targetQuery(target: string): string {
  const mark = target.indexOf('?');
  return mark === -1 ? '' : target.slice(mark + 1);
}

export function textsOf(pairs: readonly Pair[], name: string): readonly string[] {
  const texts: string[] = [];
  for (const [key, text] of pairs) if (key === name) texts.push(text);
  return texts;
}
