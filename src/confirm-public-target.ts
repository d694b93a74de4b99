import { isatty } from 'node:tty';
import { createInterface } from 'node:readline';
import { UsageError } from '../runtime/errors.ts';
import type { OperationEntry } from '../runtime/model/operation.ts';
import { isPublicHost } from './host-kind.ts';

/** Methods that read (RFC 9110 §9.2.1, and the QUERY method). */
const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'QUERY']);

/** What would be sent where, for a question to a person. */
export interface PublicTarget {
  readonly host: string;
  readonly unsafe: readonly OperationEntry[];
}

/** The operations that change data on a host that is open to the world; nothing if there are none. */
export function publicTarget(baseUrl: string, selected: readonly OperationEntry[]): PublicTarget | undefined {
  const { hostname, host } = new URL(baseUrl);
  if (!isPublicHost(hostname)) return undefined;
  const unsafe = selected.filter((entry) => !safeMethods.has(entry.method.toUpperCase()));
  return unsafe.length === 0 ? undefined : { host, unsafe };
}

/** Where a person is asked. */
export interface Terminal {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
}

/** The process's terminal: questions go to standard error. Nothing if there is no person at both ends. */
export function processTerminal(): Terminal | undefined {
  const present = isatty(process.stdin.fd) && isatty(process.stderr.fd);
  return present ? { input: process.stdin, output: process.stderr } : undefined;
}

/**
 * Asks once before data of a public host is changed. Without a terminal the explicit base URL is consent.
 * Throws `UsageError` where the answer is anything but yes, and the signal's reason where it aborts.
 */
export async function confirmPublicTarget(
  target: PublicTarget | undefined,
  terminal: Terminal | undefined,
  signal: AbortSignal,
): Promise<void> {
  if (target === undefined || terminal === undefined) return;
  const { host, unsafe } = target;
  const shown = unsafe.slice(0, 3).map((entry) => entry.label);
  const more = unsafe.length > shown.length ? ` and ${unsafe.length - shown.length} more` : '';
  const question = `${host} is a public host, and ${shown.join(', ')}${more} may change data there. Go on? [y/N] `;
  if (/^y(es)?$/i.test((await ask(question, terminal, signal)).trim())) return;
  throw new UsageError('Nothing was sent: the run was not confirmed.', {
    where: `--base-url, host ${host}`,
    hint: 'Test a copy of the API, or only what reads: --include-method GET.',
  });
}

/** The answer; empty at the end of the input. */
function ask(question: string, { input, output }: Terminal, signal: AbortSignal): Promise<string> {
  signal.throwIfAborted();
  const terminal = createInterface({ input, output });
  return new Promise<string>((resolve, reject) => {
    terminal.on('close', () => resolve(''));
    terminal.on('SIGINT', () => process.emit('SIGINT')); // a terminal in raw mode gives Ctrl-C as a key
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    terminal.question(question, resolve);
  }).finally(() => terminal.close());
}
