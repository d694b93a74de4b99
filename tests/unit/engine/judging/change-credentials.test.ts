import { describe, expect, it } from 'vitest';
import { changeCredentials } from '../../../../runtime/engine/judging/change-credentials.ts';
import type { HeaderList } from '../../../../runtime/model/exchange.ts';
import type { SecurityScheme } from '../../../../runtime/model/operation.ts';
import { checkInput } from '../../checks/exchange-fixture.ts';

const wrong = 'api-test-gen-wrong-credential';
const key = (place: 'query' | 'header' | 'cookie', parameter: string): SecurityScheme => ({
  kind: 'apiKey',
  name: 'key',
  in: place,
  parameter,
});
const bearer: SecurityScheme = { kind: 'http', name: 'bearer', scheme: 'bearer' };

function changed(
  scheme: SecurityScheme,
  request: { readonly target?: string; readonly headers?: HeaderList },
  to: 'none' | 'wrong',
  userHeaders: HeaderList = [],
): { readonly target: string; readonly headers: HeaderList } {
  const { operation } = checkInput({ responses: [], status: 200 });
  const sent = { method: 'GET', target: '/x', headers: [], body: undefined, ...request };
  const { target, headers } = changeCredentials(sent, { ...operation, security: [[scheme]] }, userHeaders, to);
  return { target, headers };
}

describe('credentials', () => {
  it.each<[string, SecurityScheme, HeaderList, HeaderList]>([
    ['Bearer', bearer, [['Authorization', 'Bearer t']], [['Authorization', `Bearer ${wrong}`]]],
    [
      'Basic',
      bearer,
      [['authorization', 'Basic dTpw']],
      [['authorization', `Basic ${Buffer.from(`${wrong}:x`).toString('base64')}`]],
    ],
    ['an API key', key('header', 'X-Key'), [['x-key', 'k']], [['x-key', wrong]]],
  ])('of %s are taken out or made wrong', (_, scheme, headers, expected) => {
    const accept: HeaderList = [['Accept', '*/*']];
    expect(changed(scheme, { headers: [...accept, ...headers] }, 'none').headers).toEqual(accept);
    expect(changed(scheme, { headers: [...accept, ...headers] }, 'wrong').headers).toEqual([...accept, ...expected]);
  });

  it('in a query stand alone', () => {
    const scheme = key('query', 'api_key');
    expect(changed(scheme, { target: '/x?a=1&api_key=k&b=2' }, 'none').target).toBe('/x?a=1&b=2');
    expect(changed(scheme, { target: '/x?api_key=k' }, 'none').target).toBe('/x');
    expect(changed(scheme, { target: '/x?a=1&api_key=k' }, 'wrong').target).toBe(`/x?a=1&api_key=${wrong}`);
  });

  it('in a cookie leave the other cookies', () => {
    const scheme = key('cookie', 'sid');
    const headers: HeaderList = [['Cookie', 'theme=dark; sid=s']];
    expect(changed(scheme, { headers }, 'none').headers).toEqual([['Cookie', 'theme=dark']]);
    expect(changed(scheme, { headers: [['Cookie', 'sid=s']] }, 'none').headers).toEqual([]);
    expect(changed(scheme, { headers }, 'wrong').headers).toEqual([['Cookie', `theme=dark; sid=${wrong}`]]);
  });

  it('of the user go by their names, whatever the document says', () => {
    const headers: HeaderList = [
      ['X-Auth-Token', 't'],
      ['X-Tenant', 'main'],
    ];
    expect(changed(bearer, { headers }, 'none', headers).headers).toEqual([['X-Tenant', 'main']]);
  });

  it('that are not there are made up', () => {
    expect(changed(bearer, {}, 'wrong').headers).toEqual([['Authorization', `Bearer ${wrong}`]]);
    expect(changed(key('header', 'X-Key'), {}, 'wrong').headers).toEqual([['X-Key', wrong]]);
  });
});
