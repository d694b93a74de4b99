import type { RequestListener } from 'node:http';
import { expect, test } from 'vitest';
import type { TransportResult } from '../../../../runtime/transport/contract.ts';
import type { AppCall } from '../../../../runtime/transport/in-process/app-call.ts';
import { fetchCall, type FetchHandler } from '../../../../runtime/transport/in-process/fetch-call.ts';
import { createInProcessTransport } from '../../../../runtime/transport/in-process/in-process-transport.ts';
import { listenerCall } from '../../../../runtime/transport/in-process/listener-call.ts';

const origin = 'http://localhost';

function send(call: AppCall): Promise<TransportResult> {
  const transport = createInProcessTransport(call, { connections: 1, timeoutMs: 5_000, maxResponseBytes: 10_000 });
  const request = { method: 'GET', target: '/', headers: [], body: undefined };
  return transport.send(request, new AbortController().signal);
}

function textOf(result: TransportResult): string {
  if (result.kind !== 'response') return `${result.fault}: ${result.message}`;
  return `${result.response.status} ${Buffer.from(result.response.body).toString()}`;
}

const throwing: FetchHandler = () => {
  throw new RangeError('no such page');
};
const rejecting: FetchHandler = () => Promise.reject(new RangeError('no such page'));
const throwingListener: RequestListener = () => {
  throw new RangeError('no such page');
};
const rejectingListener = (() => Promise.reject(new RangeError('no such page'))) as unknown as RequestListener;

test.each([
  ['a handler that throws', fetchCall(throwing, origin)],
  ['a handler that rejects', fetchCall(rejecting, origin)],
  ['a listener that throws', listenerCall(throwingListener, origin)],
  ['a listener that rejects', listenerCall(rejectingListener, origin)],
])('%s answered 500, and the answer says what it threw and where', async (_name, call) => {
  const text = textOf(await send(call));
  expect(text).toMatch(/^500 The application threw RangeError: no such page\n\s+at .*in-process-transport\.test/);
});

test('what is no Response is told as such', async () => {
  const handler = (() => ({ hello: 1 })) as unknown as FetchHandler;
  expect(textOf(await send(fetchCall(handler, origin)))).toMatch(
    /^500 The application threw TypeError: The handler gave an object, which is no Response\./,
  );
});

test('a listener that closes the connection is a lost connection', async () => {
  const listener: RequestListener = (_incoming, outgoing) => void outgoing.destroy();
  expect(textOf(await send(listenerCall(listener, origin)))).toBe(
    'connection-lost: The application closed the connection without an answer.',
  );
});

test('a body that breaks off is a lost connection', async () => {
  const handler: FetchHandler = () =>
    new Response(
      new ReadableStream({
        pull(controller) {
          controller.error(new Error('the disk is gone'));
        },
      }),
    );
  expect(textOf(await send(fetchCall(handler, origin)))).toBe(
    'connection-lost: The application broke off in the middle of the response: the disk is gone.',
  );
});
