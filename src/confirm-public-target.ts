import { isatty } from 'node:tty';
import { createInterface } from 'node:readline/promises';
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

/**
 * Asks once on a terminal before data of a public host is changed. Without a terminal the explicit base URL is consent.
 * Throws `UsageError` where the answer is no.
 */
export async function confirmPublicTarget(target: PublicTarget | undefined, signal: AbortSignal): Promise<void> {
  if (target === undefined || !isatty(process.stdin.fd) || !isatty(process.stderr.fd)) return;
  const { host, unsafe } = target;
  const shown = unsafe.slice(0, 3).map((entry) => entry.label);
  const more = unsafe.length > shown.length ? ` and ${unsafe.length - shown.length} more` : '';
  const question = `${host} is a public host, and ${shown.join(', ')}${more} may change data there. Go on? [y/N] `;
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await terminal.question(question, { signal });
    if (/^y(es)?$/i.test(answer.trim())) return;
  } finally {
    terminal.close();
  }
  throw new UsageError('Nothing was sent: the run was not confirmed.', {
    where: `--base-url, host ${host}`,
    hint: 'Test a copy of the API, or only what reads: --include-method GET.',
  });
}
