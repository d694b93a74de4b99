import { describe, expect, it } from 'vitest';
import { decodeItems } from '../../../runtime/requests/decode-items.ts';
import { readEvents } from '../../../runtime/requests/read-events.ts';

const items = (text: string | Uint8Array, contentType: string, isCut = false): unknown =>
  decodeItems(Buffer.from(text), contentType, isCut)?.map((item) =>
    item.kind === 'decoded' ? item.value : item.kind === 'event' ? item.event : 'malformed',
  );

describe('items of a body', () => {
  it.each<[string, string, string, boolean, unknown]>([
    ['JSON lines', 'application/jsonl', '{"a":1}\n2\r\n\n"x"', false, [{ a: 1 }, 2, 'x']],
    ['JSON lines by other names', 'application/x-ndjson; charset=utf-8', '1\n2\n', false, [1, 2]],
    ['a line that is none', 'application/jsonl', '1\n{"a":\n3', false, [1, 'malformed', 3]],
    ['lines that were cut', 'application/jsonl', '1\n{"a":1}\n12', true, [1, { a: 1 }]],
    ['nothing whole', 'application/jsonl', '{"a":', true, []],
    ['a byte order mark', 'application/jsonl', '\ufeff1\n2', false, [1, 2]],
    ['a sequence', 'application/json-seq', '\u001e{"a":1}\n\u001e2\n', false, [{ a: 1 }, 2]],
    ['a sequence that was cut', 'application/geo+json-seq', '\u001e{"a":1}\n\u001e2', true, [{ a: 1 }]],
    ['events', 'text/event-stream', 'data: 1\n\ndata: 2\n\n', false, [{ data: '1' }, { data: '2' }]],
    ['what is no sequence', 'application/json', '[1]', false, undefined],
  ])('%s', (_, contentType, text, isCut, expected) => {
    expect(items(text, contentType, isCut)).toEqual(expected);
  });
});

describe('events of a stream', () => {
  it.each<[string, string, readonly unknown[]]>([
    ['lines of data are joined', 'data: a\ndata:b\ndata\n\n', [{ data: 'a\nb\n' }]],
    ['one blank behind the colon goes', 'data:  a\n\n', [{ data: ' a' }]],
    ['all fields', 'event: add\nid: 7\nretry: 30\ndata: x\n\n', [{ event: 'add', id: '7', retry: 30, data: 'x' }]],
    ['comments and unknown fields are passed over', ': hello\nfoo: bar\ndata: x\n\n', [{ data: 'x' }]],
    ['a retry that is no number counts for nothing', 'retry: soon\ndata: x\n\n', [{ data: 'x' }]],
    ['an event without data is none', 'event: ping\n\ndata: x\n\n', [{ data: 'x' }]],
    ['every kind of line end', 'data: a\r\rdata: b\r\n\r\ndata: c\n\n', [{ data: 'a' }, { data: 'b' }, { data: 'c' }]],
    ['an event without its empty line is none', 'data: a\n\ndata: b\n', [{ data: 'a' }]],
    ['nothing', '', []],
  ])('%s', (_, text, expected) => {
    expect(readEvents(text)).toEqual(expected);
  });
});
