import { describe, expect, it } from 'vitest';
import { notAServerError } from '../../../runtime/checks/not-a-server-error.ts';
import { checkInput } from './exchange-fixture.ts';

describe('not_a_server_error', () => {
  it.each([200, 302, 404, 499])('passes %i', (status) => {
    expect(notAServerError.run(checkInput({ responses: [], status })).kind).toBe('pass');
  });

  it.each([
    ['500', 500, {}, 'proved'],
    ['a status outside 100–599', 600, {}, 'proved'],
    ['501 to a declared method', 501, {}, 'proved'],
    ['502 as HTML, as gateways write it', 502, { 'content-type': 'text/html' }, 'heuristic'],
    ['502 of the application', 502, { 'content-type': 'application/json' }, 'proved'],
  ])('reports %s', (_, status, headers, confidence) => {
    const verdict = notAServerError.run(checkInput({ responses: [], status, headers }));
    expect(verdict).toMatchObject({ kind: 'fail', findings: [{ confidence, identity: String(status) }] });
  });

  it.each([
    ['a valid request', {}],
    ['an invalid request', { mode: 'negative' }],
    ['a request that it may accept or refuse', { mode: 'negative', doubtful: true }],
  ] as const)('says what the request was: %s', (words, fixture) => {
    const verdict = notAServerError.run(checkInput({ responses: [], status: 500, ...fixture }));
    expect(verdict).toMatchObject({ findings: [{ message: `The server answered 500 to ${words}.` }] });
  });
});
