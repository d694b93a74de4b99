import { expect, it } from 'vitest';
import { responseDefinition } from '../../../runtime/checks/response-definition.ts';
import { checkInput, response } from './exchange-fixture.ts';

it.each([
  [['default', '4XX', '40X', '404'], 404, '404'],
  [['default', '4XX', '40X'], 404, '40X'],
  [['default', '4XX'], 404, '4XX'],
  [['default', '4xx'], 404, '4xx'],
  [['default', '2XX'], 404, 'default'],
  [['2XX'], 404, undefined],
])('of %j the status %i selects %s', (documented, status, selected) => {
  const { operation } = checkInput({ responses: documented.map((code) => response(code)), status });
  expect(responseDefinition(operation, status)?.status).toBe(selected);
});
