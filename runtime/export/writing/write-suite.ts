import { existsSync, lstatSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';
import { UsageError } from '../../errors.ts';
import { fileDigest, manifestFile, manifestText, parseManifest, type Manifest } from './manifest.ts';
import { keepRegions, regionsOf } from './regions.ts';

/** What an export did to a folder. */
export interface WrittenSuite {
  readonly written: number;
  readonly unchanged: number;
  /** Files of an earlier export that are no part of this one: they were deleted. */
  readonly removed: readonly string[];
  /** Those of them that hold lines of the user's, or were changed: they were left. */
  readonly left: readonly string[];
}

/**
 * Writes a suite into a folder. What stands in the regions of its files is kept. Throws `UsageError`, before anything is written, where a file that no export
 * wrote or that was changed elsewhere would be overwritten, unless that is wanted (`force`), and where a folder is a link to somewhere else.
 */
export function writeSuite(
  folder: string,
  files: Iterable<readonly [path: string, text: string]>,
  force: boolean,
): WrittenSuite {
  const before = readManifest(folder);
  const texts = new Map(files);
  for (const path of texts.keys()) checkPath(folder, path);
  const old = new Map(Array.from(texts.keys(), (path) => [path, readText(join(folder, path))]));
  if (!force) refuseForeign(folder, old, before);
  const manifest = new Map<string, string>();
  let written = 0;
  for (const [path, text] of texts) {
    const present = old.get(path);
    const next = present === undefined ? text : keepRegions(text, regionsOf(present).own);
    manifest.set(path, fileDigest(next));
    if (present === next) continue;
    write(join(folder, path), next);
    written += 1;
  }
  const gone = [...before].filter(([path]) => !texts.has(path) && isInside(folder, path));
  const { removed, left } = removeGone(folder, gone);
  write(join(folder, manifestFile), manifestText(manifest));
  return { written, unchanged: texts.size - written, removed, left };
}

function readManifest(folder: string): Manifest {
  return parseManifest(readText(join(folder, manifestFile)) ?? '');
}

function readText(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function refuseForeign(folder: string, old: ReadonlyMap<string, string | undefined>, before: Manifest): void {
  const foreign = [...old].flatMap(([path, text]) =>
    text === undefined || fileDigest(text) === before.get(path) ? [] : [path],
  );
  if (foreign.length === 0) return;
  const shown = foreign.slice(0, 5).join(', ') + (foreign.length > 5 ? ` and ${foreign.length - 5} more` : '');
  throw new UsageError(`The export would overwrite what it did not write: ${shown}.`, {
    where: folder,
    hint: 'Name another folder with --output, move your changes between "#region yours" and "#endregion yours", or overwrite them with --force.',
  });
}

/** Paths are made of slugs; this is the second lock. */
function checkPath(folder: string, path: string): void {
  if (!isInside(folder, path)) {
    throw new UsageError(`The export would leave its folder: ${path}`, {
      where: folder,
      hint: 'Name a folder of its own, without links in it, with --output.',
    });
  }
}

function isInside(folder: string, path: string): boolean {
  const parts = path.split('/');
  if (parts.some((part) => part === '' || part === '.' || part === '..' || part.includes(sep) || part.includes('\\'))) {
    return false;
  }
  // A link below the folder leads to what is not its own.
  return parts.every((_, at) => !isLink(join(folder, ...parts.slice(0, at + 1))));
}

function isLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}

function removeGone(
  folder: string,
  gone: readonly (readonly [path: string, digest: string])[],
): { readonly removed: readonly string[]; readonly left: readonly string[] } {
  const removed: string[] = [];
  const left: string[] = [];
  for (const [path, digest] of gone) {
    const text = readText(join(folder, path));
    if (text === undefined) continue;
    const { own } = regionsOf(text);
    if (own.size > 0 || fileDigest(text) !== digest) left.push(path);
    else {
      rmSync(join(folder, path));
      removed.push(path);
    }
  }
  return { removed, left };
}
