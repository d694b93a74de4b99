import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ForbiddenRefError, SpecError, UnreadableSpecError } from '../errors.ts';
import { identifiersOf } from './identifiers.ts';
import type { LoadSettings } from './load-options.ts';
import { fileOfUrl } from './outer-file.ts';
import { readFile } from './read-file.ts';
import { readUrl } from './read-url.ts';
import { assertFileInFolder, assertPublicAddress } from './reference-rules.ts';
import { documentFromBytes, type SpecDocument } from './spec-document.ts';

/** What became of each file that the document refers to, directly or through others. */
export type OuterDocuments = ReadonlyMap<string, SpecDocument | SpecError>;

/** All references are handed over absolute. */
const NO_BASE = 'https://document.invalid/';

/** More than any real description has; a server can make up new references for ever. */
const MAX_FILES = 1000;

interface FileInfo {
  readonly url: string;
}

/** The one call of swagger-parser that is used; its own types need a package that is not installed. */
type Resolve = (base: string, document: object, options: object) => Promise<unknown>;

/**
 * Reads every file that the document's references name, and those that they name. Never fails for a file: its error
 * takes its place, so that only the operations that need it have a problem.
 */
export async function readOuterDocuments(main: SpecDocument, settings: LoadSettings): Promise<OuterDocuments> {
  const found = new Map<string, SpecDocument | SpecError>();
  if (main.outerRefs.size === 0) return found;
  const defects: unknown[] = [];
  const read = async ({ url }: FileInfo): Promise<string> => {
    // swagger-parser turns whatever is thrown here into an error of its own, and goes on.
    await readOuter(url, main, settings, found).catch((error: unknown) => defects.push(error));
    return url;
  };
  const references = ({ url }: FileInfo): unknown => {
    const document = found.get(fileOf(url));
    return document === undefined || document instanceof SpecError ? [] : referenceList(document, main);
  };
  const resolve = await swaggerParserResolve();
  await resolve(NO_BASE, surrogate(main), {
    continueOnError: true,
    resolve: { file: false, http: false, ours: { order: 1, canRead: true, read } },
    parse: {
      json: false,
      yaml: false,
      text: false,
      binary: false,
      ours: { order: 1, allowEmpty: true, canParse: true, parse: references },
    },
  });
  settings.signal?.throwIfAborted();
  if (defects.length > 0) throw defects[0];
  return found;
}

// swagger-parser is given bare references, not the documents: it refuses OpenAPI 3.2, rewrites the servers of what it
// is given and walks slowly. It crawls from file to file; resolving, reading, rules and parsing are ours.
function surrogate(main: SpecDocument): object {
  return { openapi: '3.0.3', info: { title: '', version: '' }, paths: {}, 'x-references': referenceList(main, main) };
}

/** The files that a document names, as absolute references; those it holds itself, by `$id`, need not be read. */
function referenceList(document: SpecDocument, main: SpecDocument): readonly { readonly $ref: string }[] {
  const known = identifiersOf(document);
  const urls = new Set<string>();
  for (const ref of document.outerRefs) {
    // What is no URL would end the crawl: it is met again, and reported, where an operation needs it.
    if (!URL.canParse(ref, document.base.href)) continue;
    const url = new URL(ref, document.base);
    url.hash = '';
    if (!known.has(url.href) && fileOf(url.href) !== main.file) urls.add(url.href);
  }
  return Array.from(urls, ($ref) => ({ $ref }));
}

// Loaded only here: a document in one file does not pay for it.
async function swaggerParserResolve(): Promise<Resolve> {
  const { default: parser } = (await import('@apidevtools/swagger-parser')) as unknown as {
    default: { resolve: Resolve };
  };
  return (base, document, options) => parser.resolve(base, document, options);
}

async function readOuter(
  url: string,
  main: SpecDocument,
  settings: LoadSettings,
  found: Map<string, SpecDocument | SpecError>,
): Promise<void> {
  const file = fileOf(url);
  if (found.size >= MAX_FILES) {
    found.set(file, new UnreadableSpecError(`The document refers to more than ${MAX_FILES} files.`, { where: file }));
    return;
  }
  try {
    const address = new URL(url);
    const isLocal = address.protocol === 'file:' && file !== url;
    const bytes = isLocal ? await readLocal(file, main, settings) : await readRemote(address, main, settings);
    found.set(file, await documentFromBytes({ file, bytes }, settings));
  } catch (error) {
    settings.signal?.throwIfAborted();
    if (!(error instanceof SpecError)) throw error;
    found.set(file, error);
  }
}

async function readLocal(file: string, main: SpecDocument, settings: LoadSettings): Promise<Uint8Array> {
  if (main.base.protocol === 'file:') await assertFileInFolder(file, path.dirname(fileURLToPath(main.base)), settings);
  else if (!settings.allowFileRefs) {
    throw new ForbiddenRefError(`A $ref leads from ${main.file} to the local file ${file}.`, {
      where: file,
      hint: 'Download the document, or allow file references (allowFileRefs).',
    });
  }
  return readFile(file, settings);
}

async function readRemote(url: URL, main: SpecDocument, settings: LoadSettings): Promise<Uint8Array> {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw new UnreadableSpecError(`A $ref leads to a ${url.protocol} URL, which cannot be read.`, {
      where: url.href,
      hint: 'Refer to a file or an http(s) URL.',
    });
  }
  return (await readUrl(url, settings, (hop) => assertPublicAddress(hop, main.base, settings))).bytes;
}

/** A URL as `Location.file` has it. */
function fileOf(url: string): string {
  return fileOfUrl(new URL(url)) ?? url;
}
