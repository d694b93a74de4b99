import { shortText } from './naming/short-text.ts';
import type { Suite } from './suite.ts';

/** What a person needs to know of a suite. Of the document it has only names, without what Markdown would read. */
export function readme(suite: Suite): string {
  const variables = variablesOf(suite);
  const tests = suite.groups.flatMap(({ operations }) => operations).flatMap((operation) => operation.tests);
  const todo = tests.filter(({ steps }) => steps.length === 0).length;
  return [
    `# Tests of ${shortText(suite.title.replaceAll(/[^\p{L}\p{N} .-]/gu, ' '), 80) || 'the API'}`,
    '',
    `Written by \`api-test-gen export-to-static-tests\`: ${count(tests.length, 'test')} of ${count(Object.keys(suite.operations).length, 'operation')}, which need nothing of it to run.`,
    '',
    '```sh',
    'npm install',
    'API_BASE_URL=http://127.0.0.1:8080 npm test',
    '```',
    '',
    suite.isObserved
      ? 'The tests hold what a run observed. Tests of failures that it found fail until the API is mended, unless they are marked as known.'
      : 'No server was asked: each test holds what the API description says, and is marked `not observed`. Where a test fails, either the API or its description is wrong, or the test needs data that the server does not have.',
    '',
    '## Environment',
    '',
    '| variable | what it is |',
    '| --- | --- |',
    '| `API_BASE_URL` | where the API runs, with the path that stands before all of its paths |',
    ...variables.map((variable) => `| \`${variable}\` | a credential; requests go without it where it is not set |`),
    '',
    '## Changing it',
    '',
    'Lines between `// #region yours` and `// #endregion yours` are kept by the next export; add tests of your own there. All else is written anew. An export stops before it overwrites a file that was changed elsewhere, unless `--force` is given.',
    ...(todo === 0
      ? []
      : [
          '',
          `${count(todo, 'failure')} cannot be shown by a test that stands alone, and ${todo === 1 ? 'is' : 'are'} listed as todo.`,
        ]),
    '',
  ].join('\n');
}

function variablesOf({ credentials }: Suite): readonly string[] {
  const schemes = Object.values(credentials.schemes).flatMap((scheme) => {
    const variable = (scheme as { readonly variable?: unknown }).variable;
    return typeof variable === 'string' ? [variable] : [];
  });
  const headers = [credentials.headers, ...Object.values(credentials.identities)].flat();
  return [...new Set([...headers.map(({ variable }) => variable), ...schemes])];
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
