/** As much of CBOR (RFC 8949) as JSON values with short texts, lists and objects need. */
export function encodeCbor(value: unknown): Uint8Array | undefined {
  const bytes: number[] = [];
  return put(value, bytes) ? Uint8Array.from(bytes) : undefined;
}

/** Throws where the bytes are no such item, or more than one. */
export function decodeCbor(bytes: Uint8Array): unknown {
  const reader = { at: 0, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength) };
  const value = take(reader);
  if (reader.at !== bytes.byteLength) throw new Error('more than one item');
  return value;
}

const simple = new Map<unknown, number>([
  [false, 0xf4],
  [true, 0xf5],
  [null, 0xf6],
]);

function put(value: unknown, bytes: number[]): boolean {
  const known = simple.get(value);
  if (known !== undefined) return bytes.push(known) > 0;
  if (typeof value === 'number') return putNumber(value, bytes);
  if (typeof value === 'string') {
    const text = new TextEncoder().encode(value);
    return !/\p{Cs}/u.test(value) && putHead(3, text.length, bytes) && bytes.push(...text) > 0;
  }
  if (Array.isArray(value)) return putHead(4, value.length, bytes) && value.every((item) => put(item, bytes));
  if (typeof value !== 'object' || value === null) return false;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return putHead(5, members.length, bytes) && members.flat().every((part) => put(part, bytes));
}

function putNumber(value: number, bytes: number[]): boolean {
  if (Number.isInteger(value) && Math.abs(value) < 0x1_0000 && !Object.is(value, -0))
    return value < 0 ? putHead(1, -1 - value, bytes) : putHead(0, value, bytes);
  const double = new DataView(new ArrayBuffer(8));
  double.setFloat64(0, value);
  return bytes.push(0xfb, ...new Uint8Array(double.buffer)) > 0;
}

/** Gives whether the argument is small enough for this subset. */
function putHead(major: number, argument: number, bytes: number[]): boolean {
  if (argument < 24) bytes.push((major << 5) | argument);
  else bytes.push((major << 5) | 25, argument >> 8, argument & 0xff);
  return argument < 0x1_0000;
}

interface Reader {
  at: number;
  readonly view: DataView;
}

function take(reader: Reader): unknown {
  const head = reader.view.getUint8(reader.at);
  reader.at += 1;
  for (const [value, byte] of simple) if (byte === head) return value;
  if (head === 0xfb) {
    reader.at += 8;
    return reader.view.getFloat64(reader.at - 8);
  }
  const argument = takeArgument(head & 0x1f, reader);
  switch (head >> 5) {
    case 0:
      return argument;
    case 1:
      return -1 - argument;
    case 3:
      return takeText(argument, reader);
    case 4:
      return Array.from({ length: argument }, () => take(reader));
    case 5:
      return Object.fromEntries(Array.from({ length: argument }, () => [String(take(reader)), take(reader)]));
    default:
      throw new Error(`no item of this subset: ${head}`);
  }
}

function takeArgument(info: number, reader: Reader): number {
  if (info < 24) return info;
  if (info !== 25) throw new Error(`no length of this subset: ${info}`);
  reader.at += 2;
  return reader.view.getUint16(reader.at - 2);
}

function takeText(length: number, reader: Reader): string {
  const { view, at } = reader;
  if (at + length > view.byteLength) throw new Error('a text that ends too early');
  reader.at += length;
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
    new Uint8Array(view.buffer, view.byteOffset + at, length),
  );
}
