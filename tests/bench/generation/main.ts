import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { format } from 'prettier';
import { hasTestSuite } from '../../laws/test-suite/read-test-suite.ts';
import { root } from '../child.ts';
import { documentFigures, documentNames } from './document-figures.ts';
import type { DocumentRow } from './document-table.ts';
import { curve, documentTable } from './document-table.ts';
import { generationPage } from './generation-page.ts';
import { suiteFigures } from './suite-figures.ts';
import { suiteTable } from './suite-table.ts';
import { varietyFigures, varietyTable } from './variety-figures.ts';

/**
 * `npm run bench:generation`: how much of JSON Schema and of real documents values are generated for, and at what cost.
 *
 *     --tables suite,documents,variety   only these
 *     --documents github,stripe          only documents whose names hold one of these words
 *     --values 100                       of each schema of the suite
 *     --cases 10                         of each mode and operation
 *     --no-judge                         measure documents without judging their cases
 *     --write                            docs/generation.md from the suite and the variety
 */
const { values: flags } = parseArgs({
  args: process.argv.slice(2).filter((arg) => arg !== '--'),
  options: {
    tables: { type: 'string', default: 'suite,documents,variety' },
    documents: { type: 'string', default: '' },
    values: { type: 'string', default: '100' },
    cases: { type: 'string', default: '10' },
    'no-judge': { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
});
const tables = new Set(flags.tables.split(','));
/** The document whose length shows whether an operation's cost depends on those before it. */
const longest = 'microsoft.com-graph-beta';
const casesOfLongest = 2;
const values = Number(flags.values);

console.log(`node ${process.version}, ${process.platform} ${process.arch}`);
const suite = tables.has('suite') && hasTestSuite ? suiteFigures(values) : undefined;
if (suite !== undefined) print('JSON Schema test suite', suiteTable(suite, values, true));
if (tables.has('documents')) await documents();
const variety = tables.has('variety') ? varietyFigures(1000) : undefined;
if (variety !== undefined) print('Variety: features that 1,000 values show', varietyTable(variety));
if (flags.write) await write();

function print(title: string, text: string): void {
  console.log(`\n## ${title}\n\n${text}`);
}

async function documents(): Promise<void> {
  const names = documentNames(flags.documents.split(',').filter((word) => word !== ''));
  const judge = !flags['no-judge'];
  const rows: DocumentRow[] = [];
  for (const name of names.filter((one) => one !== longest)) {
    rows.push({ name, figures: await documentFigures(name, Number(flags.cases), judge) });
    console.error(`${name} done`);
  }
  if (rows.length > 0) print(`Documents: ${flags.cases} cases of each mode an operation`, documentTable(rows));
  if (!names.includes(longest)) return;
  const figures = await documentFigures(longest, casesOfLongest, judge);
  print(`${longest}: ${casesOfLongest} cases of each mode an operation`, documentTable([{ name: longest, figures }]));
  print('Its cost along the document', curve(figures));
}

async function write(): Promise<void> {
  if (suite === undefined || variety === undefined) {
    throw new Error('docs/generation.md needs both tables, the suite and the variety.');
  }
  const page = generationPage(suiteTable(suite, values, false), varietyTable(variety), values);
  const style = { parser: 'markdown', printWidth: 120, singleQuote: true, trailingComma: 'all' } as const;
  writeFileSync(join(root, 'docs', 'generation.md'), await format(page, style));
}
