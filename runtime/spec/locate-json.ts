import { endOfString, skipBlanks } from './json-text.ts';

/** What is known of a container so far: its members' places, and where reading goes on. */
interface Container {
  readonly isArray: boolean;
  readonly members: Map<string, Place>;
  next: number;
  done: boolean;
}

interface Place {
  /** Of the key in an object, of the element in an array. */
  readonly offset: number;
  readonly valueOffset: number;
  container?: Container;
}

/** Finds the byte offset of a value's key (an element's start) in JSON text; for what is missing, of its nearest ancestor. */
export type LocateJson = (tokens: readonly string[]) => number;

/**
 * Reads only the containers on the way, skips all other values, and goes on where the last search ended: no tree of
 * the text is built. The text must be valid JSON.
 */
export function createJsonLocator(text: Buffer): LocateJson {
  const start = skipBlanks(text, 0);
  const root: Place = { offset: start, valueOffset: start };
  return (tokens) => {
    let place = root;
    for (const token of tokens) {
      const inner = memberPlace(text, place, token);
      if (inner === undefined) break;
      place = inner;
    }
    return place.offset;
  };
}

function memberPlace(text: Buffer, place: Place, token: string): Place | undefined {
  const container = (place.container ??= openContainer(text, place.valueOffset));
  while (!container.members.has(token) && !container.done) readMember(text, container);
  return container.members.get(token);
}

function openContainer(text: Buffer, offset: number): Container {
  const byte = text[offset];
  const isArray = byte === 0x5b;
  return { isArray, members: new Map(), next: offset + 1, done: byte !== 0x7b && !isArray };
}

function readMember(text: Buffer, container: Container): void {
  const offset = skipBlanks(text, container.next);
  const byte = text[offset];
  if (byte === undefined || byte === 0x7d || byte === 0x5d) {
    container.done = true;
    return;
  }
  let key = String(container.members.size);
  let valueOffset = offset;
  if (!container.isArray) {
    const end = endOfString(text, offset);
    key = JSON.parse(text.toString('utf8', offset, end + 1)) as string;
    valueOffset = skipBlanks(text, skipBlanks(text, end + 1) + 1);
  }
  container.members.set(key, { offset, valueOffset });
  const after = skipBlanks(text, endOfValue(text, valueOffset));
  container.next = after + 1;
  container.done = text[after] !== 0x2c;
}

/** The offset after a value. */
function endOfValue(text: Buffer, start: number): number {
  let depth = 0;
  for (let i = start; i < text.length; i += 1) {
    const byte = text[i];
    if (byte === 0x22) {
      i = endOfString(text, i);
      if (depth === 0) return i + 1;
    } else if (byte === 0x7b || byte === 0x5b) depth += 1;
    else if (byte === 0x7d || byte === 0x5d) {
      if (depth <= 1) return depth === 0 ? i : i + 1;
      depth -= 1;
    } else if (byte === 0x2c && depth === 0) return i;
  }
  return text.length;
}
