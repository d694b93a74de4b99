import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { UnreadableSpecError } from '../errors.ts';
import { tooLarge } from './decode-bytes.ts';
import type { LoadSettings } from './load-options.ts';
import { readFile } from './read-file.ts';
import { readUrl } from './read-url.ts';

/** What a source gave: where it stands (absolute path, URL or `<stdin>`) and its bytes as they came. */
export interface SourceBytes {
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** Reads a path, a file: or http(s) URL, or `-` for standard input. Throws `UnreadableSpecError`. */
export async function readSource(source: string | URL, settings: LoadSettings): Promise<SourceBytes> {
  if (source === '-') return readStdin(settings);
  const url = asUrl(source);
  if (url === undefined) {
    // Without a scheme it is a path, also `C:\api.json`.
    const file = path.resolve(settings.cwd, String(source));
    return { file, bytes: await readFile(file, settings) };
  }
  if (url.protocol === 'file:') {
    const file = filePath(url);
    return { file, bytes: await readFile(file, settings) };
  }
  if (url.protocol === 'http:' || url.protocol === 'https:') {
    const content = await readUrl(url, settings);
    return { file: content.url, bytes: content.bytes };
  }
  throw new UnreadableSpecError(`Cannot read ${url.protocol} URLs.`, {
    where: url.href,
    hint: 'Give a file path, a file: or http(s) URL, or - for standard input.',
  });
}

function asUrl(source: string | URL): URL | undefined {
  if (source instanceof URL) return source;
  if (!/^(?:file:|[a-z][a-z0-9+.-]+:\/\/)/iu.test(source)) return undefined;
  if (URL.canParse(source)) return new URL(source);
  throw new UnreadableSpecError(`"${source}" is no valid URL.`, { hint: 'Check its host and port.' });
}

function filePath(url: URL): string {
  try {
    return fileURLToPath(url);
  } catch (cause) {
    throw new UnreadableSpecError(`"${url.href}" names no file on this machine.`, {
      where: url.href,
      hint: 'Give its path.',
      cause,
    });
  }
}

async function readStdin(settings: LoadSettings): Promise<SourceBytes> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of settings.stdin ?? process.stdin) {
    settings.signal?.throwIfAborted();
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    length += bytes.byteLength;
    if (length > settings.maxBytes) throw tooLarge('<stdin>', settings.maxBytes);
    chunks.push(bytes);
  }
  return { file: '<stdin>', bytes: Buffer.concat(chunks, length) };
}
