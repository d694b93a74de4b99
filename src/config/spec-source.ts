import { resolve } from 'node:path';

/** Where a document is read from: a URL or `-` as it is, a path made absolute. */
export function specSource(spec: string, folder: string): string {
  return spec === '-' || /^(https?|file):\/\//i.test(spec) ? spec : resolve(folder, spec);
}
