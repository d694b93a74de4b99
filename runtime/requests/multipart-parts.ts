/** One part of a multipart body as it stands on the wire. */
export interface WirePart {
  /** The `name` of its `Content-Disposition`; `''` where there is none. */
  readonly name: string;
  readonly filename: string | undefined;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly content: Buffer;
}

/**
 * The parts of a multipart body (RFC 2046 §5.1), read as the most lenient parsers do: the final boundary may be missing. Empty where no part is found.
 */
export function multipartParts(body: string | Uint8Array, contentType: string): readonly WirePart[] {
  const bytes =
    typeof body === 'string' ? Buffer.from(body) : Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const boundary = boundaryOf(contentType);
  if (boundary === undefined) return [];
  // Byte for byte, so that positions in the text are positions in the bytes.
  const text = bytes.toString('latin1');
  const delimiter = `--${Buffer.from(boundary).toString('latin1')}`;
  const parts: WirePart[] = [];
  let start = text.startsWith(delimiter) ? 0 : text.indexOf(`\n${delimiter}`) + 1;
  if (start === 0 && !text.startsWith(delimiter)) return [];
  while (!text.startsWith('--', start + delimiter.length)) {
    const next = text.indexOf(`\n${delimiter}`, start + delimiter.length);
    const end = next === -1 ? text.length : text[next - 1] === '\r' ? next - 1 : next;
    const part = partOf(bytes, text, text.indexOf('\n', start + delimiter.length) + 1, end);
    if (part !== undefined) parts.push(part);
    if (next === -1) break;
    start = next + 1;
  }
  return parts;
}

function boundaryOf(contentType: string): string | undefined {
  const found = /;\s*boundary\s*=\s*(?:"([^"]*)"|([^;\s]*))/i.exec(contentType);
  const boundary = found?.[1] ?? found?.[2];
  return boundary === '' ? undefined : boundary;
}

/** The part between two positions; `undefined` where its headers do not end. */
function partOf(bytes: Buffer, text: string, start: number, end: number): WirePart | undefined {
  if (start === 0 || start > end) return undefined;
  const blank = /^\r?\n|\r?\n\r?\n/.exec(text.slice(start, end));
  if (blank === null) return undefined;
  const headers = new Map<string, string>();
  for (const line of bytes.toString('utf8', start, start + blank.index).split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  const disposition = headers.get('content-disposition') ?? '';
  return {
    name: parameterOf(disposition, 'name') ?? '',
    filename: parameterOf(disposition, 'filename'),
    headers,
    content: bytes.subarray(start + blank.index + blank[0].length, end),
  };
}

/** A parameter of `Content-Disposition`, with the three characters that browsers encode (HTML §4.10.21.8). */
function parameterOf(disposition: string, name: string): string | undefined {
  const found = new RegExp(`;\\s*${name}="([^"]*)"`, 'i').exec(disposition)?.[1];
  return found?.replaceAll('%22', '"').replaceAll('%0D', '\r').replaceAll('%0A', '\n');
}
