/** Writes docs/configuration.md from the option table. CI runs it and fails on a difference. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import { configurationReference } from '../src/config/configuration-reference.ts';
import { loadCatalogue } from '../src/config/known-names.ts';

const folder = new URL('../docs/', import.meta.url);
const style = { parser: 'markdown', printWidth: 120, singleQuote: true, trailingComma: 'all' } as const;
mkdirSync(folder, { recursive: true });
const file = fileURLToPath(new URL('configuration.md', folder));
writeFileSync(file, await format(configurationReference(await loadCatalogue()), style));
