import type { CaseValues } from '../../model/case.ts';
import { pointerTo } from '../../model/json.ts';
import type { Place } from './place-words.ts';

/** A place whose value is another one than in the plainest request; absent values are `undefined`. */
export interface ChangedPlace extends Place {
  readonly value: unknown;
}

/** Enough to know that there are several. */
const maxPlaces = 3;

/** Where the values of a request differ from those of the plainest one. */
export function changedPlaces(values: CaseValues, plainest: CaseValues): readonly ChangedPlace[] {
  const found: ChangedPlace[] = [];
  for (const location of ['path', 'query', 'header', 'cookie'] as const) {
    for (const name of union(values[location], plainest[location])) {
      compare({ location, parameter: name, pointer: '' }, values[location][name], plainest[location][name], found);
    }
  }
  compare({ location: 'body', pointer: '' }, bodyOf(values), bodyOf(plainest), found);
  return found;
}

function bodyOf({ body }: CaseValues): unknown {
  return body?.kind === 'value' ? body.value : body?.bytes;
}

function compare(place: Place, value: unknown, before: unknown, found: ChangedPlace[]): void {
  if (found.length >= maxPlaces || Object.is(value, before)) return;
  if (isObject(value) && isObject(before) && Array.isArray(value) === Array.isArray(before)) {
    for (const name of union(value, before)) {
      compare({ ...place, pointer: pointerTo(place.pointer, name) }, value[name], before[name], found);
    }
  } else found.push({ ...place, value });
}

function union(a: object, b: object): readonly string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !(value instanceof Uint8Array);
}
