import { loadConfig, type ConfigSources } from '../config/load-config.ts';
import { memberOf } from '../config/readers.ts';
import { selectOperations } from '../../runtime/engine/filters.ts';
import type { OperationEntry } from '../../runtime/model/operation.ts';
import { loadConfiguredDocument } from '../load-document.ts';
import { exitCodes } from '../exit-code.ts';
import { createDependencyGraph } from '../../runtime/stateful/dependency-graph.ts';
import { streamOutput } from '../report-output.ts';
import { graphDot } from './operations/graph-dot.ts';
import type { GraphFormat } from './operations/graph-format.ts';
import { graphJson } from './operations/graph-json.ts';
import { graphMermaid } from './operations/graph-mermaid.ts';
import type { OperationsFlags } from './program.ts';

const graphFormats: Readonly<Record<'mermaid' | 'dot' | 'json', GraphFormat>> = {
  mermaid: graphMermaid,
  dot: graphDot,
  json: graphJson,
};

/** `api-test-gen operations`: prints what there is to test, or which operation gives what another needs. Gives the exit status. */
export async function operationsCommand(sources: ConfigSources, own: OperationsFlags): Promise<number> {
  const form = memberOf(own.format, ['text', 'json'], { kind: 'flag', flag: '--format' });
  const graphForm =
    own.graph === undefined
      ? undefined
      : memberOf(own.graph, ['mermaid', 'dot', 'json'], { kind: 'flag', flag: '--graph' });
  const config = await loadConfig(sources);
  const { api, problems } = await loadConfiguredDocument(config, sources.cwd, new AbortController().signal);
  const entries = selectOperations(api.operations, config.filters);
  if (graphForm !== undefined) await printGraph(graphFormats[graphForm](entries, createDependencyGraph(api)));
  else process.stdout.write(form === 'json' ? asJson(entries) : asText(entries));
  for (const problem of problems) {
    process.stderr.write(
      `warning: ${problem.message}${problem.where === undefined ? '' : `\n  where: ${problem.where}`}\n`,
    );
  }
  return exitCodes.ok;
}

/** As fast as the reader takes it, until it goes away. */
async function printGraph(pieces: Iterable<string>): Promise<void> {
  const output = streamOutput(process.stdout);
  let isClosed = false;
  process.stdout.once('error', () => (isClosed = true));
  for (const piece of pieces) {
    output.write(piece);
    await output.drained();
    if (isClosed) return;
  }
}

function asJson(entries: readonly OperationEntry[]): string {
  const listed = entries.map(({ label, method, path, operationId, tags, deprecated }) => ({
    label,
    method,
    path,
    operationId,
    tags,
    deprecated,
  }));
  return `${JSON.stringify(listed, null, 2)}\n`;
}

/** Columns: label, operationId or `-`, tags separated by commas. */
function asText(entries: readonly OperationEntry[]): string {
  const width = (texts: readonly string[]): number =>
    texts.reduce((most, one) => Math.max(most, Math.min(one.length, 60)), 0);
  const labels = width(entries.map((entry) => entry.label));
  const ids = width(entries.map((entry) => entry.operationId ?? '-'));
  return entries
    .map(({ label, operationId, tags, deprecated }) => {
      const line = `${label.padEnd(labels)}  ${(operationId ?? '-').padEnd(ids)}  ${tags.join(', ')}`.trimEnd();
      return `${line}${deprecated ? '  (deprecated)' : ''}\n`;
    })
    .join('');
}
