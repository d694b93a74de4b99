import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { Dialect } from '../../../runtime/model/schema-ref.ts';
import { bareSchema } from '../../../runtime/schema/bare-schema.ts';
import { createSchemas } from '../../../runtime/schema/create-schemas.ts';

const suite = fileURLToPath(new URL('../../../../shared/data/json-schema-test-suite/', import.meta.url));

interface Group {
  readonly description: string;
  readonly schema: unknown;
  readonly tests: readonly { readonly description: string; readonly data: unknown; readonly valid: boolean }[];
}

/** Groups in which some verdict differs, and why. */
const known: readonly (readonly [reason: string, groups: RegExp])[] = [
  [
    'other documents are not loaded for a bare schema',
    /metaschema|remote ref|strict-tree|dynamic anchor and reference link|independent of order|detached/,
  ],
  ['Ajv passes over a property named __proto__', /Javascript object property names/],
  ['dynamic references are read as static ones; findings are uncertain', /\$dynamicRef|\$recursiveRef|dynamic scope/],
  [
    'Ajv does not see all that `contains`, nested items and a lone `if` evaluate; findings are uncertain',
    /^unevaluatedItems (with nested items|depends on|and contains|with minContains)|from if without then|then not defined/,
  ],
  ['vocabularies cannot be switched off', /no validation vocabulary/],
];

const folders: readonly (readonly [string, Dialect])[] = [
  ['draft4', 'draft-04'],
  ['draft6', 'draft-06'],
  ['draft7', 'draft-07'],
  ['draft2019-09', '2019-09'],
  ['draft2020-12', '2020-12'],
];

describe.skipIf(!existsSync(suite))('the JSON Schema test suite (skipped where its folder is absent)', () => {
  it.each(folders)('%s: every verdict but the known ones', (folder, dialect) => {
    const schemas = createSchemas();
    const wrong: string[] = [];
    let judged = 0;
    for (const file of readdirSync(suite + folder).filter(
      (name) => name.endsWith('.json') && name !== 'refRemote.json' && name !== 'format.json',
    )) {
      for (const group of JSON.parse(readFileSync(`${suite}${folder}/${file}`, 'utf8')) as readonly Group[]) {
        if (known.some(([, groups]) => groups.test(group.description))) continue;
        const ref = bareSchema(group.schema, dialect);
        for (const { data, valid, description } of group.tests) {
          judged++;
          const name = `${file}: ${group.description}: ${description}`;
          if (schemas.isValid(ref, data, 'response') !== valid) wrong.push(name);
          if ((schemas.issues(ref, data, 'response').length === 0) !== valid) wrong.push(`${name} (issues)`);
        }
      }
    }
    expect(wrong).toEqual([]);
    expect(judged).toBeGreaterThan(530);
  });
});
