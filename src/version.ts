import { existsSync, readFileSync } from 'node:fs';

/** This package's version. Its package.json stands one folder up from the sources, and two up from the compiled files. */
export function packageVersion(): string {
  for (const path of ['../package.json', '../../package.json']) {
    const url = new URL(path, import.meta.url);
    if (existsSync(url)) return (JSON.parse(readFileSync(url, 'utf8')) as { version: string }).version;
  }
  return 'unknown';
}
