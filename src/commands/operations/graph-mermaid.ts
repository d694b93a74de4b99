import { arrowsTo, type GraphFormat } from './graph-format.ts';

/** Mermaid's flowchart, as READMEs and issues show it. Likely guesses are dotted. */
export const graphMermaid: GraphFormat = function* (entries, graph) {
  const ids = new Map(entries.map(({ label }, index) => [label as string, `o${index}`]));
  yield 'flowchart LR\n';
  for (const { label } of entries) yield `  ${ids.get(label) ?? ''}["${escape(label)}"]\n`;
  for (const entry of entries) {
    for (const { from, to, values, score } of arrowsTo(entry, graph)) {
      const start = ids.get(from);
      // The filters left it out.
      if (start === undefined) continue;
      yield `  ${start} ${score >= 0.7 ? '-->' : '-.->'}|"${escape(values.join(', '))}"| ${ids.get(to) ?? ''}\n`;
    }
  }
};

function escape(text: string): string {
  return text.replaceAll('#', '#35;').replaceAll('"', '#quot;').replaceAll('<', '#lt;').replaceAll('>', '#gt;');
}
