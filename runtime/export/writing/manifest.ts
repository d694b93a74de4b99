import { hash } from 'node:crypto';
import type { JsonValue } from '../../model/json.ts';
import { compareText } from '../compare-text.ts';
import { regionsOf } from './regions.ts';

/** The file in an exported suite that says what was written there. */
export const manifestFile = '.api-test-gen-export.json';

/** Digests of written files by their paths, without what users may write into them. */
export type Manifest = ReadonlyMap<string, string>;

export function fileDigest(text: string): string {
  return hash('sha256', regionsOf(text).rest);
}

export function manifestText(files: Manifest): string {
  const sorted = Object.fromEntries([...files].sort(([a], [b]) => compareText(a, b)));
  return `${JSON.stringify({ version: 1, files: sorted }, undefined, 2)}\n`;
}

/** Empty where the text is no manifest: then nothing there was written by an export. */
export function parseManifest(text: string): Manifest {
  try {
    const { files } = JSON.parse(text) as { readonly files?: JsonValue };
    if (typeof files !== 'object' || files === null || Array.isArray(files)) return new Map();
    const entries = Object.entries(files).flatMap(([path, digest]): [string, string][] =>
      typeof digest === 'string' ? [[path, digest]] : [],
    );
    return new Map(entries);
  } catch {
    return new Map();
  }
}
