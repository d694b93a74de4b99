import { expect, it } from 'vitest';
import { collectRun, foundPairs, type CollectedRun } from './collect-run.ts';
import { libraryDocument, startLibrary, type LibraryDefect, type LibraryManner } from './library-server.ts';

async function runLibrary(traits: readonly (LibraryDefect | LibraryManner)[], seed = 5): Promise<CollectedRun> {
  await using library = await startLibrary(traits);
  return await collectRun({
    spec: libraryDocument,
    baseUrl: library.url,
    phases: ['stateful'],
    maxExamples: 100,
    seed,
  });
}

const planted: readonly (readonly [LibraryDefect, readonly string[]])[] = [
  ['put-forgets-summary', ['put_full_replacement PUT /books/{id}']],
  ['put-does-nothing', ['put_full_replacement PUT /books/{id}']],
  ['refused-put-is-stored', ['failed_modification PATCH /books/{id}', 'failed_modification PUT /books/{id}']],
  ['refused-put-deletes', ['failed_modification PUT /books/{id}']],
  ['patch-clears', ['merge_patch_preserves PATCH /books/{id}']],
  [
    'location-is-wrong',
    [
      'location_resolves POST /books',
      'location_resolves POST /shelves',
      'location_resolves POST /shelves/{shelfId}/boxes',
    ],
  ],
  ['refused-post-is-stored', ['leak_after_failed_create POST /books']],
  ['any-shelf-has-it', ['resource_hierarchy GET /shelves/{shelfId}/boxes/{boxId}']],
  [
    'if-none-match-is-ignored',
    [
      'conditional_requests GET /books/{id}',
      'conditional_requests GET /shelves/{shelfId}',
      'conditional_requests GET /shelves/{shelfId}/boxes/{boxId}',
    ],
  ],
  ['if-match-is-ignored', ['conditional_requests PUT /books/{id}']],
  ['put-appends', ['put_idempotence PUT /books/{id}']],
  ['list-is-never-renewed', ['merge_patch_preserves PATCH /books/{id}', 'put_full_replacement PUT /books/{id}']],
];

it.each(planted)('finds that %s, and nothing else', { timeout: 60_000 }, async (defect, expected) => {
  const found = await runLibrary([defect]);
  expect(found.error).toBeUndefined();
  expect(foundPairs(found)).toEqual(expected);
  expect(found.failures.map(({ confidence }) => confidence)).toEqual(found.failures.map(() => 'likely'));
  const kinds = new Set(found.failures.map(({ reproducibility }) => reproducibility.kind));
  expect([...kinds]).toEqual(['deterministic']);
});

const manners: readonly LibraryManner[] = [
  'soft-delete',
  'accepted',
  'slow',
  'very-slow',
  'wrapped',
  'no-location',
  'unique-titles',
];

it.each([[], ...manners.map((manner) => [manner])])(
  'says nothing of a library that is right, %s',
  { timeout: 60_000 },
  async (...traits) => {
    const { failures, error, summary } = await runLibrary(traits);
    expect(error).toBeUndefined();
    expect(failures.map(({ check, operation, message }) => [check, operation, message])).toEqual([]);
    // What takes its time is looked for too soon.
    if (!traits.some((trait) => trait.endsWith('slow')))
      expect(summary.operations.reached).toBe(summary.operations.total);
  },
);

it.each([
  ['put-merges', 'survives'],
  ['normalised', 'altered title'],
] as const)(
  'takes a library that is %s for one to look at, and no more',
  { timeout: 60_000 },
  async (manner, identity) => {
    const { failures, error } = await runLibrary([manner]);
    expect(error).toBeUndefined();
    expect(
      failures.map(({ check, operation, confidence, ...failure }) => [check, operation, confidence, failure.identity]),
    ).toEqual([['put_full_replacement', 'PUT /books/{id}', 'heuristic', identity]]);
  },
);
