import pLimit from 'p-limit';
import { boundCase, type Binding } from '../../stateful/bound-case.ts';
import type { ReadyCase } from '../../cases/ready-case.ts';
import { ApiTestGenError } from '../../errors.ts';
import type { CleanUpSummary, Leftover } from '../../model/clean-up.ts';
import type { StopReason } from '../../model/summary.ts';
import type { OperationEntry } from '../../model/operation.ts';
import { pathOfThing } from '../../stateful/path-of-thing.ts';
import type { Thing } from '../../stateful/thing.ts';
import { createOperationState, type OperationState } from '../operation-state.ts';
import { isExcluded } from '../filters.ts';
import type { RunState } from '../run-state.ts';

/** It takes no longer than this, or than a tenth of the run's time. */
const maxMs = 10_000;
/** Who interrupts a run waits for it no longer than this. */
const maxMsInterrupted = 2_000;
const maxThings = 2_000;
/** What is refused because of something that is deleted later is tried again. */
const maxRounds = 3;

/**
 * Deletes what the run made, the last thing first, by the DELETE that the document has for it and as the identity that made it. Its requests are no cases: nothing
 * is judged. `undefined` where the run made nothing.
 */
export async function cleanUp(run: RunState): Promise<CleanUpSummary | undefined> {
  const { made, options } = run;
  if (made.count() === 0) return undefined;
  const left = made.leftovers();
  const off = whyNot(run);
  if (off !== undefined || left.length === 0) {
    return { made: made.count(), deleted: 0, left: grouped(left.map((thing) => [thing, off ?? ''] as const)) };
  }
  const reasons = new Map<Thing, string>();
  for (const thing of left.slice(maxThings)) reasons.set(thing, `more than ${maxThings} things were made`);
  const deleted = await removeAll(createCleaner(run), left.slice(0, maxThings), reasons, options.concurrency);
  // What was in something that was deleted went with it.
  const still = new Set(made.leftovers());
  return { made: made.count(), deleted, left: grouped([...reasons].filter(([thing]) => still.has(thing))) };
}

/** Notes why things are still there; gives how many were deleted. */
async function removeAll(
  { remove }: Cleaner,
  things: readonly Thing[],
  reasons: Map<Thing, string>,
  concurrency: number,
): Promise<number> {
  let open = things;
  let deleted = 0;
  for (let round = 0; round < maxRounds && open.length > 0; round += 1) {
    const limit = pLimit(concurrency);
    const again: Thing[] = [];
    const removeOne = async (thing: Thing): Promise<void> => {
      const outcome = await remove(thing);
      if (outcome.kind === 'deleted') deleted += 1;
      if (outcome.kind === 'refused') again.push(thing);
      if (outcome.kind === 'deleted' || outcome.kind === 'gone') reasons.delete(thing);
      else reasons.set(thing, outcome.reason);
    };
    await Promise.all(open.map((thing) => limit(() => removeOne(thing))));
    // Where none could be deleted, the next time is no better.
    if (again.length === open.length) break;
    open = open.filter((thing) => again.includes(thing));
  }
  return deleted;
}

type Outcome =
  | { readonly kind: 'deleted' }
  /** Something else took it away, such as the end of what it was in. */
  | { readonly kind: 'gone' }
  /** The server does not want to, now. */
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'impossible'; readonly reason: string };

function whyNot({ options, stopped }: RunState): string | undefined {
  if (!options.cleanUp) return '--no-cleanup';
  if (options.safety.readOnly) return '--safe';
  const lost: readonly (StopReason | undefined)[] = ['server-died', 'unreachable', 'base-url-suspect'];
  return lost.includes(stopped()) ? 'the server does not answer any more' : undefined;
}

interface Cleaner {
  remove(thing: Thing): Promise<Outcome>;
}

function createCleaner(run: RunState): Cleaner {
  const { options, contexts } = run;
  const isInterrupted = run.stopped() === 'interrupted';
  const ms = isInterrupted
    ? maxMsInterrupted
    : Math.min(maxMs, Math.max(2_000, (options.maxTimeMs ?? maxMs * 10) / 10));
  // One signal for all: a listener each would cost time.
  const signal = AbortSignal.timeout(ms);
  const states = new Map<OperationEntry, OperationState>(run.states.map((state) => [state.entry, state]));
  const stateOf = (entry: OperationEntry): OperationState => {
    const state = states.get(entry) ?? createOperationState(entry, run.states.length);
    states.set(entry, state);
    return state;
  };
  const requestFor = (thing: Thing, entry: OperationEntry): ReadyCase | undefined => {
    const seedPath = { seed: options.seed, operation: entry.label, phase: 'stateful', index: 0 } as const;
    try {
      const bindings = bindingsFor(run, entry, thing);
      return boundCase(contexts.get(stateOf(entry)), bindings, seedPath, { filling: 'plain', scenario: 'clean_up' });
    } catch (error) {
      if (ApiTestGenError.is(error)) return undefined;
      throw error;
    }
  };
  return {
    async remove(thing) {
      const entry = thing.resource.onItem.find(({ method }) => method === 'DELETE');
      if (entry === undefined) return { kind: 'impossible', reason: 'the document has no DELETE for it' };
      if (isExcluded(entry, options.filters))
        return { kind: 'impossible', reason: `${entry.label} is excluded by a filter` };
      const ready = requestFor(thing, entry);
      if (ready === undefined) return { kind: 'impossible', reason: `no request of ${entry.label} can be made for it` };
      if (signal.aborted) return { kind: 'impossible', reason: 'there was no time left to delete it' };
      const result = await run.sender.sendLate(ready.request, signal, thing.owner);
      if (result.kind === 'fault') {
        const isLate = result.fault === 'timeout' || result.fault === 'aborted';
        return {
          kind: 'impossible',
          reason: isLate ? 'its DELETE was not answered in time' : 'the server does not answer any more',
        };
      }
      const { status } = result.response;
      if (status >= 200 && status < 300) return { kind: 'deleted' };
      if (status === 404 || status === 410) return { kind: 'gone' };
      return { kind: 'refused', reason: `its DELETE was answered ${status}` };
    },
  };
}

function bindingsFor(run: RunState, entry: OperationEntry, thing: Thing): readonly Binding[] {
  const { resources } = run.resources.graph();
  const chain = new Map<string, Thing>();
  for (let one: Thing | undefined = thing; one !== undefined; one = one.parent) chain.set(one.resource.shape, one);
  return resources.referencesOf(entry).flatMap(({ parameter, resource, position }): readonly Binding[] => {
    const value = chain.get(resource.shape)?.ids[position];
    if (value === undefined) return [];
    const need = { operation: entry.label, in: 'path', name: parameter, path: [], required: true } as const;
    return [{ need, value, source: thing.source }];
  });
}

const maxPaths = 3;

function grouped(all: readonly (readonly [Thing, string])[]): readonly Leftover[] {
  const groups = new Map<
    string,
    { readonly resource: string; readonly reason: string; readonly paths: string[]; count: number }
  >();
  for (const [thing, reason] of all) {
    const { shape } = thing.resource;
    const key = `${shape} ${reason}`;
    const group = groups.get(key) ?? { resource: shape, reason, paths: [], count: 0 };
    groups.set(key, group);
    group.count += 1;
    if (group.paths.length < maxPaths) group.paths.push(pathOfThing(thing));
  }
  return [...groups.values()].sort((a, b) => (a.resource < b.resource ? -1 : a.resource > b.resource ? 1 : 0));
}
