/** Something that may not take longer than all its fellows may. */
export interface Expirable {
  /** On the clock of `performance.now()`; set by `Deadlines.add`. */
  deadline: number;
  expire(): void;
}

/**
 * One timer for any number of requests that all have the same time. A timer each would cost more than the
 * rest of this layer; as the time is the same, the order of insertion is the order of expiry.
 */
export interface Deadlines {
  add(item: Expirable): void;
  delete(item: Expirable): void;
  /** Forgets everything and stops the timer. */
  clear(): void;
}

/** Deadlines `timeoutMs` after each `add`. The timer does not keep the process alive: open sockets do. */
export function createDeadlines(timeoutMs: number): Deadlines {
  const items = new Set<Expirable>();
  let timer: NodeJS.Timeout | undefined;

  const tick = (): void => {
    timer = undefined;
    const now = performance.now();
    for (const item of items) {
      if (item.deadline > now) {
        arm(item.deadline - now);
        return;
      }
      items.delete(item);
      item.expire();
    }
  };
  const arm = (ms: number): void => {
    // Timers count whole milliseconds, and one that fires early would only be armed again.
    timer = setTimeout(tick, Math.ceil(ms));
    timer.unref();
  };

  return {
    add: (item) => {
      item.deadline = performance.now() + timeoutMs;
      items.add(item);
      if (timer === undefined) arm(timeoutMs);
    },
    delete: (item) => {
      items.delete(item);
    },
    clear: () => {
      items.clear();
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
