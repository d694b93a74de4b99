import type { EventOf, RunEvent } from '../runtime/events.ts';

/** What a reporter listens to; a misspelt event does not compile. */
export type Handlers = { readonly [T in RunEvent['type']]?: (event: EventOf<T>) => void | Promise<void> };

/** A consumer of the event stream. Events come in order and each handler is awaited; `close` is always called, once. */
export interface Reporter {
  readonly name: string;
  readonly on: Handlers;
  close?(): Promise<void>;
}

/** Where a reporter writes, and what it may know of that place. */
export interface ReporterContext {
  /** Appends to the reporter's output: standard output for the console, a file for the others. */
  write(text: string): void;
  /** Whether the output is a terminal, so that a line can be drawn again. */
  readonly isTTY: boolean;
  readonly columns: number;
  readonly color: boolean;
  /** File names are shown relative to this folder. */
  readonly cwd: string;
  /** The command line of the run, without secrets. */
  readonly command: string;
  /** Cases an operation gets in the fuzzing phase: with it, the console says how long that phase will take. */
  readonly maxExamples?: number;
}

/** A reporter as `--report name=FILE` finds it. */
export interface ReporterDefinition {
  readonly name: string;
  /** One sentence for lists and help. */
  readonly summary: string;
  create(context: ReporterContext): Reporter;
}
