import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { ndjson } from '../../../reporters/ndjson.ts';
import type { RunEvent } from '../../../runtime/events.ts';
import { readStream, replay } from './replay.ts';

describe('ndjson', () => {
  it('gives back a recorded run byte by byte', async () => {
    const events = readStream('shop');
    expect(await replay(ndjson, events)).toBe(events.map((event) => `${JSON.stringify(event)}\n`).join(''));
  });

  it('writes one line an event, also to readers that end lines at U+2028', async () => {
    const message = 'a\u2028b\u2029c\u0085d\ne\ud800';
    const warning: RunEvent = { type: 'warning', seq: 0, atMs: 0, code: 'missing_auth', message, hint: '' };
    const output = await replay(ndjson, [warning, warning]);
    const lines: string[] = [];
    for await (const line of createInterface({ input: Readable.from([output]) })) lines.push(line);
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([warning, warning]);
  });
});
