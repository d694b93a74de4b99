import { oneLine } from '../../../reporters/escape.ts';
import type { ReplayOutcome } from '../../../runtime/engine/replay/replay-failure.ts';
import type { Failure } from '../../../runtime/model/failure.ts';

const words = {
  'still-failing': 'STILL FAILING',
  different: 'DIFFERENT',
  fixed: 'FIXED',
  unclear: 'NOT JUDGED',
  lost: 'NOT JUDGED',
  unreachable: 'NOT JUDGED',
} as const satisfies Readonly<Record<ReplayOutcome['kind'], string>>;

/** What became of a failure: a line that says which it is, and one that says why. */
export function verdictLine(failure: Failure, outcome: ReplayOutcome): string {
  const head = `${words[outcome.kind].padEnd(13)}  ${failure.id}  ${failure.operation}: ${failure.title}`;
  return `${oneLine(head)}\n${' '.repeat(15)}${oneLine(reasonOf(failure, outcome))}\n`;
}

function reasonOf({ reproducibility, id }: Failure, outcome: ReplayOutcome): string {
  switch (outcome.kind) {
    case 'still-failing': {
      const again = outcome.reproducibility;
      const often = again.kind === 'flaky' ? ` (${again.failed} of ${again.tries} tries)` : '';
      return `${outcome.resent.finding.message}${often}`;
    }
    case 'different': {
      const { check, finding } = outcome.resent;
      return `It fails otherwise now (${check.id}): ${finding.message}`;
    }
    case 'fixed':
      return `It does not show any more: ${outcome.reason}.${reproducibility.kind === 'flaky' ? ' It was flaky before.' : ''}`;
    case 'unclear':
    case 'lost':
    case 'unreachable':
      return `Nothing can be said of ${id}: ${outcome.reason}.`;
  }
}
