import { AssertionError } from 'node:assert';
import { isAbsolute } from 'node:path';
import type { Failure } from '../../runtime/model/failure.ts';
import { ApiTestGenError, InternalError } from '../../runtime/errors.ts';
import type { Conformance } from './conformance.ts';
import { failureText, type FailureTextOptions } from './failure-text.ts';

/** An assertion error, as test runners show with a diff, that points at the line which asked for the tests. */
export function failureError(failure: Failure, options: FailureTextOptions, caller: string): AssertionError {
  const error = new AssertionError({
    message: failureText(failure, options),
    expected: failure.expected,
    actual: failure.received,
    operator: failure.check,
  });
  return calledFrom(error, caller === '' ? '' : `${documentFrame(failure)}${caller}`);
}

/** The line of the document, as a frame of the stack: test runners and editors make a link of it. */
function documentFrame({ where }: Failure): string {
  return where === undefined || !isAbsolute(where.file) ? '' : `    at ${where.file}:${where.line}:${where.column}\n`;
}

/** An assertion error without a diff. */
export function assertionError(message: string, caller: string): AssertionError {
  return calledFrom(new AssertionError({ message }), caller);
}

/** An answer that breaks the contract; the test that received it is where it is thrown. */
export function assertionErrorOf({ message, expected, actual }: Conformance): AssertionError {
  return calledFrom(new AssertionError({ message, expected, actual }), '');
}

/** What stopped the tests, with its place and its advice in the message: a test runner shows no more than that. */
export function runError(error: unknown, caller: string): Error {
  if (!ApiTestGenError.is(error) || error instanceof InternalError)
    return error instanceof Error ? error : new Error(String(error));
  const { where, hint, message, name } = error;
  const lines = [
    message,
    ...(where === undefined ? [] : [`  where: ${where}`]),
    ...(hint === undefined ? [] : [`  hint:  ${hint}`]),
  ];
  const shown = new Error(lines.join('\n'));
  shown.name = name;
  return calledFrom(shown, caller);
}

/** The frames of whoever called `below`, as a stack trace has them. */
export function callerOf(below: (...args: never) => unknown): string {
  const place: { stack?: string } = {};
  Error.captureStackTrace(place, below);
  return (place.stack ?? '').split('\n').slice(1).join('\n');
}

function calledFrom<E extends Error>(error: E, caller: string): E {
  error.stack = `${error.name}: ${error.message}\n${caller}`;
  return error;
}
