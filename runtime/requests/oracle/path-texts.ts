import { percentDecode, percentEncodePath } from '../percent-encode.ts';
import { splitTemplate, templatePieces } from '../path-writer.ts';

/** The decoded text of each path parameter in a request target. Segments are counted from the end: the base path stands before them. */
export function pathTexts(template: string): (target: string) => ReadonlyMap<string, string> {
  const segments = splitTemplate(template)
    .path.split('/')
    .map((segment) =>
      templatePieces(segment).map((piece, index) => (index % 2 === 0 ? (percentEncodePath(piece) ?? '') : piece)),
    );
  return (target) => {
    const mark = target.indexOf('?');
    const actual = (mark === -1 ? target : target.slice(0, mark)).split('/');
    const offset = actual.length - segments.length;
    const texts = new Map<string, string>();
    for (const [index, pieces] of segments.entries()) {
      if (pieces.length > 1) readSegment(actual[index + offset] ?? '', pieces, texts);
    }
    return texts;
  };
}

/** Each parameter ends where the literal after it first occurs: a value that holds this literal is read short, and is thereby found out. */
function readSegment(segment: string, pieces: readonly string[], texts: Map<string, string>): void {
  let position = (pieces[0] ?? '').length;
  for (let i = 1; i < pieces.length; i += 2) {
    const literal = pieces[i + 1] ?? '';
    const isLast = i + 2 >= pieces.length;
    const end = isLast
      ? segment.length - literal.length
      : literal === ''
        ? position
        : segment.indexOf(literal, position);
    if (end < position) return;
    texts.set(pieces[i] ?? '', percentDecode(segment.slice(position, end)));
    position = end + literal.length;
  }
}
