import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { SpecError } from '../../../runtime/errors.ts';
import { loadDocument } from '../../../runtime/spec/load-api.ts';
import { fixture, loadText } from './support.ts';

const documents = ['shop-3.0.json', 'shop-3.2.yaml', 'shop-2.0.yaml'].map((name) =>
  readFileSync(fixture(name), 'utf8'),
);

const replacement = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom<unknown>(
    null,
    {},
    [],
    [null],
    '',
    0,
    true,
    { $ref: '#' },
    { $ref: 5 },
    { $ref: '#/paths' },
    { $ref: '#nowhere' },
    { $ref: '' },
  ),
  fc.constantFrom('#/components/schemas/Item', '#/%', '#/~', 'other.json', 'http://[').map(($ref) => ({ $ref })),
);

/** Puts a value at a random place of a tree. */
function damage(root: unknown, turns: readonly number[], value: unknown): void {
  let holder = root;
  for (let i = 0; i < turns.length; i += 1) {
    if (typeof holder !== 'object' || holder === null) return;
    const members = holder as Record<string, unknown>;
    const keys = Object.keys(members);
    const key = keys[(turns[i] ?? 0) % keys.length];
    if (key === undefined) return;
    const inner = members[key];
    if (i === turns.length - 1 || typeof inner !== 'object' || inner === null) {
      members[key] = value;
      return;
    }
    holder = inner;
  }
}

it('a document that is damaged anywhere gives operations, problems or a SpecError, and nothing else', async () => {
  let operations = 0;
  let errors = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...documents),
      fc.array(fc.tuple(fc.array(fc.nat(30), { minLength: 1, maxLength: 8 }), replacement), {
        minLength: 1,
        maxLength: 3,
      }),
      async (text, damages) => {
        const root = parse(text) as object;
        for (const [turns, value] of damages) damage(root, turns, value);
        try {
          const { api, problems } = await loadDocument(root);
          expect(problems.map(({ code }) => code)).not.toContain('ATG_INTERNAL');
          for (const entry of api.operations) {
            try {
              api.operation(entry);
              operations += 1;
            } catch (error) {
              if (!(error instanceof SpecError)) throw error;
              errors += 1;
            }
          }
        } catch (error) {
          if (!(error instanceof SpecError)) throw error;
          errors += 1;
        }
      },
    ),
    { numRuns: 200 },
  );
  expect(operations).toBeGreaterThan(100);
  expect(errors).toBeGreaterThan(10);
});

it('a text that is damaged anywhere is read or malformed, with its line', async () => {
  let malformed = 0;
  const piece = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 6 }),
    fc.constantFrom('\n', '{', ']', '"', ': ', '- ', '&a ', '*a', '\t', '|', '%', '<<: 1'),
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...documents), fc.nat(), fc.nat(20), piece, async (text, at, length, inserted) => {
      const start = at % text.length;
      try {
        await loadText(text.slice(0, start) + inserted + text.slice(start + length));
      } catch (error) {
        if (!(error instanceof SpecError)) throw error;
        if (error.code !== 'ATG_SPEC_MALFORMED') return;
        malformed += 1;
        expect(error.where).toMatch(/^<stdin>(?::\d+:\d+)?$/u);
      }
    }),
    { numRuns: 120 },
  );
  expect(malformed).toBeGreaterThan(10);
});
