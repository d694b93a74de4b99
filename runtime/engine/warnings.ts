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
  const { mode } = run.options;
  const unreached = run.states.filter(({ tested, reached }) => tested && !reached);
  if (mode === 'negative' || run.stopped() !== undefined || unreached.length === 0) return;
  const count = unreached.length === 1 ? 'One operation' : `${unreached.length} operations`;
  run.warn({
    code: 'unreachable',
    message: `${count} never answered 2xx, so no successful response of ${unreached.length === 1 ? 'it' : 'theirs'} was judged.`,
    hint: 'Document examples that exist on the server (ids above all), and give credentials that may use them.',
    operations: unreached.map(({ entry }) => entry.label),
  });
}
