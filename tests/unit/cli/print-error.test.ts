import { describe, expect, it } from 'vitest';
import { InternalError, UsageError } from '../../../runtime/errors.ts';
import { formatError } from '../../../src/print-error.ts';

describe('an error', () => {
  const usage = new UsageError('What happened.', {
    where: '--flag',
    hint: 'Do this.\nThen that.',
    cause: new Error('deeper'),
  });

  it('of the user is one block without a stack', () => {
    expect(formatError(usage, false)).toBe(
      'error: What happened.\n  where: --flag\n  hint:  Do this.\n    Then that.\n',
    );
    expect(formatError(new UsageError('Only this.'), false)).toBe('error: Only this.\n');
  });

  it('has its stack and causes where asked for', () => {
    expect(formatError(usage, true)).toMatch(
      /^error: What happened\.\n {2}where: --flag\n[^]+UsageError: What happened\.\n +at [^]+caused by:\n +Error: deeper/,
    );
  });

  it.each([new TypeError('x is undefined'), new InternalError('x is undefined')])(
    'of ours asks for a report and has its stack: %s',
    (error) => {
      const text = formatError(error, false);
      expect(text).toMatch(/^error: x is undefined\n {2}This is a defect of api-test-gen\. Please report it/);
      expect(text).toMatch(/\n +at /);
    },
  );

  it('may be anything that was thrown', () => {
    expect(formatError('text', false)).toMatch(/^error: text\n {2}This is a defect/);
  });
});
