import { arrowsTo, type GraphFormat } from './graph-format.ts';

/** Graphviz's language. Likely guesses are dashed. */
export const graphDot: GraphFormat = function* (entries, graph) {
  const known = new Set<string>(entries.map(({ label }) => label));
  yield 'digraph operations {\n  rankdir=LR;\n  node [shape=box];\n';
  for (const { label } of entries) yield `  ${quote(label)};\n`;
  for (const entry of entries) {
    for (const { from, to, values, score } of arrowsTo(entry, graph)) {
      if (!known.has(from)) continue;
      const style = score >= 0.7 ? '' : ', style=dashed';
      yield `  ${quote(from)} -> ${quote(to)} [label=${quote(values.join(', '))}${style}];\n`;
    }
  }
  yield '}\n';
};

function quote(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
