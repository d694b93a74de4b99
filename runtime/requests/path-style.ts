import { delimiterOf, nestedText, scalarText } from './scalar-text.ts';
import type { ListStyle } from '../model/operation.ts';
import type { PercentEncoder } from './percent-encode.ts';
import { unencodable } from './unencodable.ts';
import type { Unencodable } from './unencodable.ts';

export type ValueWriter = (value: unknown) => string | Unencodable;

interface Expansion {
  /** Before the first part. */
  readonly first: string;
  /** Between the parts of an exploded value, and of one that is not. */
  readonly separator: string;
  readonly delimiter: string;
  /** Matrix parts are named. */
  readonly named: boolean;
  readonly itemStyles: readonly ListStyle[] | undefined;
}

const expansions: Readonly<Record<string, Omit<Expansion, 'itemStyles'>>> = {
  simple: { first: '', separator: ',', delimiter: ',', named: false },
  label: { first: '.', separator: '.', delimiter: ',', named: false },
  matrix: { first: ';', separator: ';', delimiter: ',', named: true },
};

export interface PathStyle {
  readonly style: string;
  readonly explode: boolean;
  readonly itemStyles?: readonly ListStyle[] | undefined;
}

/** Swagger 2.0 knows lists with other delimiters in paths and headers too. */
function delimited(style: string, encode: PercentEncoder): Omit<Expansion, 'itemStyles'> {
  const plain = delimiterOf(style);
  const delimiter = plain === ',' ? plain : (encode(plain) ?? plain);
  return { first: '', separator: delimiter, delimiter, named: false };
}

/**
 * Writes a value in the style `simple`, `label` or `matrix` (RFC 6570 §3.2.2, §3.2.5, §3.2.7; OpenAPI's table of styles). `encode` is what the
 * place demands: percent-encoding in paths, none in headers.
 */
export function pathStyle(
  name: string,
  { style, explode, itemStyles }: PathStyle,
  encode: PercentEncoder,
): ValueWriter {
  const expansion = { ...(expansions[style] ?? delimited(style, encode)), itemStyles };
  const encodedName = encode(name) ?? '';
  return (value) => {
    const scalar = scalarText(value);
    if (scalar === undefined) return expand(value, expansion, explode, encodedName, encode);
    const text = encode(scalar);
    if (text === undefined) return unencodable(`${name} holds a lone surrogate`);
    if (!expansion.named) return expansion.first + text;
    return text === '' ? `;${encodedName}` : `;${encodedName}=${text}`;
  };
}

function expand(
  value: unknown,
  { first, separator, delimiter, named, itemStyles }: Expansion,
  explode: boolean,
  name: string,
  encode: PercentEncoder,
): string | Unencodable {
  if (typeof value !== 'object' || value === null) return unencodable(`${name} is no value that text can carry`);
  const isArray = Array.isArray(value);
  const parts: string[] = [];
  for (const [key, member] of Object.entries(value)) {
    if (member === undefined) continue;
    const plain = nestedText(member, itemStyles);
    const text = plain === undefined ? undefined : encode(plain);
    const encodedKey = encode(key);
    if (text === undefined || encodedKey === undefined)
      return unencodable(`${name} holds a value that text cannot carry`);
    if (isArray) parts.push(named && explode ? pair(name, text) : text);
    else if (!explode) parts.push(encodedKey, text);
    else parts.push(named ? pair(encodedKey, text) : `${encodedKey}=${text}`);
  }
  // RFC 6570 §2.3: an empty list or map counts as undefined, and nothing is written.
  if (parts.length === 0) return '';
  if (explode) return first + parts.join(separator);
  return named ? `${first}${name}=${parts.join(delimiter)}` : first + parts.join(delimiter);
}

/** RFC 6570 §3.2.7: `;name` without `=` where the value is empty. */
function pair(name: string, text: string): string {
  return text === '' ? name : `${name}=${text}`;
}
