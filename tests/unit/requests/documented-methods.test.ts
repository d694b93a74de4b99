import { expect, test } from 'vitest';
import { operationLabel } from '../../../runtime/model/operation.ts';
import { createDocumentedMethods } from '../../../runtime/requests/documented-methods.ts';
import { createRouteIndex } from '../../../runtime/requests/route-index.ts';

const entries = (
  [
    ['get', '/pets/{petId}'],
    ['delete', '/pets/{id}'],
    ['post', '/pets/mine'],
    ['get', '/pets'],
  ] as const
).map(([method, path]) => ({ method: method.toUpperCase(), path, label: operationLabel(method, path) }));
const paths = entries.map(({ path }) => path);
const methods = createDocumentedMethods(entries, createRouteIndex(paths, '/v1'));

test('templates that differ in the names of their parameters are one path, spoken for by its first operation', () => {
  for (const path of ['/pets/{petId}', '/pets/{id}']) {
    expect([...(methods.of(path)?.methods ?? [])]).toEqual(['GET', 'DELETE']);
    expect(methods.of(path)?.first).toBe('GET /pets/{petId}');
  }
  expect(methods.of('/owners')).toBeUndefined();
});

test('a request meets all templates that fit it', () => {
  expect([...methods.at('/v1/pets/mine?q=1')].sort()).toEqual(['DELETE', 'GET', 'POST']);
  expect([...methods.at('/v1/pets/5')].sort()).toEqual(['DELETE', 'GET']);
  expect([...methods.at('/v1/owners')]).toEqual([]);
});
