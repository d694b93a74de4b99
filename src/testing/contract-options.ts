import type { RunOptions } from '../run.ts';
import { optionKeys } from '../config/options.data.ts';

/** A description: a path, a URL, or a parsed document. */
export type ContractSpec = string | URL | object;

/** What the tests of a contract take: every option of a run, and how they stand in the test runner. */
export interface ContractOptions extends Omit<RunOptions, 'spec' | 'signal' | 'baseUrl'> {
  /** Where requests go; a function is asked when the first of the tests runs, so that a server may be started in `beforeAll`. */
  readonly baseUrl?: string | (() => string | Promise<string>);
  /** The name of the suite. @default the title of a parsed document, else the path or URL of the description, else `API contract` */
  readonly title?: string;
  /**
   * Milliseconds that one test may take; 0 is no limit. The tests wait for one run, which ends by itself: every request has a
   * time limit, and `maxTime` limits the whole. @default 0
   */
  readonly timeout?: number;
  /** The configuration file to read; `false` reads none. @default found upward from the working directory */
  readonly config?: string | false;
}

const elsewhere: readonly string[] = [
  'spec',
  'config',
  'report',
  'suggestOverlay',
  'keepFailures',
  'baselineUpdate',
  'color',
  'debug',
];

/** The options that a run takes, as they are read from a call. */
export const contractOptionKeys: readonly string[] = optionKeys.filter((key) => !elsewhere.includes(key));

/** Those that are of the tests alone. */
export const testingKeys: readonly string[] = ['title', 'timeout', 'config', 'cwd', 'fetch'];

/** The name of a suite that was given none. */
export function titleOf(spec: ContractSpec | undefined): string {
  if (spec === undefined) return 'API contract';
  if (typeof spec === 'string') return spec;
  if (spec instanceof URL) return spec.pathname.split('/').at(-1) ?? spec.href;
  const { info } = spec as { readonly info?: { readonly title?: unknown } };
  return typeof info?.title === 'string' ? info.title : 'API contract';
}
