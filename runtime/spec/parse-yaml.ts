import { type Document, LineCounter, parseDocument as parse } from 'yaml';
import { MalformedSpecError } from '../errors.ts';
import { inspectTree } from './inspect-tree.ts';
import { tooDeep } from './nesting.ts';
import type { ParsedDocument } from './parsed-document.ts';

/** A YAML tree with what turns offsets into lines. */
export interface YamlTree {
  readonly document: Document.Parsed;
  readonly lines: LineCounter;
}

/** YAML 1.2 core schema with merge keys; every key is the string that is written. Parser errors are in the tree. */
export function yamlTree(text: string): YamlTree {
  const lines = new LineCounter();
  const document = parse(text, {
    lineCounter: lines,
    prettyErrors: false,
    merge: true,
    stringKeys: true,
    logLevel: 'silent',
  });
  return { document, lines };
}

/** Parses YAML. Throws `MalformedSpecError` with line and column, also for duplicate keys and alias bombs. */
export function parseYaml(text: Buffer, where: string): ParsedDocument {
  const source = text.toString('utf8');
  const root = guarded(where, () => {
    const tree = yamlTree(source);
    const [error] = tree.document.errors;
    if (error !== undefined) throw malformed(source, tree.lines, error, where);
    return tree.document.toJS({ maxAliasCount: 100 }) as unknown;
  });
  return { root, syntax: 'yaml', outerRefs: inspectTree(root, where) };
}

function malformed(
  source: string,
  lines: LineCounter,
  error: { message: string; pos: [number, number] },
  where: string,
): MalformedSpecError {
  const { line, col } = lines.linePos(error.pos[0]);
  const excerpt = (source.split('\n', line)[line - 1] ?? '').trim().slice(0, 60);
  const near = excerpt === '' ? '' : `, near \`${excerpt}\``;
  return new MalformedSpecError(`The document is not valid YAML: ${error.message.replace(/\.$/u, '')}${near}.`, {
    where: `${where}:${line}:${col}`,
    hint: 'Correct the text at this place.',
    cause: error,
  });
}

function guarded<T>(where: string, parseText: () => T): T {
  try {
    return parseText();
  } catch (cause) {
    if (cause instanceof MalformedSpecError) throw cause;
    if (cause instanceof RangeError) throw tooDeep(where);
    // Unresolved aliases and alias bombs are thrown when the tree becomes a value, without a position.
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new MalformedSpecError(`The document is not valid YAML: ${reason}.`, {
      where,
      hint: 'Check its anchors and aliases.',
      cause,
    });
  }
}
