import type { EventOf, RunEvent } from '../runtime/events.ts';

/** What a reporter listens to; a misspelt event does not compile. */
export type Handlers = { readonly [T in RunEvent['type']]?: (event: EventOf<T>) => void | Promise<void> };

/** A consumer of the event stream. Events come in order and each handler is awaited; `close` is always called, once. */
export interface Reporter {
  readonly name: string;
  readonly on: Handlers;
  close?(): Promise<void>;
}
