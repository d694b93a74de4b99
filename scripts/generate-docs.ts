/** Writes docs/configuration.md from the option table, docs/wire-readings.md from that of tolerated readings, docs/frameworks.md from what clean APIs are known to break, docs/checks from the checks' metadata. CI runs it and fails on a difference. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import type { Check } from '../runtime/checks/contract.ts';
import { builtinChecks } from '../runtime/checks/index.ts';
import { checkIndex, checkPage } from '../src/commands/explain/check-page.ts';
import { configurationReference } from '../src/config/configuration-reference.ts';
import { loadCatalogue } from '../src/config/known-names.ts';
import { frameworksReference } from './frameworks-reference.ts';
import { wireReadingsReference } from './wire-readings-reference.ts';

const folder = new URL('../docs/', import.meta.url);
const style = { parser: 'markdown', printWidth: 120, singleQuote: true, trailingComma: 'all' } as const;
const checks: readonly Check[] = builtinChecks;
mkdirSync(new URL('checks/', folder), { recursive: true });
const documents = {
  'configuration.md': configurationReference(await loadCatalogue()),
  'wire-readings.md': wireReadingsReference(),
  'frameworks.md': frameworksReference(),
  'checks/README.md': checkIndex(checks),
  ...Object.fromEntries(checks.map((check) => [`checks/${check.id}.md`, checkPage(check)])),
};
for (const [name, text] of Object.entries(documents))
  writeFileSync(fileURLToPath(new URL(name, folder)), await format(text, style));
