import type { HeaderList } from '../../runtime/model/exchange.ts';
import { below, invalidSetting, shown, type Place } from './place.ts';
import { lastOf, type Reader } from './reader.ts';
import type { Identity } from './settings.ts';

/** RFC 9110 §5.6.2 token. */
const token = /^[!#$%&'*+\-.^_`|~\dA-Za-z]+$/;
/** RFC 9110 §5.5 field-value: visible ASCII, obs-text, and space or tab between them. */
const fieldValue = /^(?:[\x21-\x7e\x80-\xff](?:[\t \x21-\x7e\x80-\xff]*[\x21-\x7e\x80-\xff])?)?$/;
/** Fields of the connection, not of the request: the HTTP client writes them (RFC 9110 §7.6.1). */
const reserved = new Set([
  'connection',
  'content-length',
  'expect',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Reads one header line, `Name: value` (RFC 9110 §5.1, §5.5). Space around the value is dropped. */
export function headerLine(line: string, place: Place): readonly [name: string, value: string] {
  const colon = line.indexOf(':');
  if (colon < 1) {
    throw invalidSetting(place, 'A header needs a name, a colon and a value.', "Write it as 'Name: value', in quotes.");
  }
  return headerField(line.slice(0, colon), line.slice(colon + 1), place);
}

/** Checks a header's name and value. The value is never shown: it may be a credential. */
function headerField(name: string, value: string, place: Place): readonly [name: string, value: string] {
  if (!token.test(name)) {
    throw invalidSetting(
      place,
      `${shown(name)} is no header name.`,
      "A name holds letters, digits and !#$%&'*+-.^_`|~ only, with no space before the colon (RFC 9110, 5.1).",
    );
  }
  if (reserved.has(name.toLowerCase())) {
    throw invalidSetting(place, `The header ${name} cannot be set: the HTTP client writes it.`, 'Leave it out.');
  }
  const trimmed = value.replace(/^[ \t]+|[ \t]+$/g, '');
  if (!fieldValue.test(trimmed)) {
    throw invalidSetting(
      place,
      `The value of the header ${name} holds a line break, a control character, or a character beyond U+00FF.`,
      'Percent-encode it, or remove the character (RFC 9110, 5.5).',
    );
  }
  return [name, trimmed];
}

/** Headers: `Name: value` for each flag; one a line in the environment; by name in a file. */
export const headersReader: Reader<HeaderList> = {
  type: '{ [name]: string | string[] }',
  fromTexts: (texts, place) => {
    const lines =
      place.kind === 'env'
        ? lastOf(texts)
            .split(/\r?\n/)
            .filter((line) => line.trim() !== '')
        : texts;
    return lines.map((line) => headerLine(line, place));
  },
  fromValue: headersOf,
};

/** Named identities; in a file only. */
export const identitiesReader: Reader<readonly Identity[]> = {
  type: '{ [name]: { headers } }',
  fromTexts: (_texts, place) => {
    throw invalidSetting(place, 'Identities are given in a configuration file.', 'Move them to the key identities.');
  },
  fromValue: (value, place) =>
    Object.entries(objectOf(value, place, '{ admin: { headers: { … } } }')).map(([name, identity]) => {
      const at = below(place, name);
      const members = objectOf(identity, at, '{ headers: { … } }');
      for (const key of Object.keys(members)) {
        if (key !== 'headers') throw invalidSetting(below(at, key), `Unknown key ${shown(key)}.`, 'Valid: headers.');
      }
      return { name, headers: headersOf(members['headers'], below(at, 'headers')) };
    }),
};

function headersOf(value: unknown, place: Place): HeaderList {
  return Object.entries(objectOf(value, place, '{ "Name": "value" }')).flatMap(([name, given]) => {
    const at = below(place, name);
    return (Array.isArray(given) ? given : [given]).map((one: unknown) => {
      if (typeof one === 'string') return headerField(name, one, at);
      throw invalidSetting(
        at,
        `Expected a text, received a value of type ${one === null ? 'null' : typeof one}.`,
        'Put the value in quotes.',
      );
    });
  });
}

function objectOf(value: unknown, place: Place, form: string): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return value as Readonly<Record<string, unknown>>;
  throw invalidSetting(
    place,
    `Expected an object, received ${Array.isArray(value) ? 'a list' : typeof value}.`,
    `Write it as ${form}.`,
  );
}
