import { afterAll, afterEach } from 'vitest';
import { assertionErrorOf } from '../testing/failure-error.ts';
import type { Observer } from '../testing/observer.ts';
import { metaKey, type ObservedMeta } from './observed-meta.ts';

/**
 * Judges what each test receives: a test that was answered against the contract fails, unless breaches are but noted. Of tests that run at the same
 * time, it is one of them.
 */
export function observeTests(observer: Observer, breaches: 'fail' | 'note'): void {
  afterEach(async ({ task }) => {
    const { answers, outside, breaches: found } = await observer.take();
    if (answers.length > 0 || outside.length > 0) {
      const meta: ObservedMeta = { answers, outside };
      Object.assign(task.meta, { [metaKey]: meta });
    }
    const errors = found.map((breach) => assertionErrorOf(breach));
    if (breaches === 'note') for (const { message } of errors) process.stderr.write(`note: ${message}\n`);
    else if (errors.length > 0)
      throw errors.length === 1 ? errors[0] : new AggregateError(errors, 'answers that break the contract');
  });
  afterAll(() => observer.stop());
}
