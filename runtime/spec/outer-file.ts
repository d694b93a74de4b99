import { fileURLToPath } from 'node:url';

/** The file that the part of a `$ref` before `#` names, as `Location.file` has it; undefined where it names none. */
export function outerFile(reference: string, base: URL): string | undefined {
  if (!URL.canParse(reference, base.href)) return undefined;
  const url = new URL(reference, base);
  url.hash = '';
  return fileOfUrl(url);
}

/** A URL as `Location.file` has it: the path of a file: URL, any other as it is. */
export function fileOfUrl(url: URL): string | undefined {
  if (url.protocol !== 'file:') return url.href;
  try {
    return fileURLToPath(url);
  } catch {
    return undefined;
  }
}
