import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { builtinReporters } from '../../reporters/index.ts';
import type { RunEvent } from '../../runtime/events.ts';
import type { JsonValue } from '../../runtime/model/json.ts';
import { readStream, replay } from '../unit/reporters/replay.ts';

/** Every string in an event but its tags becomes another. */
function withTexts(value: JsonValue, text: string): JsonValue {
  if (typeof value === 'string') return text;
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map((item: JsonValue) => withTexts(item, text));
  const tags = new Set(['type', 'phase', 'phases', 'mode', 'kind', 'confidence', 'severity', 'stopped', 'startedAt']);
  const members = Object.entries(value as Readonly<Record<string, JsonValue>>);
  return Object.fromEntries(members.map(([key, member]) => [key, tags.has(key) ? member : withTexts(member, text)]));
}

it('are known by distinct names and say what they are', () => {
  expect(builtinReporters.map(({ name }) => name)).toEqual(['console', 'junit', 'ndjson']);
  for (const { summary } of builtinReporters) expect(summary).toMatch(/^[A-Z].*\.$/);
});

describe.each(builtinReporters)('$name', (definition) => {
  const events = readStream('shop');

  it('has a stream with every type of event to be tested with', () => {
    expect(new Set(events.map(({ type }) => type)).size).toBe(8);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, at) => at));
  });

  it('calls itself what its definition says, and starts without writing', async () => {
    let output = '';
    const context = {
      write: (text: string) => (output += text),
      isTTY: true,
      columns: 0,
      color: false,
      cwd: '/',
      command: '',
    };
    const reporter = definition.create(context);
    expect(reporter.name).toBe(definition.name);
    expect(output).toBe('');
    await reporter.close?.();
  });

  it('writes a report of every event', async () => {
    expect((await replay(definition, events)).length).toBeGreaterThan(1000);
  });

  it.each([
    ['no event', 0],
    ['only the first', 1],
  ])('takes a run of %s', async (_, length) => {
    await expect(replay(definition, events.slice(0, length))).resolves.toBeTypeOf('string');
  });

  it('takes a run that is cut short anywhere, and one that begins anywhere', async () => {
    for (let at = 0; at < events.length; at += 1) {
      for (const isTTY of [false, true]) {
        const part = await replay(definition, events.slice(0, at), { isTTY });
        expect(part.length === 0 || part.endsWith('\n') || isTTY).toBe(true);
        await replay(definition, events.slice(at), { isTTY });
      }
    }
  });

  it('writes nothing more when it is closed twice', async () => {
    expect(await replay(definition, events, {}, 2)).toBe(await replay(definition, events, {}, 1));
  });

  it('writes the same of the same events', async () => {
    expect(await replay(definition, events)).toBe(await replay(definition, events));
  });

  it('takes any text wherever a text may stand', async () => {
    const piece = fc.constantFrom(
      '\u001b[2J',
      '\u0000',
      '\u202e',
      '\ud800',
      '<![CDATA[',
      ']]>',
      '&',
      '"',
      '\n',
      '\r',
      '\u2028',
      '🙂',
    );
    const text = fc.oneof(
      fc
        .array(
          fc.oneof(
            piece,
            fc.array(fc.nat({ max: 0xffff })).map((units) => String.fromCharCode(...units)),
          ),
          { maxLength: 8 },
        )
        .map((pieces) => pieces.join('')),
      fc.constant('x'.repeat(5000)),
      fc.constantFrom('', '__proto__', 'constructor'),
    );
    await fc.assert(
      fc.asyncProperty(text, fc.boolean(), async (value, isTTY) => {
        const hostile = events.map((event) => withTexts(event, value) as RunEvent);
        const output = await replay(definition, hostile, { isTTY });
        // oxlint-disable-next-line no-control-regex
        expect(output.replaceAll('\r\u001b[2K', '')).not.toMatch(/[\u0000-\u0008\u000b-\u001f]|\p{Surrogate}/u);
      }),
      { numRuns: 40 },
    );
  });
});
