import type { RunEvent, Unstamped } from '../events.ts';

/** How many events may wait before their producers should. */
const highWater = 1_000;

/** Numbers events and hands them over in order. One consumer; producers never block, but may ask to wait. */
export interface EventStream {
  emit(event: Unstamped): void;
  /** Whether the consumer is far behind. */
  isFull(): boolean;
  /** Settles once the consumer has caught up. */
  drained(): Promise<void>;
  /** No event follows. With an error, the consumer gets it after the last event. */
  end(error?: unknown): void;
  events(): AsyncGenerator<RunEvent>;
  /** Nobody consumes any more: nothing is kept, nobody waits. */
  release(): void;
}

export function createEventStream(now: () => number): EventStream {
  const startedAt = now();
  let buffer: RunEvent[] = [];
  let seq = 0;
  let finished: { readonly error?: unknown } | undefined;
  let wakeConsumer: (() => void) | undefined;
  let wakeProducers: (() => void)[] = [];
  let isReleased = false;

  const wake = (): void => {
    wakeConsumer?.();
    wakeConsumer = undefined;
  };
  return {
    emit(event) {
      if (isReleased) return;
      buffer.push({ ...event, seq, atMs: Math.round((now() - startedAt) * 1_000) / 1_000 });
      seq += 1;
      wake();
    },
    isFull: () => buffer.length >= highWater,
    drained: () => new Promise((resolve) => wakeProducers.push(resolve)),
    end(error) {
      finished = error === undefined ? {} : { error };
      wake();
    },
    release() {
      isReleased = true;
      buffer = [];
      for (const resume of wakeProducers) resume();
    },
    async *events() {
      for (;;) {
        const batch = buffer;
        buffer = [];
        for (const resume of wakeProducers) resume();
        wakeProducers = [];
        yield* batch;
        if (buffer.length > 0) continue;
        if (finished !== undefined) {
          if ('error' in finished) throw finished.error;
          return;
        }
        await new Promise<void>((resolve) => {
          wakeConsumer = resolve;
        });
      }
    },
  };
}
