import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { positiveArbitrary } from '../../runtime/arbitraries/positive-arbitrary.ts';
import { violatingArbitrary } from '../../runtime/arbitraries/violations/violating-arbitrary.ts';
import { ApiTestGenError } from '../../runtime/errors.ts';
import { bareSchema } from '../../runtime/schema/bare-schema.ts';
import { createSchemas } from '../../runtime/schema/create-schemas.ts';
import { generateAt } from './generate-at.ts';

const folder = fileURLToPath(new URL('../../../shared/data/json-schema-test-suite/draft2020-12/', import.meta.url));

interface Group {
  readonly description: string;
  readonly schema: unknown;
  readonly tests: readonly { readonly data: unknown; readonly valid: boolean }[];
}

describe.skipIf(!existsSync(folder))(
  'schemas of the JSON Schema test suite (skipped where its folder is absent)',
  () => {
    it('that have a valid instance are generated for: at least 336 of 343', () => {
      const schemas = createSchemas();
      const failed: string[] = [];
      let built = 0;
      for (const file of readdirSync(folder).filter((name) => name.endsWith('.json') && name !== 'refRemote.json')) {
        for (const group of JSON.parse(readFileSync(folder + file, 'utf8')) as readonly Group[]) {
          if (!group.tests.some(({ valid }) => valid)) continue;
          const ref = bareSchema(group.schema, '2020-12');
          try {
            const positive = positiveArbitrary(ref, schemas, 'any');
            for (let seed = 0; seed < 10; seed++) {
              expect(schemas.isValid(ref, generateAt(positive, seed), 'request'), group.description).toBe(true);
            }
            const negative = violatingArbitrary(ref, schemas, 'any');
            for (let seed = 0; seed < 5; seed++) {
              if (negative === undefined) break;
              expect(schemas.isValid(ref, generateAt(negative, seed).value, 'request'), group.description).toBe(false);
            }
            built++;
          } catch (error) {
            if (!ApiTestGenError.is(error)) throw error;
            failed.push(`${file}: ${group.description}: ${error.message}`);
          }
        }
      }
      // All that fail refer to other documents, which a bare schema has not.
      expect(failed.filter((failure) => !failure.includes('Cannot resolve'))).toEqual([]);
      expect(built).toBeGreaterThanOrEqual(336);
    });
  },
);
