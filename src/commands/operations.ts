import { loadConfig, type ConfigSources } from '../config/load-config.ts';
import { memberOf } from '../config/readers.ts';
import { selectOperations } from '../../runtime/engine/filters.ts';
import type { OperationEntry } from '../../runtime/model/operation.ts';
import { loadConfiguredDocument } from '../load-document.ts';
import { exitCodes } from '../exit-code.ts';

/** `api-test-gen operations`: prints what there is to test. Gives the exit status. */
export async function operationsCommand(sources: ConfigSources, format: string): Promise<number> {
  const form = memberOf(format, ['text', 'json'], { kind: 'flag', flag: '--format' });
  const config = await loadConfig(sources);
  const { api, problems } = await loadConfiguredDocument(config, sources.cwd, new AbortController().signal);
  const entries = selectOperations(api.operations, config.filters);
  process.stdout.write(form === 'json' ? asJson(entries) : asText(entries));
  for (const problem of problems) {
    process.stderr.write(
      `warning: ${problem.message}${problem.where === undefined ? '' : `\n  where: ${problem.where}`}\n`,
    );
  }
  return exitCodes.ok;
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
