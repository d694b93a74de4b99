import type { LineCounter } from 'yaml';
import { MalformedSpecError } from '../errors.ts';
import { inspectTree } from './inspect-tree.ts';
import { createYamlLocator } from './locate-yaml.ts';
import type { ParsedDocument } from './parsed-document.ts';
import { yamlTree } from './yaml-tree.ts';

/** Parses YAML. Throws `MalformedSpecError` with line and column, also for duplicate keys and alias bombs. */
export function parseYaml(text: Buffer, where: string): ParsedDocument {
  const source = text.toString('utf8');
  const root = guarded(where, () => {
    const tree = yamlTree(source, where);
    const [error] = tree.document.errors;
    if (error !== undefined) throw malformed(source, tree.lines, error, where);
    return tree.document.toJS({ maxAliasCount: 100 }) as unknown;
  });
  return { root, outerRefs: inspectTree(root, where), createLocate: createYamlLocator };
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
    // Unresolved aliases and alias bombs are thrown when the tree becomes a value, without a position.
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new MalformedSpecError(`The document is not valid YAML: ${reason}.`, {
      where,
      hint: 'Check its anchors and aliases.',
      cause,
    });
  }
}
