import { mintsCredentials } from '../../model/mints-credentials.ts';
import type { OperationLabel } from '../../model/operation.ts';
import type { Unreached, UnreachedCause } from '../../model/unreached.ts';
import type { DependencyGraph, NeedWithProducers } from '../../stateful/dependency-graph.ts';
import type { OperationState } from '../operation-state.ts';
import type { HeardRefusal } from '../recording/heard-refusals.ts';
import type { RunState } from '../run-state.ts';

/** Of more operations their needs are not looked at: that takes milliseconds each. */
const maxGraphed = 300;
/** Below this an operation is not thought to give what is needed. */
const minScore = 0.3;
const maxProducers = 2;

/** The operations that never answered 2xx, in the document's order, and why. A redirect that is documented is what one came for. */
export function whyUnreached(run: RunState): readonly Unreached[] {
  const states = new Map(run.states.map((state) => [state.entry.label, state]));
  const open = run.states.filter((state) => !state.reached && !isRedirected(state));
  const redact = run.setting.redactor.text;
  let graphed = 0;
  return open.map((state) => {
    const graph = state.tested && (graphed += 1) <= maxGraphed ? run.resources.graph() : undefined;
    const { cause, reason } = reasonOf(state, { run, states, graph });
    return { operation: state.entry.label, cause, reason: redact(reason) };
  });
}

/** A redirect that is documented is what the operation is there for. */
export function isRedirected({ definitions }: OperationState): boolean {
  return [...definitions].some(([status, definition]) => status >= 300 && status < 400 && definition !== undefined);
}

interface Seen {
  readonly run: RunState;
  readonly states: ReadonlyMap<OperationLabel, OperationState>;
  readonly graph: DependencyGraph | undefined;
}

interface Reason {
  readonly cause: UnreachedCause;
  readonly reason: string;
}

function reasonOf(state: OperationState, seen: Seen): Reason {
  // Nothing is known of it, and its needs are not worth working out.
  if (!state.tested) return silent(state, seen);
  const heard = [...state.heard].sort(byWeight);
  const refused = heard.find(([status, { isBound }]) => isRefusal(status) && (isBound || !hasNeeds(state, seen)));
  if (refused !== undefined) return { cause: 'refused', reason: `refused with ${answerText(refused)}` };
  const outside = heard.find(([status]) => status === 401 || status === 403);
  if (outside !== undefined && !mintsCredentials(state.entry.path)) return noAccess(state, outside, seen);
  return missingThing(state, heard, seen) ?? answered(state, heard, seen);
}

type Heard = readonly [status: number, refusal: HeardRefusal];

/** What was answered when the things of the path were there, then what was answered most. */
function byWeight([, a]: Heard, [, b]: Heard): number {
  return Number(b.isBound) - Number(a.isBound) || b.count - a.count;
}

/** What says that the request itself was wrong. */
function isRefusal(status: number): boolean {
  return status >= 400 && status < 500 && ![401, 403, 404, 410, 429].includes(status);
}

function isNothingThere(status: number): boolean {
  return status === 404 || status === 410;
}

function answerText([status, { text }]: Heard): string {
  return text === undefined ? String(status) : `${status}: ${text}`;
}

function noAccess(state: OperationState, heard: Heard, { run: { options } }: Seen): Reason {
  const who =
    options.identities.length > 1 ? `every identity (${options.identities.map(({ name }) => name).join(', ')})` : '';
  const all = [...state.heard].every(([status]) => status === 401 || status === 403);
  const whom = who === '' ? '' : ` for ${who}`;
  return { cause: 'no-access', reason: `${all ? '' : 'mostly '}answered ${answerText(heard)}${whom}` };
}

function hasNeeds({ entry }: OperationState, { graph }: Seen): boolean {
  return graph === undefined ? entry.path.includes('{') : graph.resources.referencesOf(entry).length > 0;
}

/** The id that it needs, where no answer gave it: the outermost thing first, for what is in it cannot be had without it. */
function missingThing(state: OperationState, heard: readonly Heard[], seen: Seen): Reason | undefined {
  const { graph } = seen;
  if (graph === undefined || heard.some(([, { isBound }]) => isBound)) return undefined;
  for (const need of graph.needsOf(state.entry)) {
    if (need.need.in !== 'path') continue;
    const producers = producersOf(need, seen);
    if (producers.some(({ reached }) => reached)) continue;
    const what = `needs {${need.need.name}} of ${need.resource ?? state.entry.path}`;
    if (producers.length === 0) return { cause: 'nobody-gives', reason: `${what}: no operation is known to give it` };
    const why = producers.slice(0, maxProducers).map((producer) => `${producer.entry.label} ${shortly(producer)}`);
    return { cause: 'nobody-gives', reason: `${what}: ${why.join('; ')}` };
  }
  return undefined;
}

function producersOf({ edges }: NeedWithProducers, { states }: Seen): readonly OperationState[] {
  const labels = new Set(edges.filter(({ score }) => score >= minScore).map(({ producer }) => producer));
  return [...labels].flatMap((label) => states.get(label) ?? []);
}

/** What became of an operation that should have given something. */
function shortly({ heard, timeouts, tested }: OperationState): string {
  const [most] = [...heard].sort(byWeight);
  if (most !== undefined) return `answered ${answerText(most)}`;
  if (timeouts > 0) return 'did not answer in time';
  return tested ? 'gave no answer to a valid request' : 'was not sent';
}

function answered(state: OperationState, heard: readonly Heard[], seen: Seen): Reason {
  const [most] = heard;
  if (most === undefined) return silent(state, seen);
  const [status, { isBound }] = most;
  if (isNothingThere(status)) {
    if (isBound)
      return { cause: 'not-found', reason: `answered ${answerText(most)}, though the ids came from answers` };
    const gives = hasNeeds(state, seen) ? ', and no answer showed a thing that it could be asked for' : '';
    return { cause: 'not-found', reason: `answered ${answerText(most)}${gives}` };
  }
  if (isRefusal(status)) return { cause: 'refused', reason: `refused with ${answerText(most)}` };
  if (status >= 500) return { cause: 'server-error', reason: `answered ${answerText(most)}` };
  if (status === 429) return { cause: 'throttled', reason: 'answered 429 each time' };
  return { cause: 'redirected', reason: `answered ${status}, which the document does not mention` };
}

function silent({ timeouts, tested, testedValid, broken }: OperationState, { run }: Seen): Reason {
  if (timeouts > 0) return { cause: 'no-answer', reason: 'did not answer in time' };
  if (testedValid) return { cause: 'no-answer', reason: 'gave no answer that could be read to a valid request' };
  if (broken) return { cause: 'not-sent', reason: 'could not be tested: see the problems' };
  if (run.stopped() !== undefined)
    return { cause: 'not-sent', reason: 'the run ended before a valid request was sent' };
  if (run.options.mode === 'negative') return { cause: 'not-sent', reason: 'no valid request was asked for' };
  return { cause: 'not-sent', reason: tested ? 'received no valid request' : 'received no request' };
}
