import { jsonEqual } from '../../requests/json-equal.ts';
import { isSecret } from './server-managed.ts';

/** How a value that was sent compares to the one that is shown: `normalised` is what servers do to values they keep, such as trimming. */
export type Comparison = 'same' | 'normalised' | 'different';

/**
 * Compares a value that was sent with the one that is shown for it. An absent value is `undefined`. Members that only the server knows make no difference, and
 * neither do secrets.
 */
export function compareValue(sent: unknown, shown: unknown): Comparison {
  if (jsonEqual(sent, shown)) return 'same';
  if (isEmpty(sent) && isEmpty(shown)) return 'same';
  if (Array.isArray(sent) && Array.isArray(shown)) return compareLists(sent, shown);
  if (isObject(sent) && isObject(shown))
    return worst(keysOf(sent).map((name) => compareValue(sent[name], shown[name])));
  return compareScalars(sent, shown);
}

/** A secret is shown masked, or as a hash that is salted anew each time. */
function keysOf(sent: object): readonly string[] {
  return Object.keys(sent).filter((name) => !isSecret(name));
}

/** Servers tell what is absent, null and empty apart less than JSON does. */
function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const order = ['same', 'normalised', 'different'] as const;

function worst(all: readonly Comparison[]): Comparison {
  return order[Math.max(0, ...all.map((one) => order.indexOf(one)))] ?? 'same';
}

/** In order, or as a set: sorted, and what is there twice once. */
function compareLists(sent: readonly unknown[], shown: readonly unknown[]): Comparison {
  if (sent.length === shown.length) {
    const inOrder = worst(sent.map((item, index) => compareValue(item, shown[index])));
    if (inOrder !== 'different') return inOrder;
  }
  if (shown.length > sent.length) return 'different';
  const covers = (some: readonly unknown[], others: readonly unknown[]): boolean =>
    some.every((one) => others.some((other) => compareValue(one, other) !== 'different'));
  return covers(sent, shown) && covers(shown, sent) ? 'normalised' : 'different';
}

function compareScalars(sent: unknown, shown: unknown): Comparison {
  const [a, b] = [asNumber(sent), asNumber(shown)];
  if (a !== undefined && b !== undefined) return a === b ? 'same' : isRounded(a, b) ? 'normalised' : 'different';
  if (typeof sent !== 'string' || typeof shown !== 'string') return 'different';
  const [from, to] = [instant(sent), instant(shown)];
  // Databases keep less of a second, and the zone for themselves.
  if (from !== undefined && to !== undefined && Math.abs(from - to) <= 1000) return 'normalised';
  return plain(sent) === plain(shown) ? 'normalised' : 'different';
}

function asNumber(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/iu.test(value) ? Number(value) : undefined;
}

/** To an integer, or to the digits that are shown; numbers beyond what 32 bits of a float keep are the same in 7 digits. */
function isRounded(sent: number, shown: number): boolean {
  return Math.abs(sent - shown) < 1 || Math.abs(sent - shown) <= Math.abs(sent) * 1e-6;
}

function instant(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d|$)/u.test(text)) return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}

/** Without case, white space, control characters, and what HTML writes otherwise. */
function plain(text: string): string {
  const unescaped = text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll(/&(?:quot|#34|#x22);/gu, '"')
    .replaceAll(/&(?:#39|#x27|apos);/gu, "'")
    .replaceAll('&amp;', '&');
  return unescaped
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s\p{C}]+/gu, '')
    .replace(/\/$/u, '');
}
