import { loadDocument } from '../runtime/spec/load-api.ts';
import type { Api } from '../runtime/model/operation.ts';
import type { Problem } from '../runtime/model/problem.ts';
import { UsageError } from '../runtime/errors.ts';
import { byteSize } from './config/byte-size.ts';
import { defaults } from './config/defaults.ts';
import type { ResolvedConfig } from './config/resolve-config.ts';

/** A loaded document, and what is wrong with parts of it. */
export interface LoadedApi {
  readonly api: Api;
  readonly problems: readonly Problem[];
}

/** How a document is loaded. */
export interface LoadApiOptions {
  /** What relative paths start from. @default process.cwd() */
  readonly cwd?: string;
  readonly signal?: AbortSignal;
  /** For http sources and references. @default globalThis.fetch */
  readonly fetch?: typeof globalThis.fetch;
  /** Bytes of the largest document that is read, as a number or `'50MB'`. @default '50MB' */
  readonly maxSpecSize?: number | string;
  /** Follow file `$ref`s that leave the document's folder. @default false */
  readonly allowFileRefs?: boolean;
  /** Follow http `$ref`s to private addresses. @default false */
  readonly allowRemoteRefs?: boolean;
}

/**
 * Loads an API description: a path, a URL, `-` for standard input, or a parsed document. Broken operations become problems;
 * a document that cannot be used at all throws a `SpecError`.
 *
 * @example
 * const { api } = await loadApi('openapi.yaml')
 * for (const { label } of api.operations) console.log(label) // GET /users/{id}
 */
export async function loadApi(source: string | URL | object, options: LoadApiOptions = {}): Promise<LoadedApi> {
  const { maxSpecSize = defaults.maxSpecSize, cwd = process.cwd(), ...rest } = options;
  const maxBytes = byteSize(maxSpecSize);
  if (maxBytes === undefined) {
    throw new UsageError(`maxSpecSize is no size: ${String(maxSpecSize)}`, {
      where: 'option maxSpecSize',
      hint: "Write it as a number of bytes or like '50MB'.",
    });
  }
  return loadDocument(source, { ...rest, cwd, maxBytes });
}

/** Loads the document that a command was given. Throws `UsageError` if there is none. */
export async function loadConfiguredDocument(
  config: ResolvedConfig,
  cwd: string,
  signal: AbortSignal,
): Promise<LoadedApi & { readonly spec: string }> {
  const { spec, maxSpecSize, allowFileRefs, allowRemoteRefs } = config;
  if (spec === undefined) {
    throw new UsageError('No API description was given.', {
      hint: 'Name it: api-test-gen run openapi.yaml (a path, a URL, or - for standard input), or set "spec" in the configuration file.',
    });
  }
  return { ...(await loadApi(spec, { cwd, signal, maxSpecSize, allowFileRefs, allowRemoteRefs })), spec };
}
