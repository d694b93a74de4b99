import type { Exchange } from './exchange.ts';

/** A thing that an exchange made, by the key that stands for the same thing in all exchanges of a history. */
interface MadeThing {
  readonly key: string;
  /** How sure it is that the ids in the answer are its own, from 0 to 1. */
  readonly certainty: number;
}

/** One exchange of a history, and the things that it had to do with. */
export interface HistoryEntry {
  readonly exchange: Exchange;
  /** What it made. */
  readonly made: readonly MadeThing[];
  /** The key of the thing that its path ends at; absent where that is a collection, or something below a thing. */
  readonly item: string | undefined;
  /** The keys of all things that its path leads through, the outermost first. */
  readonly onPath: readonly string[];
}

/** What one client did before an exchange, in order. Of other sequences it knows nothing. */
export interface HistoryView {
  /** The thing that the path of the judged exchange ends at. */
  readonly item: string | undefined;
  /** The keys of all things that its path leads through, the outermost first. */
  readonly onPath: readonly string[];
  readonly before: readonly HistoryEntry[];
}
