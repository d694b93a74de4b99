import { describe, expect, it } from 'vitest';
import { violating } from '../../runtime/arbitraries/violating.ts';
import { fromSchema } from '../../runtime/arbitraries/from-schema.ts';
import { ApiTestGenError } from '../../runtime/errors.ts';
import type { Direction, SchemaRef } from '../../runtime/model/schema-ref.ts';
import { bareSchema } from '../../runtime/schema/bare-schema.ts';
import { createSchemas } from '../../runtime/schema/create-schemas.ts';
import { lowerSchema } from '../../runtime/schema/lower-schema.ts';
import type { Schemas } from '../../runtime/schema/schemas.ts';
import { needsInterpreter } from '../../runtime/schema/needs-interpreter.ts';
import { generateAt } from './generate-at.ts';
import { corpus } from '../../fixtures/schemas/corpus.ts';
import { dialectAjv } from './test-suite/dialect-ajv.ts';
import type { Draft, SuiteSchema } from './test-suite/read-test-suite.ts';
import { drafts, hasTestSuite, readDraft, readOptional, readRemotes } from './test-suite/read-test-suite.ts';

/** One instance of the suite with its verdict. */
interface Instance {
  readonly group: SuiteSchema;
  readonly name: string;
  readonly value: unknown;
  readonly valid: boolean;
}

function instances(group: SuiteSchema): readonly Instance[] {
  const named = (value: unknown, valid: boolean): Instance => ({
    group,
    name: `${group.file}: ${group.description}: ${JSON.stringify(value)}`,
    value,
    valid,
  });
  return [...group.valid.map((value) => named(value, true)), ...group.invalid.map((value) => named(value, false))];
}

/** Every instance that a judge calls otherwise than the suite does. */
function disagreements(
  groups: readonly SuiteSchema[],
  judge: (group: SuiteSchema) => (value: unknown) => boolean,
): readonly string[] {
  const wrong: string[] = [];
  for (const group of groups) {
    const isValid = judge(group);
    for (const { name, value, valid } of instances(group)) if (isValid(value) !== valid) wrong.push(name);
  }
  return wrong;
}

/** All issues; their order is not promised: Ajv tells of a wrong type later than we do. */
function told(schemas: Schemas, ref: SchemaRef, value: unknown, direction: Direction): readonly string[] {
  return schemas
    .issues(ref, value, direction)
    .map((issue) => JSON.stringify(issue))
    .sort();
}

/** Where our verdict on an optional test is knowingly another than the suite's, and why. Of the required tests there is no such. */
const known: Readonly<Record<Draft['draft'], readonly string[]>> = {
  draft4: [
    // In JavaScript 1.0 is 1.
    'zeroTerminatedFloats: some languages do not distinguish between different types of numeric value: 1',
  ],
  draft6: [],
  draft7: [
    // What the content of a text is, is an annotation here as in later drafts.
    'content: validation of string-encoded content based on media type: "{:}"',
    'content: validation of binary string-encoding: "eyJmb28iOi%iYmFyIn0K"',
    'content: validation of binary-encoded media type documents: "ezp9Cg=="',
    'content: validation of binary-encoded media type documents: "{}"',
  ],
  'draft2019-09': [],
  'draft2020-12': [],
};

/** The documents of all drafts: some optional tests refer from one to another. */
const everywhere = hasTestSuite
  ? (Object.assign({}, ...drafts.map(readRemotes)) as Readonly<Record<string, unknown>>)
  : {};

/** Where the draft's own Ajv class is right about fewer instances than we are, by file and description, and why. */
const ajvDiffers: readonly (readonly [reason: string, groups: RegExp])[] = [
  [
    'without `ownProperties` Ajv takes inherited members for properties, and passes over `__proto__`',
    /^(?:properties|required): .*Javascript object property names/,
  ],
  [
    'Ajv lets keywords beside `$ref` count before 2019-09',
    /^ref: (?:ref overrides any sibling keywords|\$ref prevents a sibling)/,
  ],
  ['Ajv reads dynamic references in part', /^(?:dynamicRef|recursiveRef): |with \$dynamicRef/],
  [
    'Ajv does not see all that `contains`, nested items and a lone `if` evaluate',
    /^unevaluated(?:Items|Properties): .*(?:nested items|contains|minContains|if without then|then not defined)/,
  ],
  ['Ajv knows no vocabularies', /^vocabulary: .*no validation vocabulary/],
  ['Ajv always asserts formats where it has them', /^format: /],
];

describe.skipIf(!hasTestSuite)('the JSON Schema test suite (skipped where it is absent)', () => {
  const schemas = createSchemas({ formats: 'draft' });

  it.each(drafts)('of $draft: the interpreter agrees on every instance, the known optional ones apart', (draft) => {
    let judged = 0;
    const interpreter = (group: SuiteSchema): ((value: unknown) => boolean) => {
      const ref = bareSchema(group.schema, draft.dialect, group.schema, everywhere);
      return (value) => {
        judged++;
        const verdict = schemas.isValid(ref, value, 'request');
        expect(schemas.issues(ref, value, 'request').length === 0, `issues of ${group.description}`).toBe(verdict);
        return verdict;
      };
    };
    expect(disagreements(readDraft(draft), interpreter)).toEqual([]);
    expect(judged).toBeGreaterThan(600);
    expect(disagreements(readOptional(draft), interpreter)).toEqual(known[draft.draft]);
  });

  it.each(drafts)('of $draft: what is compiled agrees with what is interpreted, issues and all', (draft) => {
    const documents = readRemotes(draft);
    const profile = createSchemas();
    for (const group of readDraft(draft)) {
      const ref = bareSchema(group.schema, draft.dialect, group.schema, documents);
      for (const { name, value } of instances(group)) {
        const interpreted = profile.isValid(ref, value, 'request');
        expect(profile.isValid(ref, value, 'response'), name).toBe(interpreted);
        expect(told(profile, ref, value, 'response'), name).toEqual(told(profile, ref, value, 'request'));
      }
    }
  });

  it.each(drafts)("of $draft: the draft's own Ajv class differs for known reasons alone", (draft) => {
    const compile = dialectAjv(draft.dialect, readRemotes(draft));
    const unexplained = disagreements(readDraft(draft), (group) => {
      const ajv = compile(group.schema);
      const name = `${group.file}: ${group.description}`;
      if (ajv === undefined || ajvDiffers.some(([, groups]) => groups.test(name)))
        return (value) => group.valid.includes(value);
      return (value) => ajv.isValid(value);
    });
    expect(unexplained).toEqual([]);
  });
});

/** Values of every type, for schemas that say nothing of most of them. */
const pool: readonly unknown[] = [
  null, true, false, 0, -1, 3, 1.5, 1e20, 19.99, '', 'a', 'abc', '2024-01-01', 'x@example.com', '\u{1f600}\u{1f600}', [], [1], [1, 1],
  ['a', 2, null], [[], {}], {}, { a: 1 }, { value: 1 }, { value: 1, next: { value: 'x' } }, { kind: 'a' }, { b: 'c' },
]; // prettier-ignore

describe('the corpus', () => {
  const schemas = createSchemas();
  const made = (make: () => readonly unknown[]): readonly unknown[] => {
    try {
      return make();
    } catch (error) {
      // What cannot be generated is for other laws to say.
      if (ApiTestGenError.is(error)) return [];
      throw error;
    }
  };

  it.each(corpus.map((entry) => [entry.name, entry] as const))('%s: compiled and interpreted alike', (_, entry) => {
    const options = entry.dialect === undefined ? {} : { dialect: entry.dialect };
    const ref = bareSchema(entry.schema, entry.dialect);
    const values = [
      ...pool,
      ...made(() => [1, 2, 3].map((seed) => generateAt(fromSchema(entry.schema, options), seed))),
      ...made(() => [1, 2, 3].map((seed) => generateAt(violating(entry.schema, options), seed).value)),
    ];
    // Where properties are hidden the directions differ, and where Ajv is wrong both are interpreted.
    const differs = JSON.stringify(entry.schema).includes('Only"') || needsInterpreter(lowerSchema(ref, 'response'));
    for (const value of values) {
      const verdict = schemas.isValid(ref, value, 'request');
      expect(schemas.issues(ref, value, 'request').length === 0).toBe(verdict);
      if (!differs) expect(told(schemas, ref, value, 'response')).toEqual(told(schemas, ref, value, 'request'));
    }
  });
});
