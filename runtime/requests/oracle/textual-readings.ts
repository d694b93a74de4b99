import { partText } from '../scalar-text.ts';
import { filledReadings, inXml } from './filled-readings.ts';
import type { ReadingsOf } from './some-reading-is-valid.ts';
import { absent, jsonReadings } from './json-readings.ts';
import { mayBeAbsent, textReadings } from './text-readings.ts';

/** Values inside formats whose leaves are text (forms, XML): what is empty may count as absent there. */
export const textualReadings: ReadingsOf = (value, shape) => {
  const readings = jsonReadings(value, shape);
  if (typeof value === 'object' && value !== null)
    return Object.keys(value).length === 0 ? [...readings, absent, null, ''] : readings;
  const text = partText(value) ?? '';
  return [...readings, ...textReadings(text, shape), ...(mayBeAbsent(text) ? [absent] : [])];
};

/** The same in XML. */
export const xmlReadings: ReadingsOf = function* (value, shape, tokens) {
  yield* textualReadings(value, shape, tokens);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) yield* filledReadings(value, shape, inXml);
};
