import { describe, expect, it } from 'vitest';
import { selectOperations, type OperationFilter } from '../../../runtime/engine/filters.ts';
import { operationLabel, type OperationEntry } from '../../../runtime/model/operation.ts';
import type { JsonPointer } from '../../../runtime/model/json.ts';

const entry = (method: string, path: string, operationId?: string, ...tags: readonly string[]): OperationEntry => ({
  label: operationLabel(method, path),
  method,
  path,
  operationId,
  tags,
  deprecated: false,
  location: { file: 'x', pointer: '' as JsonPointer },
});
const entries = [
  entry('GET', '/pets', 'listPets', 'pets'),
  entry('POST', '/pets', 'createPet', 'pets', 'write'),
  entry('GET', '/users', 'listUsers', 'users'),
  entry('GET', '/health'),
];
const filter = (by: OperationFilter['by'], value: string, kind: OperationFilter['kind'] = 'exact') => ({
  by,
  kind,
  value,
});
const labels = (include: readonly OperationFilter[], exclude: readonly OperationFilter[] = []) =>
  selectOperations(entries, { include, exclude }).map(({ label }) => label);

describe('selectOperations', () => {
  it.each<[string, readonly OperationFilter[], readonly OperationFilter[], readonly string[]]>([
    ['everything without filters', [], [], ['GET /pets', 'POST /pets', 'GET /users', 'GET /health']],
    [
      'any of one kind',
      [filter('path', '/pets'), filter('path', '/health')],
      [],
      ['GET /pets', 'POST /pets', 'GET /health'],
    ],
    ['all of different kinds', [filter('path', '/pets'), filter('method', 'post')], [], ['POST /pets']],
    ['what an expression finds', [filter('operation-id', '^list', 'regex')], [], ['GET /pets', 'GET /users']],
    ['all but exclusions', [filter('tag', 'pets')], [filter('tag', 'write')], ['GET /pets']],
  ])('keeps %s', (_, include, exclude, expected) => {
    expect(labels(include, exclude)).toEqual(expected);
  });

  it('names the closest value of a filter that matches nothing', () => {
    expect(() => labels([filter('operation-id', 'listPet')])).toThrow(
      expect.objectContaining({ code: 'ATG_USAGE', where: '--include-operation-id', hint: "Did you mean 'listPets'?" }),
    );
  });

  it('says where an expression is broken', () => {
    expect(() => labels([], [filter('path', '(', 'regex')])).toThrow(
      expect.objectContaining({ code: 'ATG_USAGE', where: '--exclude-path-regex' }),
    );
  });
});
