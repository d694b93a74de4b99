/** Writes docs/configuration.md from the option table, and docs/wire-readings.md from that of tolerated readings. CI runs it and fails on a difference. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import { configurationReference } from '../src/config/configuration-reference.ts';
import { loadCatalogue } from '../src/config/known-names.ts';
import { wireReadingsReference } from './wire-readings-reference.ts';

const folder = new URL('../docs/', import.meta.url);
const style = { parser: 'markdown', printWidth: 120, singleQuote: true, trailingComma: 'all' } as const;
mkdirSync(folder, { recursive: true });
const documents = {
  'configuration.md': configurationReference(await loadCatalogue()),
  'wire-readings.md': wireReadingsReference(),
};
for (const [name, text] of Object.entries(documents))
  writeFileSync(fileURLToPath(new URL(name, folder)), await format(text, style));
