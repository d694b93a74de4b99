import { readdir, readFile as readBytes, stat } from 'node:fs/promises';
import path from 'node:path';
import { closest, UnreadableSpecError } from '../errors.ts';
import { tooLarge } from './decode-bytes.ts';
import type { LoadSettings } from './load-options.ts';
import { showFile } from './show-file.ts';

/** The bytes of a file, compressed or not. Throws `UnreadableSpecError`. */
export async function readFile(file: string, settings: LoadSettings): Promise<Uint8Array> {
  const where = showFile(file, settings.cwd);
  try {
    const { size } = await stat(file);
    if (size > settings.maxBytes) throw tooLarge(where, settings.maxBytes);
    return await readBytes(file, { signal: settings.signal });
  } catch (cause) {
    settings.signal?.throwIfAborted();
    if (cause instanceof UnreadableSpecError) throw cause;
    throw new UnreadableSpecError(reason(cause, where), { where, hint: await advice(file, settings.cwd), cause });
  }
}

function reason(cause: unknown, where: string): string {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR') return `No such file: ${where}.`;
  if (code === 'EISDIR') return `${where} is a folder, not a document.`;
  if (code === 'EACCES' || code === 'EPERM') return `No permission to read ${where}.`;
  return `Cannot read ${where}: ${cause instanceof Error ? cause.message : String(cause)}.`;
}

async function advice(file: string, cwd: string): Promise<string> {
  const folder = path.dirname(file);
  const names = await readdir(folder).catch(() => []);
  const near = closest(path.basename(file), names);
  return near === undefined || near === path.basename(file)
    ? 'Give the path or URL of an OpenAPI or Swagger document.'
    : `Did you mean "${showFile(path.join(folder, near), cwd)}"?`;
}
