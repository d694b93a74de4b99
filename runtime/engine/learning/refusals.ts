import { isSentToThing } from '../../cases/bind-existing.ts';
import type { Constraint } from '../../learning/contract.ts';
import type { Operation } from '../../model/operation.ts';
import { contradictionIn, contradictionsOf, factKey, findingOf, type Contradiction } from './contradictions.ts';
import type { Evidence, FailureRegistry } from '../failures/failure-registry.ts';
import type { Lesson } from './operation-lessons.ts';
import { orderOf } from './operation-lessons.ts';
import type { OperationState } from '../operation-state.ts';

/**
 * Valid requests that were refused. Which demand of the server explains one shows only when several are compared: until then they wait here, and become failures
 * together.
 */
export interface Refusals {
  /** A finding of `positive_data_acceptance`, with the demands that the answer states. */
  add(evidence: Evidence, constraints: readonly Constraint[]): void;
  /**
   * Turns what waits into failures: one for each demand that contradicts the document, and what nothing explains as it was found. Until `isFinal`, what names a demand
   * that was not confirmed waits on.
   */
  settle(isFinal: boolean): void;
}

interface RefusalsOptions {
  readonly failures: FailureRegistry;
  lessons(state: OperationState): readonly Lesson[];
  operation(state: OperationState): Operation;
}

/** Refusals with the same status and the same demands. */
interface Group {
  readonly status: string;
  readonly identities: readonly string[];
  count: number;
  /** How many of them were led to things that exist. */
  sentToThings: number;
  /** The first ones. */
  readonly first: Evidence[];
}

/** As many cases as a report shows of a failure. */
const maxKept = 3;

/** A demand that is met at so many operations is one of the whole API. */
const manyOperations = 3;

export function createRefusals({ failures, lessons, operation }: RefusalsOptions): Refusals {
  const waiting = new Map<OperationState, Map<string, Group>>();
  /** What was settled once as of single operations stays so, and the other way round. */
  const scopes = new Map<string, 'api' | 'operation'>();

  const settleOne = (state: OperationState, groups: Map<string, Group>, isFinal: boolean): readonly Explained[] => {
    const found = new Map(
      contradictionsOf(operation(state), lessons(state)).map((one) => [one.lesson.constraint.identity, one]),
    );
    const explained: Explained[] = [];
    for (const [key, group] of groups) {
      const reasons = group.identities.flatMap((identity) => found.get(identity) ?? []);
      if (reasons.length === 0 && group.identities.length > 0 && !isFinal) continue;
      groups.delete(key);
      for (const contradiction of reasons) explained.push({ contradiction, group });
      if (reasons.length === 0) addUnexplained(failures, group);
    }
    return explained;
  };

  return {
    add(evidence, constraints) {
      if (constraints.some((one) => isOfUndeclared(one, operation(evidence.state)))) return;
      let groups = waiting.get(evidence.state);
      if (groups === undefined) waiting.set(evidence.state, (groups = new Map<string, Group>()));
      const identities = constraints.map(({ identity }) => identity).sort();
      const status = evidence.finding.identity;
      // A server that says something new each time is not followed.
      const key = groups.size < maxGroups ? JSON.stringify([status, identities]) : JSON.stringify([status]);
      let group = groups.get(key);
      if (group === undefined) {
        group = { status, identities: groups.size < maxGroups ? identities : [], count: 0, sentToThings: 0, first: [] };
        groups.set(key, group);
      }
      group.count += 1;
      const isSent = isSentToThing(evidence.ready.case);
      if (isSent) group.sentToThings += 1;
      // It must not take the place of one that can be reported.
      if (isSent && constraints.length === 0) return;
      keepFirst(group.first, evidence);
    },
    settle(isFinal) {
      const facts = new Map<string, { readonly state: OperationState; readonly all: Explained[] }[]>();
      for (const [state, groups] of [...waiting].sort(([a], [b]) => a.index - b.index)) {
        const byIdentity = new Map<string, Explained[]>();
        for (const one of settleOne(state, groups, isFinal)) {
          const { identity } = one.contradiction.lesson.constraint;
          byIdentity.set(identity, [...(byIdentity.get(identity) ?? []), one]);
        }
        for (const all of byIdentity.values()) {
          const [first] = all;
          if (first === undefined) continue;
          const key = factKey(first.contradiction.lesson.constraint, first.contradiction.place);
          facts.set(key, [...(facts.get(key) ?? []), { state, all }]);
        }
      }
      for (const [key, met] of facts) {
        const scope = scopes.get(key) ?? (met.length >= manyOperations ? 'api' : 'operation');
        scopes.set(key, scope);
        for (const { all } of met) for (const one of all) addContradiction(failures, one, scope, operation);
      }
    },
  };
}

const maxGroups = 200;

/** What is wrong with a parameter that the run made up because the server asks for it says nothing of the document. */
function isOfUndeclared({ location, parameter: name, demand }: Constraint, { parameters }: Operation): boolean {
  if (location === 'body' || name === undefined || demand.keyword === 'required') return false;
  return !parameters.some((one) => one.in === location && one.name.toLowerCase() === name.toLowerCase());
}

interface Explained {
  readonly contradiction: Contradiction;
  readonly group: Group;
}

function addContradiction(
  failures: FailureRegistry,
  { contradiction: { lesson, place }, group }: Explained,
  scope: 'api' | 'operation',
  operation: (state: OperationState) => Operation,
): void {
  const { identity } = lesson.constraint;
  const inScope = <T extends object>(finding: T): T => (scope === 'api' ? { ...finding, scope } : finding);
  addAll(failures, group, (evidence) => ({
    ...evidence,
    finding: inScope(findingOf(lesson.constraint, place, Number(group.status))),
    again: (exchange) => {
      const finding = contradictionIn(operation(evidence.state), exchange, identity);
      return finding && inScope(finding);
    },
  }));
}

/** What nothing explains, of a request to a thing that exists, the state of the thing may: no schema says what an order that was shipped refuses. */
function addUnexplained(failures: FailureRegistry, group: Group): void {
  const first = group.first.filter(({ ready }) => !isSentToThing(ready.case));
  const count = group.count - group.sentToThings;
  if (first.length > 0) addAll(failures, { ...group, first, count }, (evidence) => evidence);
}

function addAll(failures: FailureRegistry, { first, count }: Group, change: (evidence: Evidence) => Evidence): void {
  for (const [index, evidence] of first.entries()) {
    const occurrences = index === 0 ? count - first.length + 1 : 1;
    failures.add({ ...change(evidence), occurrences });
  }
}

/** By index, not by time. */
function keepFirst(kept: Evidence[], evidence: Evidence): void {
  const order = orderOf(evidence.ready.case);
  const at = kept.findIndex((one) => orderOf(one.ready.case) > order);
  if (at === -1) kept.push(evidence);
  else kept.splice(at, 0, evidence);
  kept.length = Math.min(kept.length, maxKept);
}
