import { describe, expect, it } from 'vitest';
import { startRecording, type RecordedBytes } from '../../fixtures/servers/odd/recording.ts';
import { recordingDocument } from '../../fixtures/servers/odd/recording.document.ts';
import type { RunOptions } from '../../src/run.ts';
import { collectRun } from './collect-run.ts';

/** Everything that was on the wire, in an order of its own; the host's port is the one thing that differs. */
function bytes(requests: readonly RecordedBytes[]): readonly string[] {
  return requests
    .map(({ method, target, headers, body }) => {
      const fields = headers
        .filter(([name]) => name.toLowerCase() !== 'host')
        .map(([name, value]) => `${name}: ${value}`);
      return [method, target, ...fields, body.toString('hex')].join('\n');
    })
    .sort();
}

async function sent(options: Partial<RunOptions>): Promise<readonly string[]> {
  const server = await startRecording();
  try {
    // Only what is generated counts here: no check fails, so nothing is sent twice.
    await collectRun({
      spec: recordingDocument,
      baseUrl: server.url,
      seed: 7,
      checks: ['not_a_server_error'],
      ...options,
    });
    return bytes(server.requests());
  } finally {
    await server.close();
  }
}

describe('the same seed', () => {
  it('sends the same bytes whatever the concurrency', async () => {
    const alone = await sent({ concurrency: 1 });
    expect(alone.length).toBeGreaterThan(500);
    expect(await sent({ concurrency: 16 })).toEqual(alone);
  });

  it.each(['examples', 'coverage', 'fuzzing'] as const)('sends the same bytes in %s again', async (phase) => {
    const once = await sent({ phases: [phase], concurrency: 8 });
    expect(once.length).toBeGreaterThan(0);
    expect(await sent({ phases: [phase], concurrency: 3 })).toEqual(once);
  });

  it('sends a filtered operation the bytes that a whole run sends it', async () => {
    const whole = new Set(await sent({ phases: ['fuzzing'] }));
    const [path] = Object.keys(recordingDocument['paths'] as object);
    const filtered = await sent({ phases: ['fuzzing'], includePath: [String(path)] });
    expect(filtered.length).toBeGreaterThan(0);
    expect(filtered.filter((request) => !whole.has(request))).toEqual([]);
  });

  it('sends other bytes than another seed', async () => {
    expect(await sent({ phases: ['fuzzing'], seed: 8 })).not.toEqual(await sent({ phases: ['fuzzing'] }));
  });
});
