import type { JsonValue } from '../../runtime/model/json.ts';
import { invalidSetting, shown, type Place } from './place.ts';
import { lastOf, type Reader } from './reader.ts';

/** Values by name: `name=value` for each flag, one a line in the environment, an object in a file. What reads as JSON is that, all else a text. */
export const inputsReader: Reader<Readonly<Record<string, JsonValue>>> = {
  type: '{ [name]: value }',
  fromTexts(texts, place) {
    const lines =
      place.kind === 'env'
        ? lastOf(texts)
            .split(/\r?\n/u)
            .filter((line) => line.trim() !== '')
        : texts;
    return Object.fromEntries(lines.map((line) => inputOf(line, place)));
  },
  fromValue(value, place) {
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Readonly<Record<string, JsonValue>>;
    throw invalidSetting(place, `Expected an object, received ${shown(value)}.`, 'Write it as { "name": value }.');
  },
};

/** The value is never shown: it may be a password. */
function inputOf(line: string, place: Place): readonly [name: string, value: JsonValue] {
  const sign = line.indexOf('=');
  if (sign < 1)
    throw invalidSetting(place, 'An input needs a name, an equals sign and a value.', "Write it as 'name=value'.");
  return [line.slice(0, sign).trim(), valueOf(line.slice(sign + 1))];
}

function valueOf(text: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return text;
  }
}
