import type { ValueWriter } from './path-style.ts';
import type { ListStyle } from '../model/operation.ts';
import { percentEncode } from './percent-encode.ts';
import type { PercentEncoder } from './percent-encode.ts';
import { delimiterOf, nestedText, scalarText } from './scalar-text.ts';
import { unencodable } from './unencodable.ts';

export interface FormStyle {
  readonly style: string;
  readonly explode: boolean;
  readonly encode: PercentEncoder;
  /** Between pairs: `&` in queries and forms, `; ` in cookies. */
  readonly separator: string;
  readonly itemStyles?: readonly ListStyle[] | undefined;
}

/**
 * Writes `name=value` pairs in the style `form`, `spaceDelimited`, `pipeDelimited`, `tabDelimited`, `cookie` or `deepObject` (RFC 6570 §3.2.8;
 * OpenAPI's table of styles). `''` where nothing is to be written: an empty list or object.
 */
export function formStyle(name: string, options: FormStyle): ValueWriter {
  const prefix = `${percentEncode(name) ?? ''}=`;
  return (value) => {
    const scalar = scalarText(value);
    if (scalar !== undefined) {
      const text = options.encode(scalar);
      return text === undefined ? unencodable(`${name} holds characters that cannot stand there`) : prefix + text;
    }
    if (typeof value !== 'object' || value === null) return unencodable(`${name} is no value that text can carry`);
    const pairs = options.style === 'deepObject' ? deepPairs(name, value, options) : flatPairs(prefix, value, options);
    return pairs === undefined
      ? unencodable(`${name} holds a value that text cannot carry`)
      : pairs.join(options.separator);
  };
}

function flatPairs(prefix: string, value: object, options: FormStyle): string[] | undefined {
  const { style, explode, encode, itemStyles } = options;
  const isArray = Array.isArray(value);
  const parts: string[] = [];
  for (const [key, member] of Object.entries(value)) {
    if (member === undefined) continue;
    const plain = nestedText(member, itemStyles);
    const text = plain === undefined ? undefined : encode(plain);
    const encodedKey = percentEncode(key);
    if (text === undefined || encodedKey === undefined) return undefined;
    if (explode) parts.push(isArray ? prefix + text : `${encodedKey}=${text}`);
    else if (isArray) parts.push(text);
    else parts.push(encodedKey, text);
  }
  return explode || parts.length === 0 ? parts : [prefix + parts.join(onWire(style))];
}

/** A comma stands as it is, the others as RFC 3986 demands. */
function onWire(style: string): string {
  const delimiter = delimiterOf(style);
  return delimiter === ',' ? delimiter : (percentEncode(delimiter) ?? delimiter);
}

/**
 * `name[key]=value`. Deeper levels, which OpenAPI leaves open, in the brackets that most query parsers read: `name[key][inner]=value`, the items
 * of a list as `name[key][]=value` (qs, Rack, PHP, ASP.NET; Rack takes `[0]` for a key), but where items have parts of their own as
 * `name[key][0][inner]=value` (with `[]` only Rack would know where one item ends).
 */
function deepPairs(name: string, value: object, options: FormStyle): string[] | undefined {
  const pairs: string[] = [];
  const isPlainList = Array.isArray(value) && value.every((item) => scalarText(item) !== undefined);
  for (const [key, member] of Object.entries(value)) {
    if (member === undefined) continue;
    const inner = isPlainList ? `${name}[]` : `${name}[${key}]`;
    const scalar = scalarText(member);
    const written = scalar === undefined ? deepMember(inner, member, options) : scalarPair(inner, scalar, options);
    if (written === undefined) return undefined;
    pairs.push(...written);
  }
  return pairs;
}

function deepMember(name: string, member: unknown, options: FormStyle): string[] | undefined {
  return typeof member === 'object' && member !== null ? deepPairs(name, member, options) : undefined;
}

function scalarPair(name: string, scalar: string, { encode }: FormStyle): string[] | undefined {
  const key = percentEncode(name);
  const text = encode(scalar);
  return key === undefined || text === undefined ? undefined : [`${key}=${text}`];
}
