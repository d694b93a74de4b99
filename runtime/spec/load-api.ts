import type { Location } from '../model/location.ts';
import type { Api } from '../model/operation.ts';
import type { Problem } from '../model/problem.ts';
import { type LoadOptions, loadSettings, type LoadSettings } from './load-options.ts';
import { loadOpenApi } from './openapi/load-openapi.ts';
import { readOuterDocuments } from './outer-documents.ts';
import { createPositions } from './positions.ts';
import { readSource } from './read-source.ts';
import { createResolver } from './resolver.ts';
import { showFile } from './show-file.ts';
import { documentFromBytes, documentFromObject, type SpecDocument } from './spec-document.ts';

export type { LoadOptions } from './load-options.ts';

export interface LoadedDocument {
  readonly api: Api;
  /** Parts of the document that no operation could be made of. Broken operations are in the index and throw when built. */
  readonly problems: readonly Problem[];
}

/**
 * Loads an OpenAPI 3.0, 3.1 or 3.2 or Swagger 2.0 document, JSON or YAML, from a path (`.gz` too), a file: or http(s)
 * URL, `-` (standard input) or a plain object, which is not changed. Throws `UnreadableSpecError`,
 * `MalformedSpecError` or `UnknownFormatError`; the signal's reason where it was aborted.
 */
export async function loadApi(source: string | URL | object, options: LoadOptions = {}): Promise<Api> {
  return (await loadDocument(source, options)).api;
}

/** As `loadApi`, with the problems met while the operations were listed. */
export async function loadDocument(source: string | URL | object, options: LoadOptions = {}): Promise<LoadedDocument> {
  const settings = loadSettings(options);
  settings.signal?.throwIfAborted();
  const main = await readMain(source, settings);
  const outer = await readOuterDocuments(main, settings);
  const documentOf = (file: string): SpecDocument | undefined => {
    const found = file === main.file ? main : outer.get(file);
    return found instanceof Error ? undefined : found;
  };
  const position = createPositions(documentOf);
  const describe = (location: Location): string => {
    const place = position(location);
    const lineAndColumn = place === undefined ? '' : `:${place.line}:${place.column}`;
    return `${showFile(location.file, settings.cwd)}${lineAndColumn} (${location.pointer === '' ? 'the whole document' : location.pointer})`;
  };
  return loadOpenApi({
    root: main.root,
    file: main.file,
    shownFile: showFile(main.file, settings.cwd),
    base: main.base.protocol === 'file:' ? undefined : main.base,
    resolver: createResolver(main, outer, describe),
    describe,
    position,
  });
}

async function readMain(source: string | URL | object, settings: LoadSettings): Promise<SpecDocument> {
  if (typeof source === 'object' && !(source instanceof URL)) return documentFromObject(source, settings);
  return documentFromBytes(await readSource(source, settings), settings);
}
