import { splitTemplate, templatePieces } from '../requests/path-writer.ts';

/** One segment of a path template; `mixed` has text beside its parameters. */
export type PathSegment =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'parameter'; readonly name: string }
  | { readonly kind: 'mixed'; readonly names: readonly string[]; readonly text: string };

/**
 * The segments of a path template; a slash at its end, a query, a fragment and the extension of a format do not count. An action behind a colon
 * (`/jobs/{id}:cancel`) is a segment of its own.
 */
export function pathSegments(template: string): readonly PathSegment[] {
  const { path } = splitTemplate(template);
  return path
    .replace(/\.(?:json|xml)$/u, '')
    .split('/')
    .flatMap((text) => text.split(/(?<=\}):/u))
    .filter((text) => text !== '')
    .map(segmentOf);
}

function segmentOf(text: string): PathSegment {
  const pieces = templatePieces(text);
  if (pieces.length === 1) return { kind: 'literal', text };
  const names = pieces.filter((_, index) => index % 2 === 1);
  const [first] = names;
  const isWhole = pieces.length === 3 && pieces[0] === '' && pieces[2] === '';
  return isWhole && first !== undefined ? { kind: 'parameter', name: first } : { kind: 'mixed', names, text };
}

/** What templates have in common that differ in their parameters' names alone: `/users/{}`. */
export function shapeOf(segments: readonly PathSegment[]): string {
  return segments.map((segment) => `/${pieceOf(segment)}`).join('');
}

function pieceOf(segment: PathSegment): string {
  if (segment.kind === 'parameter') return '{}';
  return segment.kind === 'literal' ? segment.text : segment.text.replaceAll(/\{[^{}]*\}/gu, '{}');
}

/** The names of the parameters in these segments, in order. */
export function parameterNames(segments: readonly PathSegment[]): readonly string[] {
  return segments.flatMap((segment) =>
    segment.kind === 'parameter' ? [segment.name] : segment.kind === 'mixed' ? segment.names : [],
  );
}
