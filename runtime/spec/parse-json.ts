import { inspectTree } from './inspect-tree.ts';
import { createJsonLines } from './json-lines.ts';
import { skipBlanks } from './json-text.ts';
import { nestsTooDeep, tooDeep } from './nesting.ts';
import type { ParsedDocument } from './parsed-document.ts';

/** Parses JSON (RFC 8259). Throws `MalformedSpecError` with line and column. */
export async function parseJson(text: Buffer, where: string): Promise<ParsedDocument> {
  if (nestsTooDeep(text)) throw tooDeep(where);
  let root: unknown;
  try {
    root = JSON.parse(text.toString('utf8'));
  } catch (cause) {
    const { explainMalformedJson } = await import('./explain-malformed-json.ts');
    throw explainMalformedJson(text.toString('utf8'), where, cause);
  }
  return { root, outerRefs: hasOuterRef(text) ? inspectTree(root, where) : new Set(), createLocate: createJsonLines };
}

/** Whether a `$ref` leads out of the document, told from the text alone: most documents need no walk then. */
function hasOuterRef(text: Buffer): boolean {
  for (let at = text.indexOf('"$ref"'); at !== -1; at = text.indexOf('"$ref"', at + 6)) {
    let i = skipBlanks(text, at + 6);
    if (text[i] !== 0x3a) continue;
    i = skipBlanks(text, i + 1);
    if (text[i] === 0x22 && text[i + 1] !== 0x23) return true;
  }
  return false;
}
