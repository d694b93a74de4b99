import type { WireRequest, WireResponse } from './exchange.ts';
import type { Operation } from './operation.ts';

/** A request that looks at something, and the operation that it is for. */
interface Look {
  readonly operation: Operation;
  readonly request: WireRequest;
}

/** What a request of a sequence was about, and how that can be looked at before the sequence goes on. */
export interface Aftermath {
  /** The key of the thing, as in the history: the one that its path ends at, or that it made. Absent where it is not known. */
  readonly thing: string | undefined;
  /** The documented GET of the thing. */
  readonly read: Look | undefined;
  /** The documented GET of the collection that the thing is in, or that a creation goes to. */
  readonly list: Look | undefined;
  /** The documented GET of the collection that the thing's parent is in: `/shops` of `/shops/{}/users/{}`. */
  readonly parents: Look | undefined;
  /** The answer to `read` right after a request that may have changed the thing; absent where it was not sent, or no answer came. */
  readonly seen: WireResponse | undefined;
  /** Scheme, host and port of the server. */
  readonly origin: string;
}
