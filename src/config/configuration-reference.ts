import { configFileNames } from './config-file.ts';
import type { Config } from './config.ts';
import type { Catalogue, Described } from './known-names.ts';
import { defaultText } from './option-text.ts';
import { optionGroups, optionKeys, optionRow } from './options.data.ts';

/** The reference of all options as Markdown, from the option table. */
export function configurationReference(catalogue: Catalogue): string {
  return [
    introduction,
    ...optionGroups.flatMap((group) => [
      `## ${group}`,
      ...optionKeys.filter((key) => optionRow(key).group === group).map(section),
    ]),
    '## Checks',
    list(catalogue.checks),
    '## Reports',
    list(catalogue.reporters),
    '',
  ].join('\n\n');
}

function section(key: keyof Config): string {
  const row = optionRow(key);
  const flags = [row.short, row.flag, ...Object.keys(row.switches ?? {}).filter((flag) => flag !== row.flag)];
  const flag = flags
    .filter((one) => one !== undefined)
    .map(code)
    .join(', ');
  const argument = row.argument === undefined ? '' : ` ${code(row.argument)}`;
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['Key', row.notInFile === true ? undefined : code(key) + (row.inCodeOnly === true ? ', not in JSON and YAML' : '')],
    [
      'Command line',
      row.flag === undefined
        ? row.argument === undefined
          ? undefined
          : `the argument ${code(`<${row.argument}>`)}`
        : flag + argument,
    ],
    ['Variable', row.env === undefined ? undefined : code(row.env)],
    ['Type', code(row.reader.type)],
    ['Default', defaultText(key)],
    ['Example', code(exampleText(key))],
    ['Commands', row.commands.map(code).join(', ')],
  ];
  const table = rows.flatMap(([name, value]) => (value === undefined ? [] : [`| ${name} | ${escaped(value)} |`]));
  return `### ${key}\n\n${row.help}\n\n| | |\n| --- | --- |\n${table.join('\n')}`;
}

function exampleText(key: keyof Config): string {
  const { notInFile, inCodeOnly, example } = optionRow(key);
  if (notInFile === true) return example;
  return `${inCodeOnly === true ? key : JSON.stringify(key)}: ${example}`;
}

function list(entries: readonly Described[]): string {
  return entries.map(({ name, summary }) => `- ${code(name)}: ${summary}`).join('\n');
}

function code(text: string): string {
  return `\`${text}\``;
}

/** A bar ends a cell, also within code. */
function escaped(text: string): string {
  return text.replaceAll('|', String.raw`\|`);
}

const introduction = `# Configuration

<!-- Generated from src/config/options.data.ts by \`npx tsx scripts/generate-docs.ts\`. Do not edit. -->

Each option can be given on the command line, in an environment variable, or in a configuration file. The command line is
stronger than the variable, the variable than the file, the file than the default. A list is replaced as a whole by the
stronger place; headers are merged by name.

The configuration file is the first of these that is found from the working directory upward to the root of the repository:
${configFileNames.map(code).join(', ')}. Paths in it start from its folder. It exports an object, or a function that gives one:

\`\`\`ts
// api-test-gen.config.ts
import { defineConfig } from '@api-test-gen/core';

export default defineConfig({
  spec: 'openapi.yaml',
  baseUrl: 'http://127.0.0.1:8080',
  identities: { admin: { headers: { Authorization: \`Bearer \${process.env.API_TOKEN}\` } } },
  excludeTag: ['internal'],
  report: ['junit=reports/junit.xml'],
});
\`\`\`

\`\`\`yaml
# api-test-gen.config.yaml
spec: openapi.yaml
baseUrl: http://127.0.0.1:8080
maxExamples: 500
\`\`\`

In a variable, the members of a list are separated by commas; headers stand one a line. A key, name or value that is unknown is
an error that says where it stands and what is valid.`;
