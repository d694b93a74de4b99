import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createAskCustom } from '../../../../runtime/engine/judging/ask-custom.ts';
import type { Problem } from '../../../../runtime/model/problem.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('does not wait for ever, and says so once', async () => {
  const problems: Problem[] = [];
  const ask = createAskCustom((problem) => problems.push(problem));
  const never = (): Promise<never> => new Promise(() => undefined);
  const found = [ask({ id: 'slow' }, 'GET /a', never), ask({ id: 'slow' }, 'GET /b', never)];
  await vi.advanceTimersByTimeAsync(10_000);
  expect([await found[0], await found[1]]).toEqual([[], []]);
  expect(problems).toEqual([
    {
      code: 'ATG_CUSTOM_CHECK',
      message: 'The check slow broke and has no verdict: it did not settle within 10 seconds.',
      hint: expect.any(String) as string,
      operation: 'GET /a',
    },
  ]);
});

it('leaves no timer behind', async () => {
  const ask = createAskCustom(() => undefined);
  expect(await ask({ id: 'quick' }, undefined, () => Promise.resolve('late'))).toEqual([{ message: 'late' }]);
  expect(await ask({ id: 'quick' }, undefined, () => Promise.reject(new Error('no')))).toEqual([{ message: 'no' }]);
  expect(vi.getTimerCount()).toBe(0);
});
