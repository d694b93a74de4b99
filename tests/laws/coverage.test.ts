import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { coverageCases } from '../../runtime/cases/coverage/coverage-cases.ts';
import { wireKey } from '../../runtime/cases/coverage/wire-key.ts';
import { createOperationContext, type OperationContext } from '../../runtime/cases/operation-context.ts';
import { SpecError } from '../../runtime/errors.ts';
import type { Case } from '../../runtime/model/case.ts';
import type { Api, OperationEntry } from '../../runtime/model/operation.ts';
import { createRouteIndex } from '../../runtime/requests/route-index.ts';
import { createSchemas } from '../../runtime/schema/create-schemas.ts';
import { loadApi } from '../../runtime/spec/load-api.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const own = [
  ...['shop-2.0.yaml', 'shop-3.0.json', 'shop-3.2.yaml'].map((name) => join(root, 'fixtures/specs', name)),
  join(root, 'fixtures/servers/demo/openapi.yaml'),
];
const folder = join(root, '../shared/data/specs');
const real = existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
if (real.length === 0) console.warn('Skipped: ../shared/data/specs is not here, so no real document is covered.');

/** Of a large document every n-th operation, so that this takes seconds. */
const mostOperations = 6;

function chosen({ operations }: Api): readonly OperationEntry[] {
  const stride = Math.ceil(operations.length / mostOperations);
  return operations.filter((_, index) => index % stride === 0);
}

function prepare(api: Api): (entry: OperationEntry) => OperationContext | undefined {
  const routes = createRouteIndex(
    api.operations.map(({ path }) => path),
    '/',
  );
  const schemas = createSchemas();
  return (entry) => {
    try {
      const describe = (): string => '';
      return createOperationContext(api.operation(entry), { schemas, routes, basePath: '/', headers: [], describe });
    } catch (error) {
      // What of a document cannot be tested is reported by the run.
      if (error instanceof SpecError) return undefined;
      throw error;
    }
  };
}

/** The parts of a case with what is wrong in each: nothing is right about a raw body. */
function invalidParts(context: OperationContext, { values }: Case): readonly string[] {
  const invalid: string[] = [];
  for (const { parameter, isValid } of context.parameters) {
    const value =
      parameter.in === 'querystring'
        ? values.querystring?.value
        : Object.hasOwn(values[parameter.in], parameter.name)
          ? values[parameter.in][parameter.name]
          : undefined;
    if (value === undefined ? parameter.required : !isValid(value)) invalid.push(`${parameter.in} ${parameter.name}`);
  }
  const { body } = values;
  const source = context.bodies.find(({ mediaType }) => mediaType === body?.mediaType);
  if (body === undefined ? context.bodyRequired : body.kind === 'raw' || !source?.isValid(body.value))
    invalid.push('body ');
  return invalid;
}

describe.each([...own, ...real])('the coverage of %s', (file) => {
  it('is what it says, once each, and always the same', async () => {
    const api = await loadApi(file);
    const contextOf = prepare(api);
    const again = prepare(await loadApi(file));
    let cases = 0;
    for (const entry of chosen(api)) {
      const context = contextOf(entry);
      if (context === undefined) continue;
      const keys: string[] = [];
      for (const ready of coverageCases(context, 1)) {
        if (ready === undefined) continue;
        const { case: one, request } = ready;
        keys.push(wireKey(request));
        const invalid = invalidParts(context, one);
        const where = `${entry.label} ${one.seedPath.index} ${one.scenario} ${request.target}`;
        if (one.mode === 'positive') expect(invalid, where).toEqual([]);
        else
          expect(invalid, where).toEqual(
            one.violations.map(({ location, parameter = '' }) => `${location} ${parameter}`),
          );
      }
      cases += keys.length;
      expect(new Set(keys).size, entry.label).toBe(keys.length);
      const other = again(entry);
      const repeated =
        other && [...coverageCases(other, 1)].flatMap((ready) => (ready ? [wireKey(ready.request)] : []));
      expect(repeated, entry.label).toEqual(keys);
    }
    expect(cases).toBeGreaterThan(0);
  }, 120_000);
});
