import { describe, expect, it } from 'vitest';
import { createIdentities } from '../../../../runtime/engine/sending/identities.ts';
import type { HeaderList, WireRequest } from '../../../../runtime/model/exchange.ts';

const alice: HeaderList = [
  ['Authorization', 'Bearer alice-token'],
  ['X-Tenant', 'a'],
  ['Cookie', 'sid=alice-session'],
];
const bob: HeaderList = [
  ['X-Api-Key', 'bob-key-1'],
  ['Cookie', 'sid=bob-session'],
];
const identities = createIdentities({
  headers: alice,
  identities: [
    { name: 'alice', headers: alice },
    { name: 'bob', headers: bob },
  ],
  secrets: [
    { name: 'ATG_AUTHORIZATION', value: 'Bearer alice-token' },
    { name: 'ATG_COOKIE', value: 'sid=alice-session' },
    { name: 'ATG_BOB_X_API_KEY', value: 'bob-key-1' },
    { name: 'ATG_BOB_COOKIE', value: 'sid=bob-session' },
  ],
});

function request(headers: HeaderList): WireRequest {
  return { method: 'GET', target: '/x', headers, body: undefined };
}

describe('a request of another identity', () => {
  it('has its headers in place of those of the default one, and keeps the case’s own', () => {
    const written = request([['Accept', '*/*'], ['Cookie', 'sid=alice-session; theme=dark'], ...alice.slice(0, 2)]);
    expect(identities.actAs(written, 'bob').headers).toEqual([
      ['Accept', '*/*'],
      ['Cookie', 'sid=bob-session; theme=dark'],
      ['X-Api-Key', 'bob-key-1'],
    ]);
  });

  it('wins over what the case has at the same place', () => {
    const written = request([['x-api-key', 'generated'], ...alice]);
    expect(identities.actAs(written, 'bob').headers).toEqual([
      ['Cookie', 'sid=bob-session'],
      ['X-Api-Key', 'bob-key-1'],
    ]);
  });

  it('is the request itself where it is the default one', () => {
    const written = request(alice);
    expect(identities.actAs(written, undefined)).toBe(written);
    expect(identities.recorded('alice')).toBeUndefined();
    expect(identities.recorded('bob')).toBe('bob');
  });

  it('names the variables that stand for its own credentials', () => {
    expect([...identities.secretHeadersOf('bob')]).toEqual([
      ['x-api-key', 'ATG_BOB_X_API_KEY'],
      ['cookie', 'ATG_BOB_COOKIE'],
    ]);
    expect([...identities.secretHeadersOf(undefined).values()]).toEqual(['ATG_AUTHORIZATION', 'ATG_COOKIE']);
  });
});
