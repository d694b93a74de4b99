import { isAlias, isMap, isScalar, isSeq, type Node, type Pair } from 'yaml';
import type { Locate } from './parsed-document.ts';
import { type YamlTree, yamlTree } from './yaml-tree.ts';

/** Finds the line and column of a value's key (an element's start) in YAML text; for what is missing, of its nearest ancestor. */
export function createYamlLocator(text: Buffer): Locate {
  const tree = yamlTree(text.toString('utf8'), '');
  return (tokens) => {
    let node = tree.document.contents as Node | null;
    let offset = node?.range?.[0] ?? 0;
    for (const token of tokens) {
      const found = memberOf(tree, node, token);
      if (found === undefined) break;
      offset = found.offset;
      node = found.node;
    }
    const { line, col } = tree.lines.linePos(offset);
    return { line, column: col };
  };
}

interface Found {
  readonly offset: number;
  readonly node: Node | null;
}

function memberOf(tree: YamlTree, parent: Node | null, token: string): Found | undefined {
  const node = isAlias(parent) ? (parent.resolve(tree.document) ?? null) : parent;
  if (isSeq(node)) {
    const item = node.items[Number(token)] as Node | undefined;
    return item === undefined ? undefined : { offset: item.range?.[0] ?? 0, node: item };
  }
  if (!isMap(node)) return undefined;
  const pairs = node.items as Pair<Node, Node | null>[];
  const pair = pairs.find(({ key }) => isScalar(key) && String(key.value) === token);
  if (pair !== undefined) return { offset: pair.key.range?.[0] ?? 0, node: pair.value };
  return mergedMember(tree, pairs, token);
}

function mergedMember(tree: YamlTree, pairs: readonly Pair<Node, Node | null>[], token: string): Found | undefined {
  for (const { key, value } of pairs) {
    if (!isScalar(key) || key.source !== '<<') continue;
    const sources = isSeq(value) ? (value.items as Node[]) : [value];
    for (const source of sources) {
      const found = memberOf(tree, source, token);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}
