import { expect, it } from 'vitest';
import { corpus } from '../../fixtures/schemas/corpus.ts';
import type { SchemaOptions } from '../../runtime/arbitraries/index.ts';
import { fromSchema, violating } from '../../runtime/arbitraries/index.ts';
import { ApiTestGenError } from '../../runtime/errors.ts';
import { generateAt } from './generate-at.ts';

/**
 * What the same seeds give of every schema of the corpus. Another value is another release: a minor one, with a line in the changelog.
 * `vitest run tests/laws/stable-values.test.ts -u` writes the file anew.
 */
it('gives the same values as the release before', async () => {
  const lines = corpus.map(({ name, schema, dialect }) => {
    const options = dialect === undefined ? {} : { dialect };
    const valid = [0, 1].map((seed) => show(generateAt(fromSchema(schema, options), seed)));
    return [`# ${name}`, ...valid, `! ${broken(schema, options)}`].join('\n');
  });
  await expect(`${lines.join('\n\n')}\n`).toMatchFileSnapshot('./__snapshots__/stable-values.txt');
});

function broken(schema: unknown, options: SchemaOptions): string {
  try {
    return show(generateAt(violating(schema, options), 1));
  } catch (error) {
    if (ApiTestGenError.is(error)) return error.name;
    throw error;
  }
}

function show(value: unknown): string {
  return JSON.stringify(value, (_, part: unknown) => (Object.is(part, -0) ? '-0' : part));
}
