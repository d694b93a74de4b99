import type { ValueWriter } from './path-style.ts';
import { percentEncode } from './percent-encode.ts';
import type { PercentEncoder } from './percent-encode.ts';
import { partText, scalarText } from './scalar-text.ts';
import { unencodable } from './unencodable.ts';

export interface FormStyle {
  readonly style: string;
  readonly explode: boolean;
  readonly encode: PercentEncoder;
  /** Between pairs: `&` in queries and forms, `; ` in cookies. */
  readonly separator: string;
}

/** Between the items of a list that is not exploded, as it stands on the wire. */
const delimiters: Readonly<Record<string, string>> = {
  form: ',',
  spaceDelimited: '%20',
  pipeDelimited: '%7C',
  tabDelimited: '%09',
};

/**
 * Writes `name=value` pairs in the style `form`, `spaceDelimited`, `pipeDelimited`, `tabDelimited` or `deepObject` (RFC 6570 §3.2.8; OpenAPI's
 * table of styles). `''` where nothing is to be written: an empty list or object.
 */
export function formStyle(name: string, options: FormStyle): ValueWriter {
  const prefix = `${percentEncode(name) ?? ''}=`;
  return (value) => {
    const scalar = scalarText(value);
    if (scalar !== undefined) {
      const text = options.encode(scalar);
      return text === undefined ? unencodable(`${name} holds a lone surrogate`) : prefix + text;
    }
    if (typeof value !== 'object' || value === null) return unencodable(`${name} is no value that text can carry`);
    const pairs = options.style === 'deepObject' ? deepPairs(name, value, options) : flatPairs(prefix, value, options);
    return pairs === undefined
      ? unencodable(`${name} holds a value that text cannot carry`)
      : pairs.join(options.separator);
  };
}

function flatPairs(prefix: string, value: object, { style, explode, encode }: FormStyle): string[] | undefined {
  const isArray = Array.isArray(value);
  const parts: string[] = [];
  for (const [key, member] of Object.entries(value)) {
    if (member === undefined) continue;
    const plain = partText(member);
    const text = plain === undefined ? undefined : encode(plain);
    const encodedKey = percentEncode(key);
    if (text === undefined || encodedKey === undefined) return undefined;
    if (explode) parts.push(isArray ? prefix + text : `${encodedKey}=${text}`);
    else if (isArray) parts.push(text);
    else parts.push(encodedKey, text);
  }
  return explode || parts.length === 0 ? parts : [prefix + parts.join(delimiters[style] ?? ',')];
}

/** `name[key]=value`. Deeper levels, which OpenAPI leaves open, in the brackets that most query parsers read. */
function deepPairs(name: string, value: object, options: FormStyle): string[] | undefined {
  const pairs: string[] = [];
  for (const [key, member] of Object.entries(value)) {
    if (member === undefined) continue;
    const inner = `${name}[${key}]`;
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
