import { describe, expect, it } from 'vitest';
import { endsSession } from '../../../runtime/engine/ends-session.ts';

describe('endsSession', () => {
  it.each([
    ['POST', '/auth/logout'],
    ['GET', '/user/logout'],
    ['DELETE', '/sign-out'],
    ['POST', '/api/current-user/reset-token'],
    ['POST', '/token/rotate'],
    ['POST', '/oauth/token/revoke'],
    ['PUT', '/sessions/{id}/invalidate'],
    ['DELETE', '/accounts'],
    ['DELETE', '/users/me'],
    ['DELETE', '/api-keys'],
    ['DELETE', '/session'],
    ['POST', '/api/jwt/settings'],
    ['PATCH', '/auth/{provider}/config'],
  ])('takes %s %s for the possible end of the credentials', (method, path) => {
    expect(endsSession({ method, path })).toBe(true);
  });

  it.each([
    ['GET', '/tokens/reset'],
    ['POST', '/sessions'],
    ['POST', '/login'],
    ['DELETE', '/users/{id}'],
    ['DELETE', '/accounts/{id}/orders'],
    ['DELETE', '/orders'],
    ['POST', '/orders/{id}/reset'],
    ['PUT', '/users/me'],
    ['PUT', '/settings'],
    ['GET', '/jwt/settings'],
    ['GET', '/users/me'],
    ['DELETE', '/public-keys'],
  ])('does not take %s %s for it', (method, path) => {
    expect(endsSession({ method, path })).toBe(false);
  });
});
