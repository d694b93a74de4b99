import { pointerTokens } from '../../model/json.ts';
import { shortText } from './short-text.ts';

/** A place in a request. */
export interface Place {
  readonly location: string | undefined;
  readonly parameter?: string | undefined;
  readonly pointer: string;
}

/** How a title calls a place: `limit`, `header X-Trace`, `address.street`, `body`. */
export function placeWords({ location, parameter, pointer }: Place): string {
  const inside = pointerTokens(pointer).map((token) => (/^\d+$/u.test(token) ? '[]' : `.${token}`));
  if (parameter === undefined) {
    const path = inside.join('').replace(/^\./u, '');
    return path === '' ? 'body' : shortText(path, 60);
  }
  const name = shortText(`${parameter}${inside.join('')}`, 60);
  return location === 'header' || location === 'cookie' ? `${location} ${name}` : name;
}

/** The same with its article. */
export function withArticle(words: string): string {
  if (words === 'body') return 'a body';
  return /^[aeiou]/iu.test(words) ? `an ${words}` : `a ${words}`;
}
