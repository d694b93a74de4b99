import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseJsonPath } from '../../../../runtime/spec/arazzo/parse-json-path.ts';
import { evaluateJsonPath } from '../../../../runtime/stateful/workflows/evaluate-json-path.ts';

function find(selector: string, document: unknown): readonly unknown[] {
  const query = parseJsonPath(selector);
  if ('fault' in query) throw new Error(query.fault);
  return evaluateJsonPath(query, document);
}

const shop = {
  books: [
    { title: 'Emma', price: 8, tags: ['old', 'love'] },
    { title: 'Dune', price: 12.5, tags: [] },
    { title: 'Ulysses', price: 9 },
  ],
  'a b': { $: 1 },
};

describe('a JSONPath', () => {
  it.each([
    ['$', [shop]],
    ['$.books[0].title', ['Emma']],
    ['$["a b"]["$"]', [1]],
    [String.raw`$['a\u0020b'].$`, undefined],
    ['$.books[*].title', ['Emma', 'Dune', 'Ulysses']],
    ['$.books[-1].price', [9]],
    ['$.books[::-2].title', ['Ulysses', 'Emma']],
    ['$.books[1:].price', [12.5, 9]],
    ['$..price', [8, 12.5, 9]],
    ['$.books[?@.price < 10].title', ['Emma', 'Ulysses']],
    ['$.books[?@.price < 10 && @.tags].title', ['Emma']],
    ['$.books[?!@.tags].title', ['Ulysses']],
    ['$.books[?length(@.tags) == 0].title', ['Dune']],
    ['$.books[?count(@.tags[*]) > 1].title', ['Emma']],
    ["$.books[?match(@.title, 'D.*')].price", [12.5]],
    ["$.books[?search(@.title, 'mm')].price", [8]],
    ['$.books[?value(@..price) == 9].title', ['Ulysses']],
    ['$.books[?(@.price == 8 || @.price == 9) && !(@.title == "Emma")].title', ['Ulysses']],
    ['$.nothing', []],
  ])('%s finds what it names', (selector, expected) => {
    if (expected === undefined) expect(parseJsonPath(selector)).toHaveProperty('fault');
    else expect(find(selector, shop)).toEqual(expected);
  });

  it.each([
    ['', '"$" should stand at its end'],
    ['books', '"$" should stand at "books" (character 1)'],
    ['$.books[', 'a selector should stand at its end'],
    ['$.books[01]', '"]" should stand at "1]" (character 10)'],
    ['$[?@.a == ]', 'a value should stand at "]" (character 11)'],
    ['$[?@.* == 1]', 'only a query for one value can be compared at "]" (character 12)'],
    [
      '$[?size(@) == 1]',
      'a function that is known (length, count, value, match, search) should stand at "size(@) == 1]" (character 4)',
    ],
    ['$ ', 'the query should end at " " (character 2)'],
  ])('%j is none, and says why', (selector, fault) => {
    expect(parseJsonPath(selector)).toEqual({ fault });
  });

  it('does not lose itself in one that is nested without end', () => {
    expect(parseJsonPath(`$[?${'('.repeat(100_000)}`)).toEqual({ fault: 'it is nested too deep' });
  });
});

const suite = new URL('../../../../../shared/data/jsonpath/cts.json', import.meta.url);

interface SuiteTest {
  readonly name: string;
  readonly selector: string;
  readonly document?: unknown;
  readonly result?: readonly unknown[];
  readonly results?: readonly (readonly unknown[])[];
  readonly invalid_selector?: boolean;
}

describe.skipIf(!existsSync(suite))(
  'the compliance test suite (skipped where ../shared/data/jsonpath is absent)',
  () => {
    const tests = existsSync(suite)
      ? (JSON.parse(readFileSync(suite, 'utf8')) as { readonly tests: readonly SuiteTest[] }).tests
      : [];

    it('agrees in all of its tests', () => {
      expect(tests.length).toBeGreaterThan(600);
      const wrong = tests.filter(({ selector, document, result, results, invalid_selector: isInvalid }) => {
        const query = parseJsonPath(selector);
        if ('fault' in query) return isInvalid !== true;
        if (isInvalid === true) return true;
        const found = JSON.stringify(evaluateJsonPath(query, document));
        return !(results ?? [result ?? []]).some((expected) => JSON.stringify(expected) === found);
      });
      expect(wrong.map(({ name }) => name)).toEqual([]);
    });
  },
);
