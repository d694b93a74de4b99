import type { OperationState } from './operation-state.ts';
import type { RunState } from './run-state.ts';

/** From this share of 401 and 403 on, a run mostly tested the door. */
const missingAuthShare = 0.9;
const fewCases = 10;

/** What a person should know of a finished run before trusting that it found nothing. */
export function warnAtEnd(run: RunState): void {
  const { sent, refusedAccess } = run.tally;
  if (sent >= fewCases && refusedAccess >= missingAuthShare * sent) {
    run.warn({
      code: 'missing_auth',
      message: `${refusedAccess} of ${sent} requests were answered 401 or 403: hardly anything behind the door was tested.`,
      hint: "Give credentials: -H 'Authorization: Bearer …', or an identity in the configuration file.",
    });
    return;
  }
  if (run.options.mode === 'negative' || run.stopped() !== undefined) return;
  const tested = run.states.filter((state) => state.tested);
  warnOf(
    run,
    tested.filter(({ testedValid }) => !testedValid),
    {
      code: 'no_positive_case',
      message: 'never received a valid request: none could be told from a request of another operation.',
      hint: 'Look for a path of the document that takes all the values of this one’s parameters.',
    },
  );
  warnOf(
    run,
    tested.filter(({ testedValid, reached }) => testedValid && !reached),
    {
      code: 'unreachable',
      message: 'never answered 2xx, so no successful response was judged.',
      hint: 'Document examples that exist on the server (ids above all), and give credentials that may use them.',
    },
  );
}

interface Text {
  readonly code: string;
  /** What follows "One operation" or "3 operations". */
  readonly message: string;
  readonly hint: string;
}

function warnOf(run: RunState, states: readonly OperationState[], { code, message, hint }: Text): void {
  if (states.length === 0) return;
  const subject = states.length === 1 ? 'One operation' : `${states.length} operations`;
  run.warn({ code, message: `${subject} ${message}`, hint, operations: states.map(({ entry }) => entry.label) });
}
