import type { RunEvent, Unstamped } from '../../events.ts';

/** How many events may wait before their producers should. */
const highWater = 1_000;

/** Numbers events and hands them over in order. One consumer; producers never block, but may ask to wait. */
export interface EventStream {
  /** Takes the event over: its number and time are written into it. */
  emit(event: Unstamped): void;
  /** Whether the consumer is far behind. */
  isFull(): boolean;
  /** Settles once the consumer has caught up. */
  drained(): Promise<void>;
  /** No event follows. With an error, the consumer gets it after the last event. */
  end(error?: unknown): void;
  /** The next event. An iterator by hand: a generator would add promises to every event of a run. */
  next(): Promise<IteratorResult<RunEvent, undefined>>;
  /** Nobody consumes any more: nothing is kept, nobody waits. */
  release(): void;
}

interface Waiting {
  resolve(result: IteratorResult<RunEvent, undefined>): void;
  reject(error: unknown): void;
}

export function createEventStream(now: () => number): EventStream {
  const startedAt = now();
  let buffer: RunEvent[] = [];
  let position = 0;
  let seq = 0;
  let finished: { readonly error?: unknown } | undefined;
  let consumer: Waiting | undefined;
  let producers: (() => void)[] = [];
  let isReleased = false;

  const wakeProducers = (): void => {
    for (const resume of producers) resume();
    producers = [];
  };
  const take = (): RunEvent | undefined => {
    const event = buffer[position];
    if (event === undefined) return undefined;
    position += 1;
    if (position === buffer.length) {
      buffer = [];
      position = 0;
      if (producers.length > 0) wakeProducers();
    }
    return event;
  };
  const finish = ({ resolve, reject }: Waiting, { error, ...rest }: { readonly error?: unknown }): void => {
    // The error is told once; whoever asks again is at the end.
    finished = rest;
    if (error === undefined) resolve({ done: true, value: undefined });
    else reject(error);
  };
  return {
    emit(event) {
      if (isReleased) return;
      const stamped = Object.assign(event, { seq, atMs: Math.round((now() - startedAt) * 1_000) / 1_000 });
      seq += 1;
      if (consumer === undefined) {
        buffer.push(stamped);
        return;
      }
      const { resolve } = consumer;
      consumer = undefined;
      resolve({ done: false, value: stamped });
    },
    isFull: () => buffer.length - position >= highWater,
    drained: () => new Promise((resolve) => producers.push(resolve)),
    end(error) {
      finished = error === undefined ? {} : { error };
      if (consumer === undefined) return;
      finish(consumer, finished);
      consumer = undefined;
    },
    next() {
      const event = take();
      if (event !== undefined) return Promise.resolve({ done: false, value: event });
      return new Promise((resolve, reject) => {
        if (finished === undefined && !isReleased) consumer = { resolve, reject };
        else finish({ resolve, reject }, finished ?? {});
      });
    },
    release() {
      isReleased = true;
      buffer = [];
      position = 0;
      wakeProducers();
      if (consumer !== undefined) finish(consumer, {});
      consumer = undefined;
    },
  };
}
