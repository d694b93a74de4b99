import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { UsageError } from '../../../runtime/errors.ts';
import { resolveBaseUrl } from '../../base-url.ts';
import type { ResolvedConfig } from '../../config/resolve-config.ts';
import { isLoopbackHost } from '../../host-kind.ts';
import type { Api } from '../../../runtime/model/operation.ts';
import type { Collected } from './collect-failures.ts';

/** Where a document may come from. */
interface DocumentSources {
  /** On the command line. */
  readonly given: string | undefined;
  /** In the configuration file. */
  readonly configured: string | undefined;
  readonly cwd: string;
}

/** The document of a failure: the one that is given, else the one it was found with, else the configured one. Throws `UsageError`. */
export function documentOf({ kept }: Collected, { given, configured, cwd }: DocumentSources): string {
  const { source } = kept.spec;
  const isUrl = /^https?:\/\//i.test(source) && !source.includes('[Filtered]');
  const file = resolve(cwd, source);
  const document = given ?? (isUrl ? source : existsSync(file) ? file : configured);
  if (document !== undefined) return document;
  throw new UsageError('The document of the failure is not here.', {
    where: source,
    hint: 'Name it: --spec openapi.yaml',
  });
}

/** Where a failure is sent: the given server, else the one it was found on. Of a report of others only this machine's is used. Throws `UsageError`. */
export function serverOf({ kept, isOwn }: Collected, config: ResolvedConfig, api: Api): string {
  if (config.baseUrl !== undefined) return resolveBaseUrl(config.baseUrl, api);
  if (isOwn || isLoopbackHost(new URL(kept.baseUrl).hostname)) return kept.baseUrl;
  throw new UsageError('The server of the failure is only tested if it is named.', {
    where: kept.baseUrl,
    hint: `If it is to get these requests, with your credentials: --base-url ${kept.baseUrl}`,
  });
}
