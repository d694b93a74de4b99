import { expect, it } from 'vitest';
import { collectRun, foundPairs, type CollectedRun } from './collect-run.ts';
import {
  journalDocument,
  startJournal,
  type JournalDefect,
  type JournalManner,
  type JournalPages,
} from './journal-server.ts';

async function runJournal(
  pages: JournalPages,
  traits: readonly (JournalDefect | JournalManner)[],
): Promise<CollectedRun> {
  await using journal = await startJournal(pages, traits);
  return await collectRun({
    spec: journalDocument(pages),
    baseUrl: journal.url,
    phases: ['stateful'],
    maxExamples: 40,
    seed: 5,
  });
}

const list = 'pagination_consistency GET /entries';

it.each<[JournalPages, JournalDefect, string]>([
  ['offset', 'limit-is-ignored', 'limit'],
  ['offset', 'pages-overlap', 'overlap'],
  ['offset', 'last-item-is-lost', 'lost'],
  ['page', 'pages-overlap', 'overlap'],
  ['page', 'last-item-is-lost', 'lost'],
  ['page-from-0', 'pages-overlap', 'overlap'],
  ['page-from-0', 'last-item-is-lost', 'lost'],
  ['cursor', 'pages-overlap', 'overlap'],
  ['cursor', 'last-item-is-lost', 'lost'],
  ['link', 'limit-is-ignored', 'limit'],
  ['link', 'pages-overlap', 'overlap'],
])('finds in pages by %s that %s', { timeout: 60_000 }, async (pages, defect, identity) => {
  const found = await runJournal(pages, [defect]);
  expect(found.error).toBeUndefined();
  expect(foundPairs(found)).toEqual([list]);
  expect(found.failures.map((failure) => [failure.confidence, failure.identity])).toEqual([['likely', identity]]);
  expect(found.failures.map(({ reproducibility }) => reproducibility.kind)).toEqual(['deterministic']);
});

it.each<[JournalDefect, string, string]>([
  ['key-is-ignored', 'idempotency_key_replay POST /entries', 'likely'],
  ['summary-confirms', 'safe_method_purity GET /entries/{id}/summary', 'heuristic'],
  ['summary-grows', 'safe_method_purity GET /entries/{id}/summary', 'heuristic'],
  ['gone-once-read', 'safe_method_purity GET /entries/{id}', 'heuristic'],
])('finds that %s, and nothing else', { timeout: 60_000 }, async (defect, pair, confidence) => {
  const found = await runJournal('offset', [defect]);
  expect(found.error).toBeUndefined();
  expect(foundPairs(found)).toEqual([pair]);
  expect(found.failures.map((failure) => failure.confidence)).toEqual([confidence]);
});

it.each<[JournalPages, ...JournalManner[]]>([
  ['offset'],
  ['page'],
  ['page-from-0'],
  ['cursor'],
  ['link'],
  ['page', 'newest-first'],
  ['offset', 'counts-views'],
  ['offset', 'changes-by-itself'],
])('says nothing of a journal that is right: pages by %s, %s', { timeout: 60_000 }, async (pages, ...manners) => {
  const { failures, error, summary } = await runJournal(pages, manners);
  expect(error).toBeUndefined();
  expect(failures.map(({ check, operation, message }) => [check, operation, message])).toEqual([]);
  expect(summary.operations.reached).toBe(summary.operations.total);
});
