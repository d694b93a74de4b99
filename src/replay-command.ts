import { isAbsolute, relative } from 'node:path';
import type { HeaderList } from '../runtime/model/exchange.ts';
import { isSensitiveName } from '../runtime/redaction.ts';
import { secretName } from './config/resolve-config.ts';
import { shellQuote, shellQuoteWithVariable } from './shell-quote.ts';

/** What a command line needs to reach the same server with the same document. */
export interface ReplayTarget {
  readonly spec: string;
  readonly baseUrl: string;
  readonly headers: HeaderList;
  readonly cwd: string;
}

/** The start of a command that sends a case again; credentials stand in it as environment variables. */
export function replayCommand({ spec, baseUrl, headers, cwd }: ReplayTarget): string {
  const words = ['api-test-gen', 'run', shellQuote(shortPath(spec, cwd)), '--base-url', shellQuote(baseUrl)];
  for (const [name, value] of headers) {
    const sensitive = value !== '' && isSensitiveName(name);
    words.push(
      '-H',
      sensitive ? shellQuoteWithVariable(`${name}: `, secretName(name)) : shellQuote(`${name}: ${value}`),
    );
  }
  return words.join(' ');
}

function shortPath(spec: string, cwd: string): string {
  if (!isAbsolute(spec)) return spec;
  const near = relative(cwd, spec);
  return near === '' || near.startsWith('..') || isAbsolute(near) ? spec : near;
}
