import { extname } from 'node:path';
import { parseMediaType } from '../../runtime/requests/media-type.ts';
import type { Serialiser } from '../../runtime/requests/serialiser.ts';
import { below, invalidSetting, shown, type Place } from './place.ts';
import { arrayOf } from './readers.ts';
import type { Reader } from './reader.ts';

const form = "{ mediaType: 'application/x-type', write(value) { … }, read(bytes) { … } }";

/** Serialisers, which are functions: from a program, or a configuration file that is one. */
export const serialisersReader: Reader<readonly Serialiser[]> = {
  type: '{ mediaType, write(value, contentType), read?(bytes) }[]',
  fromTexts: (_, place) => {
    throw notInText(place);
  },
  fromValue: (value, place) => {
    if (place.kind === 'file' && /^\.(?:json|ya?ml)$/i.test(extname(place.file))) throw notInText(place);
    return arrayOf(value, place).map((one, index) => serialiserOf(one, below(place, index)));
  },
};

function notInText(place: Place): Error {
  return invalidSetting(
    place,
    'Serialisers are functions, which only TypeScript and JavaScript can hold.',
    'Use api-test-gen.config.ts: export default defineConfig({ serialisers: [ … ] })',
  );
}

/** The object itself, not a copy: `write` and `read` may need it. */
function serialiserOf(value: unknown, place: Place): Serialiser {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw invalidSetting(place, `Expected a serialiser, received ${kindOf(value)}.`, `Write it as ${form}.`);
  }
  const { mediaType, write, read } = value as Readonly<Partial<Record<keyof Serialiser, unknown>>>;
  if (typeof mediaType !== 'string' || parseMediaType(mediaType) === undefined) {
    throw invalidSetting(
      below(place, 'mediaType'),
      `Expected a media type or range, received ${shown(mediaType)}.`,
      "Write it as type/subtype: 'application/x-protobuf', or 'application/*'.",
    );
  }
  if (typeof write !== 'function') throw noFunction(write, below(place, 'write'));
  if (read !== undefined && typeof read !== 'function') throw noFunction(read, below(place, 'read'));
  return value as Serialiser;
}

function noFunction(value: unknown, place: Place): Error {
  return invalidSetting(place, `Expected a function, received ${kindOf(value)}.`, `Write it as ${form}.`);
}

function kindOf(value: unknown): string {
  return typeof value === 'function' ? 'a function' : shown(value);
}
