import { expect, test } from 'vitest';
import { createRouteIndex } from '../../../runtime/requests/route-index.ts';

const templates = [
  '/users',
  '/users/{id}',
  '/users/me',
  '/users/{id}/posts',
  '/users/{id}/posts/{post}',
  '/users/active/posts/{post}',
  '/files/{name}.json',
  '/files/{name}',
  '/{a}/{b}/{c}/{d}',
  '/static/{path+}',
  '/pets/{petId}',
  '/pets/{id}',
];
const index = createRouteIndex(templates, '/v1/');

test.each([
  ['/v1/users/5', '/users/{id}', false],
  ['/v1/users/me', '/users/{id}', true],
  ['/v1/users/ME?x=1', '/users/{id}', true],
  ['/v1/users/%6De', '/users/{id}', true],
  ['/v1/users/me/', '/users/{id}', true],
  ['/v1/users/mean', '/users/{id}', false],
  // The literal route is the one that servers prefer.
  ['/v1/users/me', '/users/me', false],
  ['/v1/users/1/posts/2', '/users/{id}/posts/{post}', false],
  ['/v1/users/active/posts/2', '/users/{id}/posts/{post}', true],
  // A slash in disguise leads to another template.
  ['/v1/users/1%2Fposts', '/users/{id}', true],
  ['/v1/users/1%2fposts', '/users/{id}', true],
  ['/v1/files/a.json', '/files/{name}', true],
  ['/v1/files/a.json', '/files/{name}.json', false],
  ['/v1/files/.json', '/files/{name}', false],
  ['/v1/static/posts/2', '/users/{id}', true],
  ['/v1/x/y/z/w', '/users', true],
  // Names of parameters make no other template.
  ['/v1/pets/1', '/pets/{petId}', false],
])('%s for %s: another matches = %s', (target, own, expected) => {
  expect(index.matchesAnother(target, own)).toBe(expected);
});

test('for methods that the literal template lacks, the general one counts', () => {
  expect(index.matchesAny('/v1/users/me', '/users/me')).toBe(true);
  expect(index.matchesAny('/v1/users', '/users')).toBe(false);
});

test('thousands of templates cost no more than a walk along the path', () => {
  const many = Array.from({ length: 20_000 }, (_, i) => `/a${i}/{id}/b/{other}`);
  const large = createRouteIndex(many, '');
  const start = performance.now();
  for (let i = 0; i < 2_000; i += 1) expect(large.matchesAnother(`/a${i}/1/b/2`, many[i] ?? '')).toBe(false);
  // A scan of all templates would take minutes.
  expect(performance.now() - start).toBeLessThan(5_000);
});
