import { responseSchemaConformance } from '../../checks/response-schema-conformance.ts';
import { mintsCredentials } from '../../model/mints-credentials.ts';
import type { WarningCode } from '../../model/warning-code.ts';
import { isSafeMethod } from '../../model/safe-method.ts';
import { unusedFilters } from '../filters.ts';
import type { OperationState } from '../operation-state.ts';
import type { RunState } from '../run-state.ts';
import { isRedirected } from './why-unreached.ts';

/** From this share of 401 and 403 on, a run mostly tested the door. */
const missingAuthShare = 0.9;
const fewCases = 10;

/** Why an operation was not tested as it seems; the first that applies. */
type Shortfall = 'missing_auth' | 'no_positive_case' | 'missing_test_data' | 'validation_mismatch' | 'unreachable';

/** What a person should know of a finished run before trusting that it found nothing. */
export function warnAtEnd(run: RunState): void {
  const isWhole = run.options.mode !== 'negative' && run.stopped() === undefined;
  const byShortfall = new Map<Shortfall, OperationState[]>();
  for (const state of isWhole ? run.states : []) {
    const shortfall = shortfallOf(state);
    if (shortfall === undefined) continue;
    const same = byShortfall.get(shortfall);
    if (same === undefined) byShortfall.set(shortfall, [state]);
    else same.push(state);
  }
  warnOfWithheld(run);
  warnOfFilters(run);
  warnOfPatterns(run);
  warnOfMediaTypes(run);
  warnOfDoor(run, byShortfall.get('missing_auth') ?? []);
  for (const { code, message, hint } of texts) {
    const states = byShortfall.get(code);
    if (states !== undefined) run.warn({ code, message: `${subjectOf(states)} ${message}`, hint, ...listed(states) });
  }
}

function shortfallOf(state: OperationState): Shortfall | undefined {
  const { entry, tested, testedValid, reached, answers, answersToValid } = state;
  // A login that took one pair of credentials refuses all others.
  if (!tested || (reached && mintsCredentials(entry.path))) return undefined;
  if (isMostlyRefused(answers, reached) || isMostlyRefused(answersToValid, reached)) return 'missing_auth';
  if (!testedValid) return 'no_positive_case';
  const valid = sum(answersToValid, () => true);
  const isAccepted = sum(answersToValid, (status) => status >= 200 && status < 400) > 0;
  if (valid > 0 && !isAccepted) {
    if (!reached && sum(answersToValid, isNothingThere) === valid) return 'missing_test_data';
    if (sum(answersToValid, isRefusedInput) * 2 > valid) return 'validation_mismatch';
  }
  return reached || isRedirected(state) ? undefined : 'unreachable';
}

/** Of an operation that was reached, a few are no sign. */
function isMostlyRefused(answers: ReadonlyMap<number, number>, isReached: boolean): boolean {
  const all = sum(answers, () => true);
  return all >= (isReached ? fewCases : 1) && sum(answers, isRefusedAccess) >= missingAuthShare * all;
}

const isRefusedAccess = (status: number): boolean => status === 401 || status === 403;
const isNothingThere = (status: number): boolean => status === 404 || status === 410;

/** What says that the request itself was wrong. */
const isRefusedInput = (status: number): boolean =>
  status >= 400 && status < 500 && !isRefusedAccess(status) && !isNothingThere(status) && status !== 429;

function sum(answers: ReadonlyMap<number, number>, counts: (status: number) => boolean): number {
  let total = 0;
  for (const [status, count] of answers) if (counts(status)) total += count;
  return total;
}

/** Operations that would have changed what this run did not make. */
function warnOfWithheld({ options, states, warn, stopped }: RunState): void {
  if (!options.safety.ownOnly || stopped() !== undefined) return;
  const kept = states.filter(({ entry, tested }) => !tested && !isSafeMethod(entry.method));
  if (kept.length === 0) return;
  warn({
    code: 'withheld',
    message: `${subjectOf(kept)} ${kept.length === 1 ? 'was' : 'were'} not sent at all: --own-only lets out what changes or deletes for things alone that this run made, and it made none for ${kept.length === 1 ? 'this one' : 'these'}.`,
    hint: 'Include the operations that create such things, or run without --own-only where nothing can be harmed.',
    ...listed(kept),
  });
}

/** What a filter names and others leave out, or nothing has, is not tested: a misspelt name must not go unseen. */
function warnOfFilters({ options, states, warn }: RunState): void {
  const selected = states.map(({ entry }) => entry);
  const unused = unusedFilters(options.filters, selected);
  if (unused.length === 0) return;
  warn({
    code: 'unused_filter',
    message: `No operation was tested for ${unused.join(', ')}.`,
    hint: 'Correct the filter, or leave it out: `api-test-gen operations <spec>` lists what there is.',
  });
}

/** What is judged by such a pattern counts as matching it, and no value is made to match it or not. */
function warnOfPatterns(run: RunState): void {
  const found = run.states.map((state) => ({ state, found: run.coverage.undecided(state) }));
  warnOfValues(run, found, {
    code: 'unsupported_regex',
    message: (patterns) => `The values of these patterns were not tested: ${patterns}.`,
    hint: 'Write them as ECMAScript regular expressions, which is what JSON Schema reads.',
  });
}

/** Their answers were judged by status and headers alone. */
function warnOfMediaTypes(run: RunState): void {
  if (!run.options.checks.includes(responseSchemaConformance.id)) return;
  const found = run.states.map((state) => ({ state, found: [...state.undecoded] }));
  warnOfValues(run, found, {
    code: 'missing_decoder',
    message: (types) => `Bodies of these media types were not judged by their schemas: ${types}.`,
    hint: 'Nothing here reads them. Judge them with a check of your own (customChecks), or let the server answer with JSON too.',
  });
}

function warnOfValues(
  run: RunState,
  all: readonly { readonly state: OperationState; readonly found: readonly string[] }[],
  text: { readonly code: WarningCode; readonly message: (values: string) => string; readonly hint: string },
): void {
  const some = all.filter(({ found }) => found.length > 0);
  if (some.length === 0) return;
  const values = [...new Set(some.flatMap(({ found }) => found))].sort();
  const shown = values.slice(0, mostValues).join(', ');
  const more = values.length > mostValues ? ` and ${values.length - mostValues} more` : '';
  const states = some.map(({ state }) => state);
  run.warn({ code: text.code, message: text.message(shown + more), hint: text.hint, ...listed(states) });
}

const mostValues = 5;

function warnOfDoor(run: RunState, states: readonly OperationState[]): void {
  const { sent, refusedAccess } = run.tally;
  const isWholeRun = sent >= fewCases && refusedAccess >= missingAuthShare * sent;
  if (!isWholeRun && states.length === 0) return;
  run.warn({
    code: 'missing_auth',
    message: isWholeRun
      ? `${refusedAccess} of ${sent} requests were answered 401 or 403: hardly anything behind the door was tested.`
      : `${subjectOf(states)} mostly answered 401 or 403: hardly anything behind the door was tested.`,
    hint:
      run.identities.names.length > 0
        ? `They were tried as ${run.identities.names.join(', ')}, and all were refused: see that their credentials are still valid, and whether another role may do this.`
        : run.options.secrets.length === 0
          ? "Give credentials: -H 'Authorization: Bearer …', or an identity in the configuration file."
          : 'The credentials that the run has are refused: see that they are still valid, and that they may do this.',
    ...listed(states),
  });
}

const texts: readonly {
  readonly code: Exclude<Shortfall, 'missing_auth'>;
  /** What follows "One operation" or "3 operations". */
  readonly message: string;
  readonly hint: string;
}[] = [
  {
    code: 'no_positive_case',
    message: 'never received a valid request: none could be told from a request of another operation.',
    hint: 'Look for a path of the document that takes all the values of this one’s parameters.',
  },
  {
    code: 'missing_test_data',
    message: 'answered every valid request with 404: nothing that exists was asked for.',
    hint: 'See in the summary who should have given the ids. Document examples of ids that exist on the server, or put data there.',
  },
  {
    code: 'validation_mismatch',
    message: 'accepted no valid request, though nothing was amiss with credentials or ids.',
    hint: 'Read what the server says to them: it asks for more than the document does. Document that, or give examples that it accepts.',
  },
  {
    code: 'unreachable',
    message: 'never answered 2xx, so no successful response was judged.',
    hint: 'See in the summary what stood in the way of each: who gives no id, who was refused, and with what words.',
  },
];

function subjectOf(states: readonly OperationState[]): string {
  return states.length === 1 ? 'One operation' : `${states.length} operations`;
}

function listed(states: readonly OperationState[]): { readonly operations?: readonly string[] } {
  return states.length === 0 ? {} : { operations: states.map(({ entry }) => entry.label) };
}
