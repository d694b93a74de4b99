import { describe, expect, it } from 'vitest';
import { resolveIdentities, secretsOf } from '../../../src/config/resolve-identities.ts';
import type { HeaderList } from '../../../runtime/model/exchange.ts';

const bearer = (token: string): HeaderList => [['Authorization', `Bearer ${token}`]];
const asTheyAre = (own: HeaderList): HeaderList => own;
const named = (name: string, token: string): { name: string; headers: HeaderList } => ({
  name,
  headers: bearer(token),
});

describe('identities', () => {
  it('are those that send something of their own', () => {
    const all = [named('alice', 'a'), named('bob', 'b'), named('alias', 'a')];
    expect(resolveIdentities(all, asTheyAre).map(({ name }) => name)).toEqual(['alice', 'bob']);
  });

  it('are none where a flag gives all of them the same, or there is one alone', () => {
    expect(resolveIdentities([named('alice', 'a'), named('bob', 'b')], () => bearer('flag'))).toEqual([]);
    expect(resolveIdentities([named('alice', 'a')], asTheyAre)).toEqual([]);
  });

  it('have secrets under variables of their own, the default one under plain ones', () => {
    const all = [named('alice', 'a-token'), named('bob', 'b-token'), named('Bob', 'c-token')];
    expect(secretsOf(bearer('a-token'), all)).toEqual([
      { name: 'ATG_AUTHORIZATION', value: 'Bearer a-token' },
      { name: 'ATG_BOB_AUTHORIZATION', value: 'Bearer b-token' },
      { name: 'ATG_BOB_AUTHORIZATION_2', value: 'Bearer c-token' },
    ]);
  });
});
