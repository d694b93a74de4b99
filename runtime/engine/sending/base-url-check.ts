import { UsageError } from '../../errors.ts';
import type { WireRequest } from '../../model/exchange.ts';
import type { Api } from '../../model/operation.ts';
import type { Sender } from './sender.ts';

/** How many answers make a first round. */
const maxFirstRound = 20;
const maxProbes = 3;

/** Watches the first answers of a run for a base URL that misses the server's path. */
export interface BaseUrlCheck {
  /** Takes one answer; `true` when the first round is complete and was all 404. */
  observe(request: WireRequest, status: number): boolean;
  /** Asks again under the document's own server path. A better answer there is an error that says which base URL to use. */
  diagnose(sender: Sender): Promise<UsageError | undefined>;
}

export function createBaseUrlCheck(api: Api, baseUrl: string, operations: number): BaseUrlCheck {
  const base = new URL(baseUrl);
  const basePath = trimSlash(base.pathname);
  const serverPath = documentedPath(api);
  const needed = Math.min(operations, maxFirstRound);
  const missed: WireRequest[] = [];
  let isDecided = serverPath === undefined || serverPath === basePath;
  return {
    observe(request, status) {
      if (isDecided) return false;
      if (status !== 404) isDecided = true;
      else missed.push(request);
      if (missed.length < needed) return false;
      isDecided = true;
      return true;
    },
    async diagnose(sender) {
      const safe = missed.filter(({ method }) => method === 'GET' || method === 'HEAD').slice(0, maxProbes);
      for (const request of safe) {
        const target = `${serverPath ?? ''}${request.target.slice(basePath.length)}`;
        const result = await sender.send({ ...request, target });
        if (result.kind !== 'response' || result.response.status === 404) continue;
        return new UsageError(`Every request so far was answered 404 under ${baseUrl}.`, {
          where: '--base-url',
          hint: `The document's server path answers ${result.response.status}: try --base-url ${base.origin}${serverPath}`,
        });
      }
      return undefined;
    },
  };
}

function documentedPath(api: Api): string | undefined {
  const [server] = api.servers;
  if (server === undefined) return undefined;
  try {
    return trimSlash(new URL(server.url, 'http://localhost').pathname);
  } catch {
    return undefined;
  }
}

function trimSlash(path: string): string {
  return path.endsWith('/') ? path.slice(0, -1) : path;
}
