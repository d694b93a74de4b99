import type { Parameter } from '../model/operation.ts';
import type { ParameterValues } from '../model/case.ts';
import { ownValue } from './own-value.ts';
import { contentWriter } from './content-parameter.ts';
import { pathStyle } from './path-style.ts';
import type { ValueWriter } from './path-style.ts';
import { percentEncode, percentEncodeInPath, percentEncodePath, percentEncodeQuery } from './percent-encode.ts';
import { unencodable } from './unencodable.ts';
import type { Unencodable } from './unencodable.ts';

type Part =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'value'; readonly name: string; readonly write: ValueWriter };

interface PathWriter {
  readonly write: (values: ParameterValues) => string | Unencodable;
  /** A query that the template itself carries, without `?`; `''` for none. */
  readonly query: string;
}

/** The text of a path template, its fragment and query apart: some documents tell operations apart by them. */
export function splitTemplate(template: string): { readonly path: string; readonly query: string } {
  const hash = template.indexOf('#');
  const sent = hash === -1 ? template : template.slice(0, hash);
  const mark = sent.indexOf('?');
  return mark === -1 ? { path: sent, query: '' } : { path: sent.slice(0, mark), query: sent.slice(mark + 1) };
}

/** Cuts a template at its `{name}`s: literals and names in turn, beginning and ending with a literal. */
export function templatePieces(path: string): readonly string[] {
  return path.split(/\{([^{}/]*)\}/);
}

/** Compiles a path template. The writer refuses values that would change the path's segments. */
export function pathWriter(basePath: string, template: string, parameters: readonly Parameter[]): PathWriter {
  const { path, query } = splitTemplate(template);
  const base = basePath.endsWith('/') ? basePath.slice(0, -1) : basePath;
  const parts: Part[] = [];
  for (const [index, piece] of templatePieces(joinPaths(base, path)).entries()) {
    if (index % 2 === 1) parts.push({ kind: 'value', name: piece, write: valueWriter(piece, parameters) });
    else if (piece !== '') parts.push({ kind: 'literal', text: percentEncodePath(piece) ?? '' });
  }
  return { write: (values) => writeParts(parts, values), query: percentEncodeQuery(query) ?? '' };
}

/** Joins without a double slash, and begins with one. */
function joinPaths(base: string, path: string): string {
  const joined = path.startsWith('/') || path === '' ? base + path : `${base}/${path}`;
  return joined.startsWith('/') ? joined : `/${joined}`;
}

const plain = { style: 'simple', explode: false } as const;

function valueWriter(name: string, parameters: readonly Parameter[]): ValueWriter {
  const parameter = parameters.find((candidate) => candidate.in === 'path' && candidate.name === name);
  const serialization = parameter?.serialization;
  if (serialization?.kind === 'content') return contentWriter(name, serialization.mediaType, percentEncode);
  return pathStyle(
    name,
    serialization ?? plain,
    serialization?.allowReserved === true ? percentEncodeInPath : percentEncode,
  );
}

function writeParts(parts: readonly Part[], values: ParameterValues): string | Unencodable {
  let path = '';
  for (const part of parts) {
    if (part.kind === 'literal') {
      path += part.text;
      continue;
    }
    const value = ownValue(values, part.name);
    if (value === undefined) return unencodable(`path parameter ${part.name} has no value`);
    const text = part.write(value);
    if (typeof text !== 'string') return text;
    const problem = unsafe(text);
    if (problem !== undefined) return unencodable(`path parameter ${part.name} ${problem}`);
    path += text;
  }
  return hasDotSegment(path) ? unencodable('the path would hold a `.` or `..` segment') : path;
}

/** Servers, proxies and clients divide or drop such segments, whatever the encoding, and another operation would be met. */
function unsafe(encoded: string): string | undefined {
  if (encoded === '') return 'would be empty';
  if (!encoded.includes('%')) return undefined;
  if (encoded.includes('%2F')) return 'holds a slash';
  return encoded.includes('%7B') || encoded.includes('%7D') ? 'holds a brace' : undefined;
}

function hasDotSegment(path: string): boolean {
  if (!path.includes('/.')) return false;
  return path.split('/').some((segment) => segment === '.' || segment === '..');
}
