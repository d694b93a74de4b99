/** Something that an `AbortSignal` ends. */
export interface Abortable {
  abort(): void;
}

/** The requests that are under way, each with the signal that ends it. */
export interface OpenRequests {
  add(item: Abortable, signal: AbortSignal): void;
  delete(item: Abortable): void;
  /** Aborts them all and lets go of their signals. */
  close(): void;
}

/**
 * A run has one signal and thousands of requests: one listener on the signal serves them all, where a listener each
 * would cost time and make Node warn of a leak.
 */
export function createOpenRequests(): OpenRequests {
  const open = new Map<Abortable, AbortSignal>();
  const heard = new WeakSet<AbortSignal>();
  const closed = new AbortController();
  const abort = (signal?: AbortSignal): void => {
    for (const [item, its] of open) {
      if (signal === undefined || its === signal) item.abort();
    }
  };
  return {
    add: (item, signal) => {
      open.set(item, signal);
      if (heard.has(signal)) return;
      heard.add(signal);
      signal.addEventListener('abort', () => abort(signal), { once: true, signal: closed.signal });
    },
    delete: (item) => {
      open.delete(item);
    },
    close: () => {
      closed.abort();
      abort();
    },
  };
}
