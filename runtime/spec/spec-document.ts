import { pathToFileURL } from 'node:url';
import path from 'node:path';
import { decodeBytes } from './decode-bytes.ts';
import type { LoadSettings } from './load-options.ts';
import { parseDocument } from './parse-document.ts';
import type { Locate } from './parsed-document.ts';
import type { SourceBytes } from './read-source.ts';
import { inspectTree } from './inspect-tree.ts';
import { showFile } from './show-file.ts';

/** One parsed file. */
export interface SpecDocument {
  /** As `Location.file` has it: absolute path, URL, `<stdin>` or `<object>`. */
  readonly file: string;
  /** What relative references are resolved against. */
  readonly base: URL;
  readonly root: unknown;
  readonly outerRefs: ReadonlySet<string>;
  /** The text, for positions: decoded again from the bytes as they came, which are small where they are compressed. */
  readonly text: { read(): Buffer; createLocate(text: Buffer): Locate } | undefined;
}

/** Parses what was read. Throws `MalformedSpecError` and `UnreadableSpecError`. */
export async function documentFromBytes({ file, bytes }: SourceBytes, settings: LoadSettings): Promise<SpecDocument> {
  const where = showFile(file, settings.cwd);
  const read = (): Buffer => decodeBytes(bytes, where, settings.maxBytes);
  const { root, outerRefs, createLocate } = await parseDocument(read(), where);
  return { file, base: baseOf(file, settings.cwd), root, outerRefs, text: { read, createLocate } };
}

/** A document that a caller already has as a value; it is used as it is, never copied or changed. */
export function documentFromObject(root: object, settings: LoadSettings): SpecDocument {
  const file = '<object>';
  return { file, base: baseOf(file, settings.cwd), root, outerRefs: inspectTree(root, file), text: undefined };
}

/** The URL that references in a file are resolved against; values without a file stand in the working directory. */
function baseOf(file: string, cwd: string): URL {
  if (/^https?:/iu.test(file)) return new URL(file);
  return pathToFileURL(file.startsWith('<') ? path.join(cwd, file.slice(1, -1)) : file);
}
