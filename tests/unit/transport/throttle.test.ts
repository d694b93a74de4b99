import { expect, test } from 'vitest';
import type { HeaderList } from '../../../runtime/model/exchange.ts';
import { throttleWaitMs } from '../../../runtime/transport/throttle.ts';
import { get, httpServer, transportTo, unaborted } from './servers.ts';

const policy = { maxRetries: 3, maxWaitMs: 60_000 };
const now = Date.parse('Wed, 21 Oct 2026 07:28:00 GMT');

test.each<[string, number, HeaderList, number | undefined]>([
  ['429 in seconds', 429, [['retry-after', '7']], 7_000],
  ['429 at once', 429, [['retry-after', '0']], 0],
  ['429 by date', 429, [['retry-after', 'Wed, 21 Oct 2026 07:28:05 GMT']], 5_000],
  ['429 by a date that is over', 429, [['retry-after', 'Wed, 21 Oct 2026 07:00:00 GMT']], 0],
  ['429 without a word', 429, [], 1_000],
  ['429 with nonsense', 429, [['retry-after', 'soon']], 1_000],
  ['429 beyond the cap', 429, [['retry-after', '86400']], 60_000],
  ['503 in seconds', 503, [['retry-after', '2']], 2_000],
  ['503 without a word', 503, [], undefined],
  ['503 with nonsense', 503, [['retry-after', 'soon']], undefined],
  ['301 with Retry-After', 301, [['retry-after', '2']], undefined],
])('%s', (_name, status, headers, expected) => {
  expect(throttleWaitMs({ status, headers }, policy, now)).toBe(expected);
});

test('a throttled request is sent again, and its waits are counted', async () => {
  let requests = 0;
  const { origin } = await httpServer((_request, response) => {
    if (++requests <= 2) response.writeHead(requests === 1 ? 429 : 503, { 'retry-after': '0' }).end();
    else response.end('done');
  });
  const result = await transportTo(origin).send(get(), unaborted);
  expect(result).toMatchObject({ kind: 'response', throttled: 2, response: { status: 200 } });
});

test('after the last retry the response is returned as it is', async () => {
  let requests = 0;
  const { origin } = await httpServer((_request, response) => {
    requests++;
    response.writeHead(429, { 'retry-after': '0' }).end('slow down');
  });
  const result = await transportTo(origin).send(get(), unaborted);
  expect(result).toMatchObject({ kind: 'response', throttled: 3, response: { status: 429 } });
  expect(requests).toBe(4);
});

test('all requests hold back while the origin wants a pause', async () => {
  const arrivals: number[] = [];
  const { origin } = await httpServer((_request, response) => {
    arrivals.push(performance.now());
    if (arrivals.length === 1) response.writeHead(429).end();
    else response.end();
  });
  const transport = transportTo(origin, { throttle: { maxRetries: 3, maxWaitMs: 150 } });
  const first = transport.send(get(), unaborted);
  while (arrivals.length === 0) await new Promise(setImmediate);
  // The 429 is on its way; what is sent once it has come must wait with it.
  await new Promise((resolve) => setTimeout(resolve, 30));
  const others = [1, 2, 3].map(() => transport.send(get(), unaborted));
  await Promise.all([first, ...others]);
  const [begin = 0, ...later] = arrivals;
  expect(later).toHaveLength(4);
  expect(Math.min(...later) - begin).toBeGreaterThanOrEqual(145);
});

test('the wait ends at once when the run is stopped or the transport closed', async () => {
  const { origin } = await httpServer((_request, response) => {
    response.writeHead(429, { 'retry-after': '60' }).end();
    seen?.();
  });
  let seen: (() => void) | undefined;
  const throttledOnce = (): Promise<void> =>
    new Promise((resolve) => {
      seen = resolve;
    });

  const controller = new AbortController();
  const stopped = transportTo(origin);
  let answered = throttledOnce();
  const first = stopped.send(get(), controller.signal);
  await answered;
  controller.abort();
  expect(await first).toMatchObject({ kind: 'fault', fault: 'aborted' });

  const closed = transportTo(origin);
  answered = throttledOnce();
  const second = closed.send(get(), unaborted);
  await answered;
  await closed.close();
  expect(await second).toMatchObject({ kind: 'fault', fault: 'aborted' });
});
