import { Composer, CST, type Document, LineCounter, Parser } from 'yaml';
import { MalformedSpecError } from '../errors.ts';
import { tooDeep } from './nesting.ts';

/** Lower than for JSON: the library composes recursively and runs out of stack at about 800 levels, some ways without an exception. */
const MAX_YAML_NESTING = 300;

/** A YAML tree with what turns offsets into lines. */
export interface YamlTree {
  readonly document: Document.Parsed;
  readonly lines: LineCounter;
}

/** YAML 1.2 core schema with merge keys; every key is the string that is written. Parser errors are in the tree. */
export function yamlTree(text: string, where: string): YamlTree {
  const lines = new LineCounter();
  const tokens = [...new Parser(lines.addNewLine).parse(text)];
  if (nestsTooDeep(tokens)) throw tooDeep(where, MAX_YAML_NESTING);
  const [document, second] = new Composer({ merge: true, stringKeys: true }).compose(tokens, true, text.length);
  if (document === undefined) throw new MalformedSpecError('The document is empty.', { where });
  if (second !== undefined && document.errors.length === 0) {
    const { line, col } = lines.linePos(second.range[0]);
    throw new MalformedSpecError('The document is not valid YAML here: it holds more than one document.', {
      where: `${where}:${line}:${col}`,
      hint: 'Keep one document a file, and remove the line `---` between them.',
    });
  }
  return { document, lines };
}

function nestsTooDeep(tokens: readonly CST.Token[]): boolean {
  const stack: { token: CST.Token | null | undefined; depth: number }[] = tokens.map((token) => ({ token, depth: 0 }));
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const { token, depth } = top;
    if (depth > MAX_YAML_NESTING) return true;
    if (token?.type === 'document') stack.push({ token: token.value, depth });
    else if (CST.isCollection(token)) {
      for (const { key, value } of token.items)
        stack.push({ token: key, depth: depth + 1 }, { token: value, depth: depth + 1 });
    }
  }
  return false;
}
