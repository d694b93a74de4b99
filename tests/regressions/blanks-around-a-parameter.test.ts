import { describe, expect, test } from 'vitest';
import { createEncoder } from '../../runtime/requests/create-encoder.ts';
import { createWireOracle } from '../../runtime/requests/wire-oracle.ts';
import { values } from '../unit/requests/build-operation.ts';
import { parameterReadable, schemas, withParameter } from '../unit/requests/has-reading.ts';

/** HTTP itself drops blanks around a header's value, and many frameworks trim every parameter. */
const word = { type: 'string', pattern: '^[a-z]+$', maxLength: 3 };

describe.each(['path', 'query', 'header', 'cookie'] as const)('in %s', (location) => {
  test.each([
    ['a pattern', word, ' ab ', 'pattern'],
    ['a tab', word, '\tab', 'pattern'],
    ['a length', { type: 'string', maxLength: 3 }, 'abc  ', 'maxLength'],
    ['an enumeration', { type: 'string', enum: ['a b'] }, ' a b', 'enum'],
    ['a constant', { const: 'x' }, 'x ', 'const'],
    ['a format', { type: 'string', format: 'ipv4' }, ' 127.0.0.1', 'format'],
    ['another format', { type: 'string', format: 'email' }, 'a@example.com ', 'format'],
    ['a number', { type: 'integer' }, ' 5 ', 'type'],
    ['nothing but blanks for a number', { type: 'integer' }, ' ', 'type'],
    ['a boolean', { type: 'boolean' }, ' true', 'type'],
    ['letters of other scripts', { type: 'string', pattern: '^\\w+$' }, ' été ', 'pattern'],
    ['an item of a list', { type: 'array', items: { type: 'string', enum: ['a', 'b'] } }, ['a', ' b'], 'enum'],
  ])('%s', (_, schema, value, keyword) => {
    expect(parameterReadable(location, { schema }, value, keyword)).toBe(true);
  });

  test('blanks inside, and what is wrong without them too, prove something', () => {
    expect(parameterReadable(location, { schema: word }, 'a b', 'pattern')).toBe(false);
    expect(parameterReadable(location, { schema: { type: 'integer', minimum: 1 } }, ' ', 'type')).toBe(false);
    expect(parameterReadable(location, { schema: word }, ' abcd ', 'maxLength')).toBe(false);
    expect(parameterReadable(location, { schema: { type: 'string', minLength: 4 } }, ' ab', 'minLength')).toBe(false);
  });
});

test('a positive value with blanks around is never sent where they may be dropped', () => {
  for (const location of ['path', 'header', 'cookie'] as const) {
    for (const value of [' a', 'a ', '\ta']) {
      const subject = withParameter(location, { schema: { type: 'string' } });
      const meant = values({ [location]: { p: value } });
      const encoded = createEncoder(subject, { basePath: '', headers: [] })(meant);
      const kept =
        encoded.kind === 'encoded' && createWireOracle(subject, schemas).keepsMeaning(meant, encoded.request);
      expect(kept, `${location} ${JSON.stringify(value)}`).toBe(false);
    }
  }
});
