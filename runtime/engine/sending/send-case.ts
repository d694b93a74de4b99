import { sentAs, type ReadyCase } from '../../cases/ready-case.ts';
import { triesUndeclaredMethod } from '../../model/case.ts';
import { mintsCredentials } from '../../model/mints-credentials.ts';
import { pathOf } from '../../stateful/history-entry.ts';
import type { TransportResult } from '../../transport/contract.ts';
import type { OperationState } from '../operation-state.ts';
import { isThrottling } from '../judging/judge.ts';
import type { RunState } from '../run-state.ts';
import { isShutOut, isTurnedAway, noteAccess, type Access } from './access.ts';

/** A case as it was sent in the end, and what came of it. */
export interface SentCase {
  readonly ready: ReadyCase;
  readonly result: TransportResult;
}

/** Who a case is sent as, where its sequence says so; `first` is tried before, and counts where it is answered 2xx or with a server error. */
export interface Hands {
  /** Its name, also where it is the default. */
  readonly first?: string | undefined;
  readonly own: string | undefined;
}

/** So often an identity is tried at one operation for what others are refused. */
const maxTries = 2;

/**
 * Sends a case as the identity that its operation lets in. Where that is turned away with 401 or 403, the others are tried, each twice an operation at most;
 * who gets through sends the operation's requests from then on, and its answer is the one that counts.
 *
 * The bytes of a case but for its credentials never hang on this. Which case pays for the trial hangs on concurrency: cases of the same operation that are
 * turned away meanwhile wait for it and are sent again, so that it makes no difference to their answers. What remains are invalid requests that were turned
 * away before any valid one was: they keep that answer, and nothing is judged by it.
 */
export async function sendCase(
  run: RunState,
  state: OperationState,
  ready: ReadyCase,
  hands: Hands | undefined,
): Promise<SentCase> {
  const { access } = state;
  const ways = hands ?? handsOfOwner(run, state, ready);
  const send = async (identity: string | undefined): Promise<SentCase> => {
    const result = await run.sender.send(ready.request, identity);
    // What is another one's own says nothing of who else may use the operation.
    const isItsOwn = ways === undefined || identity === ways.own;
    if (result.kind === 'response' && (isItsOwn || !isTurnedAway(result.response.status)))
      noteAccess(access, identity, result.response.status);
    return { ready: sentAs(ready, identity), result };
  };
  if (ways?.first !== undefined) {
    const foreign = await send(run.identities.recorded(ways.first));
    if (counts(foreign.result)) return foreign;
  }
  const identity = ways === undefined ? access.identity : ways.own;
  const sent = await send(identity);
  if (!isRefused(sent.result) || isJudgeOfCredentials(state, ready)) return sent;
  while (access.trial !== undefined) await access.trial;
  const known = [...new Set([access.identity, ...access.letIn])].filter(
    (one) => one !== identity && mayTry(access, one),
  );
  const through = await firstThrough(known, access, send);
  if (through !== undefined || ready.case.mode !== 'positive') return through ?? sent;
  const trial = tryOthers(run, access, identity, send);
  access.trial = trial.then(
    () => undefined,
    () => undefined,
  );
  try {
    return (await trial) ?? sent;
  } finally {
    access.trial = undefined;
  }
}

/** What a case was given of a thing is for who made that, or was shown it. */
function handsOfOwner(
  { resources }: RunState,
  { entry, access }: OperationState,
  { case: sent }: ReadyCase,
): Hands | undefined {
  if (sent.inputs['bindings'] === undefined) return undefined;
  const last = pathOf(entry, sent.values, resources.graph().resources).at(-1);
  const thing = last && resources.pool.find(last);
  return thing === undefined || isShutOut(access, thing.owner) ? undefined : { own: thing.owner };
}

function isRefused(result: TransportResult): boolean {
  return result.kind === 'response' && isTurnedAway(result.response.status);
}

/** Of what another one than the owner asks, success and collapse alone say something. */
function counts(result: TransportResult): boolean {
  if (result.kind === 'fault') return true;
  const { status } = result.response;
  return (status >= 200 && status < 300) || (status >= 500 && !isThrottling(result.response));
}

/** What it refuses are the credentials in the request, whoever sends it; and what another method is refused says nothing of the operation. */
function isJudgeOfCredentials({ entry }: OperationState, { case: sent }: ReadyCase): boolean {
  return mintsCredentials(entry.path) || triesUndeclaredMethod(sent);
}

/**
 * Who got through may always be asked for what others are refused everywhere. Where several got through, some things are one's alone: that is no reason to ask
 * on and on.
 */
function mayTry(access: Access, identity: string | undefined): boolean {
  if (isShutOut(access, identity)) return false;
  const isSure = access.letIn.has(identity) ? access.letIn.size < 2 : identity !== undefined;
  return isSure || (access.tries.get(identity) ?? 0) < maxTries;
}

type Send = (identity: string | undefined) => Promise<SentCase>;

/** The first answer of these that is no refusal. */
async function firstThrough(
  identities: readonly (string | undefined)[],
  access: Access,
  send: Send,
): Promise<SentCase | undefined> {
  for (const identity of identities) {
    access.tries.set(identity, (access.tries.get(identity) ?? 0) + 1);
    const sent = await send(identity);
    if (!isRefused(sent.result)) return sent;
  }
  return undefined;
}

/** The first success of those that were not tried yet; else the first answer that is no refusal, where something else is wrong then. */
async function tryOthers(
  { identities }: RunState,
  access: Access,
  refused: string | undefined,
  send: Send,
): Promise<SentCase | undefined> {
  let found: SentCase | undefined;
  for (const identity of [undefined, ...identities.names.slice(1)]) {
    if (identity === refused || access.letIn.has(identity) || (access.tries.get(identity) ?? 0) >= maxTries) continue;
    const sent = await firstThrough([identity], access, send);
    if (sent === undefined) continue;
    const isLetIn = access.letIn.has(identity);
    if (isLetIn || found === undefined) found = sent;
    if (isLetIn) break;
  }
  if (found !== undefined && !access.letIn.has(access.identity)) access.identity = found.ready.identity;
  return found;
}
