import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../runtime/errors.ts';
import { pointerTo } from '../../../runtime/model/json.ts';
import { operationLabel, type OperationEntry } from '../../../runtime/model/operation.ts';
import { confirmPublicTarget, publicTarget } from '../../../src/confirm-public-target.ts';

function entry(method: string, path: string): OperationEntry {
  const location = { file: 'openapi.yaml', pointer: pointerTo('') };
  return {
    label: operationLabel(method, path),
    method,
    path,
    operationId: undefined,
    tags: [],
    deprecated: false,
    location,
  };
}

const operations = [
  entry('GET', '/a'),
  entry('POST', '/a'),
  entry('PUT', '/b'),
  entry('PATCH', '/c'),
  entry('DELETE', '/d'),
];
const target = publicTarget('https://api.example.com/v1', operations);

describe('a public target', () => {
  it('names the operations that may change data', () => {
    expect(target?.host).toBe('api.example.com');
    expect(target?.unsafe).toEqual(operations.slice(1));
  });

  it('is none on a private host, or where only reads are selected', () => {
    expect(publicTarget('http://192.168.0.1', operations)).toBeUndefined();
    expect(publicTarget('https://api.example.com', operations.slice(0, 1))).toBeUndefined();
  });
});

describe('the question', () => {
  function terminal(answer: string): { readonly input: PassThrough; readonly output: PassThrough } {
    const input = new PassThrough();
    input.end(answer);
    return { input, output: new PassThrough() };
  }
  const { signal } = new AbortController();

  it('names host and operations, and goes on with yes', async () => {
    const person = terminal('y\n');
    await confirmPublicTarget(target, person, signal);
    expect(String(person.output.read())).toBe(
      'api.example.com is a public host, and POST /a, PUT /b, PATCH /c and 1 more may change data there. Go on? [y/N] ',
    );
  });

  it.each(['n\n', '\n', 'yep\n', ''])('stops the run with the answer %j', async (answer) => {
    await expect(confirmPublicTarget(target, terminal(answer), signal)).rejects.toThrow(UsageError);
  });

  it('ends with the signal', async () => {
    const controller = new AbortController();
    const asked = confirmPublicTarget(
      target,
      { input: new PassThrough(), output: new PassThrough() },
      controller.signal,
    );
    controller.abort();
    await expect(asked).rejects.toBe(controller.signal.reason);
  });

  it('is not asked without a terminal', async () => {
    await expect(confirmPublicTarget(target, undefined, signal)).resolves.toBeUndefined();
  });
});
