import type { Transport } from '../../runtime/transport/contract.ts';
import { createInProcessTransport } from '../../runtime/transport/in-process/in-process-transport.ts';
import { createUndiciTransport } from '../../runtime/transport/undici-transport.ts';
import type { ResolvedConfig } from '../config/resolve-config.ts';
import { openApp } from './open-app.ts';

/** Where the requests of a run go. */
interface TransportTarget {
  readonly baseUrl: string;
  readonly cwd: string;
  readonly connections: number;
}

/** What carries the requests: to the application of this process where one is configured, else over HTTP. Throws `UsageError` for an application that is none. */
export async function openTransport(
  { app, requestTimeout, maxResponseSize }: Pick<ResolvedConfig, 'app' | 'requestTimeout' | 'maxResponseSize'>,
  { baseUrl, cwd, connections }: TransportTarget,
): Promise<Transport> {
  const { origin } = new URL(baseUrl);
  const limits = { timeoutMs: requestTimeout * 1000, maxResponseBytes: maxResponseSize };
  if (app === undefined) return createUndiciTransport({ ...limits, origin, connections });
  return createInProcessTransport(await openApp(app, origin, cwd), { ...limits, connections });
}
