/** A server-sent event as it is dispatched: the fields that stood in it. */
export interface ServerSentEvent {
  readonly data: string;
  readonly event?: string;
  readonly id?: string;
  /** Milliseconds. */
  readonly retry?: number;
}

/**
 * The events of a stream as the HTML Standard reads them (§9.2.6): lines of a name, a colon and a value; comments and unknown fields are passed over; the
 * `data` lines of an event are joined by line feeds. An event without `data` is none, nor is one without its empty line: the stream may have been cut there.
 */
export function readEvents(text: string): readonly ServerSentEvent[] {
  const events: ServerSentEvent[] = [];
  let fields: Fields = {};
  const lines = text.split(/\r\n|\n|\r/u);
  // Behind the last line end stands a line that has none.
  lines.pop();
  for (const line of lines) {
    if (line !== '') {
      addLine(fields, line);
      continue;
    }
    const { data, ...others } = fields;
    if (data !== undefined) events.push({ data: data.join('\n'), ...others });
    fields = {};
  }
  return events;
}

type Fields = { -readonly [K in keyof Omit<ServerSentEvent, 'data'>]?: ServerSentEvent[K] } & { data?: string[] };

function addLine(fields: Fields, line: string): void {
  const colon = line.indexOf(':');
  const name = colon === -1 ? line : line.slice(0, colon);
  const value = colon === -1 ? '' : line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1);
  if (name === 'data') (fields.data ??= []).push(value);
  else if (name === 'event') fields.event = value;
  else if (name === 'id' && !value.includes('\0')) fields.id = value;
  else if (name === 'retry' && /^\d+$/u.test(value)) fields.retry = Number(value);
}
