import { extname } from 'node:path';
import type { App } from '../app/app.ts';
import { invalidSetting, shown, type Place } from './place.ts';
import { lastOf, type Reader } from './reader.ts';

/** An application of this process: a module that exports it, or, from a program or a configuration file that is one, itself. */
export const appReader: Reader<App | string> = {
  type: "'FILE#export' | fetch handler | { fetch } | Fastify, Koa, Nest or Express application | node:http listener",
  fromTexts: (texts, place) => moduleName(lastOf(texts), place),
  fromValue: (value, place) => {
    if (typeof value === 'string') return moduleName(value, place);
    const isCode = place.kind !== 'file' || !/^\.(?:json|ya?ml)$/i.test(extname(place.file));
    if (isCode && ((typeof value === 'object' && value !== null) || typeof value === 'function')) return value as App;
    throw invalidSetting(
      place,
      `Expected an application or the module that exports it, received ${shown(value)}.`,
      "Write it as 'src/app.ts' or 'src/app.ts#name'.",
    );
  },
};

function moduleName(text: string, place: Place): string {
  if (text !== '' && !text.startsWith('#')) return text;
  throw invalidSetting(
    place,
    'Expected the name of a module, received none.',
    'Write it as src/app.ts or src/app.ts#name.',
  );
}
