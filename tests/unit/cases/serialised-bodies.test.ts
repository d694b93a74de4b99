import { expect, test } from 'vitest';
import { coverageCases } from '../../../runtime/cases/coverage/coverage-cases.ts';
import { fuzzingCase } from '../../../runtime/cases/fuzzing/fuzzing-case.ts';
import type { ReadyCase } from '../../../runtime/cases/ready-case.ts';
import type { Serialiser } from '../../../runtime/requests/serialiser.ts';
import { contextOf } from './context-of.ts';

const mediaType = 'application/vnd.own+json';
const schema = { type: 'object', required: ['n'], properties: { n: { type: 'integer', maximum: 9 } } };
const post = {
  responses: { 200: { description: 'ok' } },
  requestBody: { required: true, content: { [mediaType]: { schema } } },
};
/** JSON back to front, which ends in what JSON begins with. */
const mirrored = (text: string): string => text.split('').toReversed().join('');
const write = (value: unknown): string => mirrored(JSON.stringify(value));
const read = (bytes: Uint8Array): unknown => JSON.parse(mirrored(new TextDecoder().decode(bytes)));

async function casesWith(...serialisers: readonly Serialiser[]): Promise<readonly ReadyCase[]> {
  const context = await contextOf({ '/x': { post } }, 'POST /x', { serialisers });
  const fuzzed = Array.from({ length: 60 }, (_, index) => {
    const seedPath = { seed: 1, operation: context.operation.label, phase: 'fuzzing', index } as const;
    return fuzzingCase(context, seedPath, index % 2 === 0 ? 'positive' : 'negative');
  });
  return [...coverageCases(context, 1), ...fuzzed].filter((ready) => ready !== undefined);
}

const keywords = (cases: readonly ReadyCase[]): ReadonlySet<string> =>
  new Set(cases.flatMap((ready) => ready.case.violations.map(({ keyword }) => keyword)));

test("what the user's own syntax forbids is not known, whatever its type is called", async () => {
  const ours = keywords(await casesWith());
  expect([ours.has('syntax'), ours.has('mediaType')]).toEqual([true, true]);
  const own = keywords(await casesWith({ mediaType, write, read }));
  expect([own.has('syntax'), own.has('mediaType')]).toEqual([false, false]);
  expect([own.has('maximum'), own.has('type')]).toEqual([true, true]);
});

test('every body is one that the serialiser wrote', async () => {
  for (const { request } of await casesWith({ mediaType, write, read }))
    if (request.body !== undefined) expect(write(read(Buffer.from(request.body)))).toBe(request.body.toString());
});

test('an invalid body is sure only where it can be read back, none at all always', async () => {
  const isDoubtful = (cases: readonly ReadyCase[], hasBody: boolean): ReadonlySet<boolean> =>
    new Set(
      cases
        .filter(({ case: { mode, values } }) => mode === 'negative' && (values.body !== undefined) === hasBody)
        .map(({ case: { doubtful } }) => doubtful === true),
    );
  const known = await casesWith({ mediaType, write, read });
  const unknown = await casesWith({ mediaType, write });
  // Null for a value is always doubtful.
  expect(isDoubtful(known, true).has(false)).toBe(true);
  expect([...isDoubtful(known, false)]).toEqual([false]);
  expect([...isDoubtful(unknown, true), ...isDoubtful(unknown, false)]).toEqual([true, false]);
});

test('what writing mends is not sent as broken', async () => {
  const clamp = (value: unknown): string | undefined => {
    const { n } = Object(value) as { readonly n?: unknown };
    return typeof n === 'number' ? write({ n: Math.min(9, Math.trunc(n)) }) : undefined;
  };
  const cases = await casesWith({ mediaType, write: clamp, read });
  expect(cases.some((ready) => ready.case.mode === 'positive')).toBe(true);
  expect(keywords(cases)).toEqual(new Set(['required']));
});
