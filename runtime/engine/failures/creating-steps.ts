import { isSentToThing } from '../../cases/bind-existing.ts';
import type { ReadyCase } from '../../cases/ready-case.ts';
import type { JsonValue } from '../../model/json.ts';
import type { OperationEntry } from '../../model/operation.ts';
import { pathOf } from '../../stateful/history-entry.ts';
import { thingKey } from '../../stateful/thing.ts';
import { caseOf, type Maker } from '../resources/made-things.ts';
import type { RunState } from '../run-state.ts';
import type { Shown } from './build-failure.ts';
import type { ShownStep } from './shown-step.ts';

/**
 * A failure of a request that was led to a thing of this run, with the requests that made the thing and those it stands in: at the end the thing is deleted, and
 * without them the failure could not be shown again. Any other failure as it is.
 */
export function withCreation(run: RunState, entry: OperationEntry, shown: Shown): Shown {
  const { ready } = shown;
  if (shown.before !== undefined || ready.case.phase !== 'fuzzing' || !isSentToThing(ready.case)) return shown;
  const { resources } = run.resources.graph();
  const steps: ShownStep[] = [];
  /** Which step made a thing, from 1. */
  const places = new Map<string, number>();
  const led = (one: ReadyCase, own: OperationEntry): ReadyCase => {
    const things = pathOf(own, one.case.values, resources);
    const given = resources.referencesOf(own).flatMap(({ parameter, resource, position }): JsonValue[] => {
      const thing = things.find((known) => known.resource === resource);
      const step = thing && places.get(thingKey(thing));
      const maker = thing && run.made.makerOf(thing);
      if (thing === undefined || step === undefined || maker === undefined) return [];
      const from = `${maker.entry.label} ${maker.place}`;
      return [{ in: 'path', name: parameter, value: String(thing.ids[position]), step, from }];
    });
    return { ...one, case: { ...one.case, inputs: { ...one.case.inputs, bindings: given } } };
  };
  const chain = pathOf(entry, ready.case.values, resources);
  for (const thing of chain) {
    const maker = run.made.makerOf(thing);
    if (maker === undefined) continue;
    steps.push({ ...led(caseOfMaker(maker), maker.entry), status: maker.status });
    places.set(thingKey(thing), steps.length);
  }
  const last = chain.at(-1);
  return last === undefined || !places.has(thingKey(last))
    ? shown
    : { ...shown, before: steps, ready: led(ready, entry) };
}

function caseOfMaker({ entry, path, request, identity }: Maker): ReadyCase {
  return { case: caseOf(entry, path), request, ...(identity === undefined ? {} : { identity }) };
}
