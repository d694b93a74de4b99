import { expect, it } from 'vitest';
import { refusalText } from '../../../../runtime/engine/recording/refusal-text.ts';

const answer = (body: string) => ({
  status: 422,
  headers: [],
  truncated: false,
  body: new TextEncoder().encode(body),
});

it.each([
  ['{"message":"Name is taken."}', 'Name is taken.'],
  ['{"error":{"code":7,"message":"No such\\n   customer"}}', 'No such customer'],
  ['{"detail":[{"loc":["body","age"],"msg":"field required"}]}', 'field required'],
  ['{"errors":{"name":["is too short"]}}', 'name: is too short'],
  ['{"type":"about:blank","title":"Unprocessable","detail":"quantity must be positive"}', 'quantity must be positive'],
  ['["first","second"]', 'first'],
  ['Bad request', 'Bad request'],
  ['<html><body>No</body></html>', undefined],
  ['{"status":422}', undefined],
  ['{ broken', undefined],
  ['', undefined],
])('reads %s', (body, expected) => {
  expect(refusalText(answer(body))).toBe(expected);
});

it('is one short line, however much was said', () => {
  const text = refusalText(answer(JSON.stringify({ message: 'word '.repeat(10_000) })));
  expect(text?.length ?? 0).toBeLessThanOrEqual(120);
});
