import type { HeaderList } from './exchange.ts';

/** Who requests are sent as: headers under a name. */
export interface Identity {
  readonly name: string;
  /** All of the user's headers that go with a request of this identity, those that are the same for all among them. */
  readonly headers: HeaderList;
}
