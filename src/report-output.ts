import type { Writable } from 'node:stream';
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { UsageError } from '../runtime/errors.ts';

/** Where a report's text goes. */
export interface ReportOutput {
  write(text: string): void;
  /** A promise if more text should wait, else nothing. */
  drained(): Promise<void> | undefined;
  /** Writes what is still buffered and lets go of the file. */
  close(): void;
}

const bufferSize = 64 * 1024;

/** Creates a file, its folders too. Text is buffered up to 64 KiB. Throws a `UsageError` if the file cannot be created. */
export function fileOutput(file: string): ReportOutput {
  const descriptor = open(file);
  let buffered = '';
  const flush = (): void => {
    const bytes = Buffer.from(buffered);
    buffered = '';
    for (let written = 0; written < bytes.length;) written += writeSync(descriptor, bytes, written);
  };
  return {
    write(text) {
      buffered += text;
      if (buffered.length >= bufferSize) flush();
    },
    drained: () => undefined,
    close() {
      try {
        flush();
      } finally {
        closeSync(descriptor);
      }
    },
  };
}

/** Writes to a stream of the process; a reader that went away (EPIPE) is no error, the rest is dropped. */
export function streamOutput(stream: Writable): ReportOutput {
  return {
    write(text) {
      if (stream.writable) stream.write(text);
    },
    drained() {
      if (!stream.writableNeedDrain || !stream.writable) return undefined;
      return new Promise((resolve) => {
        stream.once('drain', resolve).once('close', resolve);
      });
    },
    close: () => undefined,
  };
}

function open(file: string): number {
  try {
    mkdirSync(dirname(file), { recursive: true });
    return openSync(file, 'w');
  } catch (error) {
    throw new UsageError(
      `The report file cannot be written: ${error instanceof Error ? error.message : String(error)}`,
      {
        where: file,
        hint: 'Name another file in --report, or change the permissions.',
        cause: error,
      },
    );
  }
}
