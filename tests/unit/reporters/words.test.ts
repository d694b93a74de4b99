import { describe, expect, it } from 'vitest';
import {
  baselineText,
  countOf,
  duration,
  essentialText,
  exampleText,
  fileName,
  firstOf,
  groupDigits,
  stopText,
  violationText,
  whereText,
} from '../../../reporters/words.ts';
import type { Essential } from '../../../runtime/model/essential.ts';
import type { FurtherExample } from '../../../runtime/model/failure.ts';

describe('words', () => {
  it('counts', () => {
    expect([0, 1, 2, 12345].map((count) => countOf(count, 'case'))).toEqual([
      '0 cases',
      '1 case',
      '2 cases',
      '12,345 cases',
    ]);
    expect([0, 999, 1000, 1234567].map(groupDigits)).toEqual(['0', '999', '1,000', '1,234,567']);
  });

  it('tells durations', () => {
    expect([0, 5, 9994, 12_340, 59_000, 61_000, 3_600_000].map(duration)).toEqual([
      '0.00 s',
      '0.01 s',
      '9.99 s',
      '12.3 s',
      '59.0 s',
      '1 min 1 s',
      '60 min 0 s',
    ]);
  });

  it('names files as a user would', () => {
    expect(fileName('/work/shop/api/openapi.yaml', '/work/shop')).toBe('api/openapi.yaml');
    expect(fileName('/work/specs/a.yaml', '/work/shop')).toBe('../specs/a.yaml');
    expect(fileName('https://example.com/a.yaml', '/work/shop')).toBe('https://example.com/a.yaml');
    expect(fileName('<stdin>', '/work/shop')).toBe('<stdin>');
    expect(whereText({ file: '/work/shop/a.yaml', line: 3, column: 5, pointer: '' }, '/work/shop')).toBe('a.yaml:3:5');
  });

  it('says what was invalid', () => {
    expect(violationText({ keyword: 'minimum', location: 'body', valuePointer: '/a' })).toBe('body /a: minimum');
    expect(violationText({ keyword: 'type', location: 'query', parameter: 'limit', valuePointer: '' })).toBe(
      'query limit: type',
    );
    expect(violationText({ keyword: 'required', valuePointer: '' })).toBe('the value: required');
  });

  it('shortens lists, and knows every reason to stop', () => {
    expect(firstOf(['a', 'b', 'c'], 3)).toBe('a, b, c');
    expect(firstOf(['a', 'b', 'c'], 1)).toBe('a and 2 more');
    expect(stopText(undefined)).toBe('it was cut short');
    expect(stopText('interrupted')).toBe('it was interrupted');
  });
});

describe('what is essential', () => {
  it.each<[Essential | undefined, string]>([
    [undefined, ''],
    [{ kind: 'any-request' }, 'nothing: any request shows it'],
    [{ kind: 'violation' }, 'what is invalid: valid requests do not show it'],
    [
      {
        kind: 'values',
        values: [
          { location: 'query', parameter: 'limit', pointer: '', value: '101', matters: 'value' },
          { location: 'body', pointer: '/address/zip\n', value: '"x"', matters: 'presence' },
        ],
      },
      String.raw`query limit = 101 and body /address/zip\n, whatever its value`,
    ],
  ])('%#', (essential, text) => {
    expect(essentialText(essential)).toBe(text);
  });
});

describe('a further example', () => {
  const example = (request: Partial<FurtherExample['request']>): FurtherExample => ({
    operation: 'POST /orders',
    request: { method: 'POST', url: 'http://127.0.0.1:1/orders?a=1', headers: [], ...request },
    curl: '',
    seedPath: '',
  });

  it('is its target and the beginning of its body', () => {
    expect(exampleText(example({}))).toBe('POST /orders?a=1');
    expect(exampleText(example({ body: { text: '{"a":"\u001b"}', bytes: 9 } }))).toBe(
      String.raw`POST /orders?a=1 {"a":"\u001b"}`,
    );
    expect(exampleText(example({ body: { base64: 'AP8=', bytes: 2 } }))).toBe('POST /orders?a=1 2 bytes');
    expect(exampleText(example({ body: { text: 'x'.repeat(100), bytes: 100 } }))).toHaveLength(77);
  });
});

describe('a baseline', () => {
  it('says why and how long', () => {
    expect(baselineText(undefined)).toBe('');
    expect(baselineText({ status: 'known' })).toBe('');
    expect(baselineText({ status: 'known', reason: 'ticket 7', expires: '2026-12-31' })).toBe(
      'ticket 7, until 2026-12-31',
    );
  });
});
