/** How a document is read. Every limit has a default; nothing here is kept after the load. */
export interface LoadOptions {
  /** For http(s) sources and references; default `globalThis.fetch`. */
  readonly fetch?: typeof globalThis.fetch;
  /** Read for the source `-`; default `process.stdin`. */
  readonly stdin?: AsyncIterable<Uint8Array | string>;
  /** The largest text, after decompression, that is read: of the document and of each file it refers to. Default 50 MiB. */
  readonly maxBytes?: number;
  /** Lets `$ref`s lead to files outside the document's folder. Default false. */
  readonly allowFileRefs?: boolean;
  /** Lets `$ref`s lead to loopback, private and link-local addresses. Default false. */
  readonly allowRemoteRefs?: boolean;
  /** Stops the load; its reason is then thrown. */
  readonly signal?: AbortSignal;
  /** What relative paths start from, in sources and in messages. Default `process.cwd()`. */
  readonly cwd?: string;
}

/** The options with their defaults filled in. */
export interface LoadSettings {
  readonly fetch: typeof globalThis.fetch;
  readonly stdin: AsyncIterable<Uint8Array | string> | undefined;
  readonly maxBytes: number;
  readonly allowFileRefs: boolean;
  readonly allowRemoteRefs: boolean;
  readonly signal: AbortSignal | undefined;
  readonly cwd: string;
}

const DEFAULT_MAX_BYTES = 50 * 1024 * 1024;

/** Fills in the defaults: the only place where this layer touches the process and the global `fetch`. */
export function loadSettings(options: LoadOptions): LoadSettings {
  return {
    fetch: options.fetch ?? globalThis.fetch,
    stdin: options.stdin,
    maxBytes: options.maxBytes ?? DEFAULT_MAX_BYTES,
    allowFileRefs: options.allowFileRefs ?? false,
    allowRemoteRefs: options.allowRemoteRefs ?? false,
    signal: options.signal,
    cwd: options.cwd ?? process.cwd(),
  };
}
