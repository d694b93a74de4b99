import { plainTexts } from '../formats/format-profile.ts';
import { setOwn } from '../generate/object-maker.ts';
import { isSmaller, measure } from './measure.ts';

/** How many candidates one step offers, and how many it judges. */
const OFFERED = 60;
const JUDGED = 400;

/** Smaller values that are accepted, the boldest steps first, lazily. */
export function* smallerValues(
  value: unknown,
  accepts: (candidate: unknown) => boolean,
  extra: Iterable<unknown> = [],
): IterableIterator<unknown> {
  const size = measure(value);
  // Of a large value every candidate is large as well.
  const mostJudged = Math.max(20, Math.min(JUDGED, Math.trunc(200_000 / size[0])));
  let offered = 0;
  let judged = 0;
  for (const candidates of [extra, candidatesOf(value)]) {
    for (const candidate of candidates) {
      if (offered >= OFFERED || judged >= mostJudged) return;
      if (!isSmaller(measure(candidate), size)) continue;
      judged++;
      if (!accepts(candidate)) continue;
      offered++;
      yield candidate;
    }
  }
}

function* candidatesOf(value: unknown): IterableIterator<unknown> {
  if (typeof value === 'string') yield* smallerTexts(value);
  else if (typeof value === 'number') yield* smallerNumbers(value);
  else if (value === true) yield false;
  else if (Array.isArray(value)) yield* smallerArrays(value);
  else if (typeof value === 'object' && value !== null)
    yield* smallerObjects(value as Readonly<Record<string, unknown>>);
}

function* smallerArrays(items: readonly unknown[]): IterableIterator<unknown> {
  for (let keep = 0; keep < items.length; keep = keep === 0 ? 1 : keep * 2) yield items.slice(0, keep);
  for (let index = 0; index < Math.min(items.length, 50); index++) yield items.toSpliced(index, 1);
  yield* inside(
    items.map((_, index) => index).slice(0, 50),
    (index) => candidatesOf(items[index]),
    (index, item) => items.with(index, item),
  );
}

function* smallerObjects(object: Readonly<Record<string, unknown>>): IterableIterator<unknown> {
  const names = Object.keys(object);
  const keep = (kept: readonly string[]): Record<string, unknown> => {
    const copy: Record<string, unknown> = {};
    for (const name of kept) setOwn(copy, name, object[name]);
    return copy;
  };
  if (names.length > 1) yield {};
  if (names.length > 3) {
    yield keep(names.slice(0, names.length >> 1));
    yield keep(names.slice(names.length >> 1));
  }
  for (const name of names.slice(0, 100)) yield keep(names.filter((other) => other !== name));
  yield* inside(
    names.slice(0, 100),
    (name) => candidatesOf(object[name]),
    (name, item) => {
      const copy = keep(names);
      setOwn(copy, name, item);
      return copy;
    },
  );
}

/** One candidate of each part in turn, so that no part has to wait for another to be done. */
function* inside<K>(
  keys: readonly K[],
  parts: (key: K) => IterableIterator<unknown>,
  put: (key: K, part: unknown) => unknown,
): IterableIterator<unknown> {
  let open = keys.map((key) => ({ key, parts: parts(key) }));
  while (open.length > 0) {
    const still: typeof open = [];
    for (const entry of open) {
      const next = entry.parts.next();
      if (next.done === true) continue;
      still.push(entry);
      yield put(entry.key, next.value);
    }
    open = still;
  }
}

function* smallerTexts(text: string): IterableIterator<string> {
  const chars = Array.from(text);
  if (chars.length === 0) return;
  yield '';
  yield* plainTexts(text);
  for (let keep = 1; keep < chars.length; keep *= 2) yield chars.slice(0, keep).join('');
  if (chars.length > 2) yield chars.slice(0, -1).join('');
  yield chars.slice(1).join('');
  for (let index = 1; index < Math.min(chars.length - 1, 20); index++) yield chars.toSpliced(index, 1).join('');
  if (!/^a*$/.test(text)) yield 'a'.repeat(chars.length);
  if (!/^0*$/.test(text)) yield '0'.repeat(chars.length);
  for (let index = 0; index < Math.min(chars.length, 20); index++) {
    for (const plain of ['a', '0']) if (chars[index] !== plain) yield chars.with(index, plain).join('');
  }
}

function* smallerNumbers(value: number): IterableIterator<number> {
  if (!Number.isFinite(value)) return; // no JSON
  if (value === 0) {
    if (Object.is(value, -0)) yield 0;
    return;
  }
  yield 0;
  const whole = Math.trunc(value);
  if (whole !== value) {
    yield whole === 0 ? 0 : whole;
    yield Math.round(value * 10) / 10;
    yield Math.round(value * 100) / 100;
  }
  if (value < 0) yield -value;
  yield* sameFraction(value, whole);
  for (let step = whole; Math.abs(step) >= 1; step = Math.trunc(step / 2)) if (whole - step !== 0) yield whole - step;
  if (Math.abs(value) > 1) yield value > 0 ? value - 1 : value + 1;
}

/** Smaller numbers with the decimals of a fraction: what is wrong with it may be in them. */
function* sameFraction(value: number, whole: number): IterableIterator<number> {
  if (whole === value || whole === 0) return;
  const decimals = String(value).split('.')[1] ?? '';
  if (decimals.includes('e')) return;
  for (let rest = 0; Math.abs(rest) < Math.abs(whole);) {
    yield Number(`${value < 0 ? '-' : ''}${Math.abs(rest)}.${decimals}`);
    const half = Math.trunc((whole + rest) / 2);
    if (half === rest) return;
    rest = half;
  }
}
