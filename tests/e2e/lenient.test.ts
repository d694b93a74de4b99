import { expect, it } from 'vitest';
import { lenientDocument, startLenient, type Reading } from '../../fixtures/servers/odd/lenient.ts';
import type { RunOptions } from '../../src/run.ts';
import { collectRun } from './collect-run.ts';

async function found(reading: Reading, options: Partial<RunOptions> = {}): Promise<readonly string[]> {
  const server = await startLenient(reading);
  try {
    const base = { spec: lenientDocument, baseUrl: server.url, seed: 1, maxExamples: 60 } as const;
    const { failures } = await collectRun({ ...base, ...options });
    return failures.map(({ check, confidence, identity }) => `${check} ${confidence} ${identity}`).sort();
  } finally {
    await server.close();
  }
}

const kinds = ['coerced scalar', 'extra property', 'media type', 'null', 'single item'];

it.each([false, true])('a strict server shows nothing, strictTypes: %j', { timeout: 60_000 }, async (strictTypes) => {
  expect(await found('strict', { strictTypes })).toEqual([]);
});

it('a lenient reader is one note for each kind, whatever the operations', { timeout: 60_000 }, async () => {
  expect(await found('lenient')).toEqual(kinds.map((kind) => `negative_data_rejection heuristic lenient: ${kind}`));
});

it('with --strict-types it is a failure, which fuzzing meets too', { timeout: 60_000 }, async () => {
  const strict = { strictTypes: true, phases: ['coverage'] } as const;
  expect(await found('lenient', strict)).toEqual(
    expect.arrayContaining(kinds.map((kind) => `negative_data_rejection proved lenient: ${kind}`)),
  );
  const fuzzed = await found('lenient', { strictTypes: true, phases: ['fuzzing'], maxExamples: 300 });
  expect(fuzzed.filter((failure) => failure.startsWith('negative_data_rejection proved'))).not.toEqual([]);
  expect(await found('lenient', { phases: ['fuzzing'], maxExamples: 300 })).toEqual([]);
});

it('a forbidden property that is given back is a failure of its operation', { timeout: 60_000 }, async () => {
  expect(await found('keeps all', { includePath: ['/notes'] })).toEqual([
    'negative_data_rejection proved body /unexpectedProperty additionalProperties',
  ]);
});
