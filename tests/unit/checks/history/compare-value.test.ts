import { expect, it } from 'vitest';
import { compareValue } from '../../../../runtime/checks/history/compare-value.ts';

it.each<[unknown, unknown, string]>([
  ['a', 'a', 'same'],
  ['', null, 'same'],
  [[], undefined, 'same'],
  [{ a: 1 }, { a: 1, b: 2 }, 'same'],
  ['12.50', 12.5, 'same'],
  [' a ', 'a', 'normalised'],
  ['A', 'a', 'normalised'],
  ['e\u0301', '\u00e9', 'normalised'],
  ['<b>', '&lt;b&gt;', 'normalised'],
  [1.2345, 1.23, 'normalised'],
  ['2024-01-01T00:00:00.123Z', '2024-01-01T01:00:00+01:00', 'normalised'],
  [['b', 'a', 'a'], ['a', 'b'], 'normalised'],
  [{ id: 'a', password: 'x' }, { id: 'a', password: '$2b$12$bGO7gm7W' }, 'same'],
  [{ id: 'a', password: 'x' }, { id: 'b', password: '$2b$12$bGO7gm7W' }, 'different'],
  [['a'], ['a', 'a'], 'different'],
  ['a', 'b', 'different'],
  [1, 3, 'different'],
  [true, false, 'different'],
  ['2024-01-01', '2024-01-02', 'different'],
  [{ a: { b: 1 } }, { a: { b: 5 } }, 'different'],
  ['a', undefined, 'different'],
])('%j shown as %j is %s', (sent, shown, verdict) => {
  expect(compareValue(sent, shown)).toBe(verdict);
});
