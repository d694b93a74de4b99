import { builtinChecks } from '../../runtime/checks/index.ts';
import type { Check } from '../../runtime/checks/contract.ts';
import { memberOf } from '../config/readers.ts';
import { exitCodes } from '../exit-code.ts';
import { checkPage } from './explain/check-page.ts';
import { wrapMarkdown } from './explain/wrap-markdown.ts';

/** Wider lines are hard to read, whatever the terminal has room for. */
const widest = 100;

/** `api-test-gen explain [check]`: prints what a check finds, or which checks there are. Gives the exit status. */
export function explainCommand(name: string | undefined): number {
  const checks: readonly Check[] = builtinChecks;
  const ids = checks.map(({ id }) => id);
  const id = name === undefined ? undefined : memberOf(name, ids, { kind: 'flag', flag: '<check>' }, 'check');
  const check = checks.find((one) => one.id === id);
  const width = Math.min(widest, process.stdout.columns ?? widest);
  process.stdout.write(check === undefined ? listing(checks) : wrapMarkdown(checkPage(check), width));
  return exitCodes.ok;
}

function listing(checks: readonly Check[]): string {
  const width = Math.max(...checks.map(({ id }) => id.length));
  const lines = checks.map(({ id, summary, optIn }) => {
    const note = optIn === true ? ' (only where it is named)' : '';
    return `${id.padEnd(width)}  ${summary}${note}`;
  });
  return `${lines.join('\n')}\n`;
}
