import { expect, it } from 'vitest';
import { createEventStream } from '../../../../runtime/engine/recording/event-stream.ts';
import type { Unstamped } from '../../../../runtime/events.ts';

const event = (): Unstamped => ({ type: 'phase-started', phase: 'fuzzing', operations: 1 });

it('numbers events and keeps their order', async () => {
  const stream = createEventStream(() => 0);
  const seen: number[] = [];
  const consumed = (async () => {
    for (let next = await stream.next(); next.done !== true; next = await stream.next()) seen.push(next.value.seq);
  })();
  stream.emit(event());
  stream.emit(event());
  await Promise.resolve();
  stream.emit(event());
  stream.end();
  await consumed;
  expect(seen).toEqual([0, 1, 2]);
});

it('lets producers wait for a slow consumer', async () => {
  const stream = createEventStream(() => 0);
  for (let i = 0; i < 1_000; i += 1) stream.emit(event());
  expect(stream.isFull()).toBe(true);
  const drained = stream.drained();
  for (let i = 0; i < 1_000; i += 1) await stream.next();
  await drained;
  expect(stream.isFull()).toBe(false);
});

it('hands over the error after the last event', async () => {
  const stream = createEventStream(() => 0);
  stream.emit(event());
  stream.end(new Error('over'));
  expect((await stream.next()).done).toBe(false);
  await expect(stream.next()).rejects.toThrow('over');
  expect((await stream.next()).done).toBe(true);
});

it('lets go of everybody once nobody consumes', async () => {
  const stream = createEventStream(() => 0);
  const next = stream.next();
  const drained = stream.drained();
  stream.release();
  await drained;
  expect((await next).done).toBe(true);
  stream.emit(event());
  expect(stream.isFull()).toBe(false);
});
