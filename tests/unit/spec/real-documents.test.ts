import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Operation } from '../../../runtime/model/operation.ts';
import { SpecError } from '../../../runtime/errors.ts';
import { loadDocument } from '../../../runtime/spec/load-api.ts';

const folder = fileURLToPath(new URL('../../../../shared/data/specs', import.meta.url));
const files = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith('.json.gz')) : [];
const operationCounts: Readonly<Record<string, number>> = {
  'github.com.json.gz': 1223,
  'kubernetes.io.json.gz': 845,
  'microsoft.com-graph-beta.json.gz': 22_361,
  'stripe.com.json.gz': 452,
};

describe.skipIf(files.length === 0)('real documents (skipped where ../shared/data/specs is absent)', () => {
  it.each(files)('%s: every operation is built or gives a SpecError', { timeout: 120_000 }, async (file) => {
    const { api, problems } = await loadDocument(path.join(folder, file));
    expect(problems).toEqual([]);
    expect(api.operations.length).toBe(operationCounts[file] ?? api.operations.length);
    expect(new Set(api.operations.map(({ label }) => label)).size).toBe(api.operations.length);
    const step = Math.ceil(api.operations.length / 1500);
    const broken: string[] = [];
    let responses = 0;
    for (let i = 0; i < api.operations.length; i += step) {
      const entry = api.operations[i] ?? expect.fail();
      try {
        const operation = api.operation(entry);
        responses += operation.responses.length;
        followSchemas(operation);
      } catch (error) {
        if (!(error instanceof SpecError)) throw error;
        broken.push(`${entry.label}: ${error.message}`);
      }
    }
    expect(broken).toEqual([]);
    expect(responses).toBeGreaterThanOrEqual(Math.floor(api.operations.length / step));
    const last = api.operations.at(-1) ?? expect.fail();
    const position = api.position(last.location) ?? expect.fail();
    expect(position).toMatchObject(last.location);
    expect(position.line * position.column).toBeGreaterThan(1);
  });
});

/** Takes the reference at the root of each schema, as the layers above do. */
function followSchemas({ parameters, body, responses }: Operation): void {
  const contents = [...(body?.contents ?? []), ...responses.flatMap((response) => response.contents)];
  for (const { schema: ref } of [...parameters, ...contents, ...responses.flatMap(({ headers }) => headers)]) {
    const schema = ref?.schema;
    if (ref === undefined || typeof schema !== 'object' || schema === null || !('$ref' in schema)) continue;
    expect(ref.scope.resolve(String(schema.$ref), ref.location).schema).toBeTypeOf('object');
  }
}
