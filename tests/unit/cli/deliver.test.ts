import { describe, expect, it } from 'vitest';
import type { Reporter } from '../../../reporters/contract.ts';
import type { RunEvent } from '../../../runtime/events.ts';
import { deliver } from '../../../src/deliver.ts';

const events: readonly RunEvent[] = [
  { type: 'phase-started', phase: 'coverage', operations: 1, seq: 0, atMs: 0 },
  { type: 'phase-finished', phase: 'coverage', cases: 1, failures: 0, durationMs: 1, seq: 1, atMs: 1 },
];

async function* stream(failure?: Error): AsyncGenerator<RunEvent> {
  yield* events;
  if (failure !== undefined) throw failure;
}

/** Writes down what it is told, after a turn of the event loop. */
function recorder(name: string, log: string[]): Reporter {
  const handler = async (event: RunEvent): Promise<void> => {
    await Promise.resolve();
    log.push(`${name} ${event.type}`);
  };
  return {
    name,
    on: { 'phase-started': handler, 'phase-finished': handler },
    close: async () => {
      await Promise.resolve();
      log.push(`${name} close`);
    },
  };
}

describe('delivery', () => {
  it('awaits each reporter, in order, for each event', async () => {
    const log: string[] = [];
    const result = await deliver(stream(), [{ reporter: recorder('a', log) }, { reporter: recorder('b', log) }], () => {
      expect.unreachable();
    });
    expect(log).toEqual([
      'a phase-started',
      'b phase-started',
      'a phase-finished',
      'b phase-finished',
      'a close',
      'b close',
    ]);
    expect(result).toEqual({ summary: undefined, failed: [] });
  });

  it.each([
    [
      'throws',
      () => {
        throw new Error('broken');
      },
    ],
    ['rejects', () => Promise.reject(new Error('broken'))],
  ])('detaches a reporter that %s, closes it, and goes on with the others', async (_how, handler) => {
    const log: string[] = [];
    const broken: Reporter = {
      ...recorder('broken', log),
      on: { ...recorder('broken', log).on, 'phase-started': handler },
    };
    const said: string[] = [];
    const result = await deliver(stream(), [{ reporter: broken }, { reporter: recorder('b', log) }], (name, error) =>
      said.push(`${name}: ${(error as Error).message}`),
    );
    expect(log).toEqual(['b phase-started', 'b phase-finished', 'broken close', 'b close']);
    expect(said).toEqual(['broken: broken']);
    expect(result.failed).toEqual(['broken']);
  });

  it('counts a close that throws, and closes the others', async () => {
    const log: string[] = [];
    const broken: Reporter = { ...recorder('a', log), close: () => Promise.reject(new Error('disk full')) };
    const result = await deliver(stream(), [{ reporter: broken }, { reporter: recorder('b', log) }], () => undefined);
    expect(result.failed).toEqual(['a']);
    expect(log.at(-1)).toBe('b close');
  });

  it('closes every reporter when the events throw, and passes the error on', async () => {
    const log: string[] = [];
    const run = deliver(stream(new Error('no server')), [{ reporter: recorder('a', log) }], () => undefined);
    await expect(run).rejects.toThrow('no server');
    expect(log).toEqual(['a phase-started', 'a phase-finished', 'a close']);
  });

  it('waits for an output that lags behind', async () => {
    const log: string[] = [];
    const reporter: Reporter = { name: 'a', on: { 'phase-started': () => void log.push('told') } };
    const drained = (): Promise<void> => Promise.resolve().then(() => void log.push('drained'));
    await deliver(stream(), [{ reporter, drained }], () => undefined);
    expect(log).toEqual(['told', 'drained', 'drained']);
  });
});
