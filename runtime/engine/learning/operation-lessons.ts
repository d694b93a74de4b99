import type { Constraint } from '../../learning/contract.ts';
import { confirmed, type ConfirmedConstraint } from '../../learning/confirmed-constraints.ts';
import type { Case, CaseValues } from '../../model/case.ts';
import { phases, type Phase } from '../../model/phase.ts';
import { guiltyParts, type GuiltyPart, type RefusedParts } from './guilty-parts.ts';

/** The accepted cases of one phase that are kept as witnesses: those that come first, whatever the order they were answered in. */
const maxWitnesses = 24;
/** The same for refused cases, of which only the names of their optional parts are kept. */
const maxRefused = 60;
/** Different demands heard of one operation; a server that says more says something new each time. */
const maxConstraints = 300;

/** A constraint that is confirmed, and the media type of the body in which it was first met. */
export interface Lesson extends ConfirmedConstraint {
  readonly mediaType: string;
}

/** What the answers to the valid requests of one operation teach. What it says depends on which were answered, not on their order. */
export interface OperationLessons {
  /** A request that was not refused for its data. `isWitness`: it was accepted. */
  passed(sent: Case, parts: readonly string[], isWitness: boolean): void;
  refused(sent: Case, parts: readonly string[], constraints: readonly Constraint[]): void;
  /** The constraints that are confirmed, those first met first. */
  lessons(): readonly Lesson[];
  /** The optional parts whose presence goes with rejection. */
  guilty(): readonly GuiltyPart[];
  /** Grows with every answer that may change what is learned. */
  readonly version: number;
}

interface Heard {
  constraint: Constraint;
  mediaType: string;
  order: number;
  readonly cases: Set<number>;
}

export function createOperationLessons(): OperationLessons {
  const heard = new Map<string, Heard>();
  const witnesses = byPhase<CaseValues>(maxWitnesses);
  const refusals = byPhase<RefusedParts>(maxRefused);
  const cleared = new Set<string>();
  let passed = 0;
  let version = 0;
  return {
    get version() {
      return version;
    },
    passed(sent, parts, isWitness) {
      passed += 1;
      for (const part of parts) cleared.add(part);
      if (isWitness) witnesses.add(sent, sent.values);
    },
    refused(sent, parts, constraints) {
      version += 1;
      refusals.add(sent, { parts });
      const order = orderOf(sent);
      for (const constraint of constraints) {
        const known = heard.get(constraint.identity);
        if (known === undefined) {
          if (heard.size < maxConstraints)
            heard.set(constraint.identity, { constraint, mediaType: typeOf(sent), order, cases: new Set([order]) });
          continue;
        }
        known.cases.add(order);
        if (order < known.order) Object.assign(known, { constraint, mediaType: typeOf(sent), order });
      }
    },
    lessons() {
      if (heard.size === 0) return [];
      const inOrder = [...heard.values()].sort((a, b) => a.order - b.order || byIdentity(a, b));
      const sure = confirmed(inOrder, witnesses.all());
      return sure.map((one) => ({ ...one, mediaType: heard.get(one.constraint.identity)?.mediaType ?? '' }));
    },
    guilty: () => guiltyParts({ passed, cleared, refused: refusals.all() }),
  };
}

function byIdentity(a: Heard, b: Heard): number {
  return a.constraint.identity < b.constraint.identity ? -1 : 1;
}

function typeOf({ values }: Case): string {
  return values.body?.mediaType ?? '';
}

/** Where a case stands among all of its operation. */
export function orderOf({ phase, seedPath }: Case): number {
  return phases.indexOf(phase) * 2 ** 32 + seedPath.index;
}

interface FirstOfEachPhase<T> {
  add(sent: Case, item: T): void;
  all(): readonly T[];
}

/** Keeps of each phase what belongs to the first so many cases. */
function byPhase<T>(max: number): FirstOfEachPhase<T> {
  const kept = new Map<Phase, { index: number; item: T }[]>();
  return {
    add({ phase, seedPath: { index } }, item) {
      const items = kept.get(phase) ?? [];
      if (items.length === 0) kept.set(phase, items);
      // Cases come nearly in order: there is seldom anything to move.
      if (items.length === max && index > (items.at(-1)?.index ?? 0)) return;
      let at = items.length;
      while (at > 0 && (items[at - 1]?.index ?? 0) > index) at -= 1;
      items.splice(at, 0, { index, item });
      if (items.length > max) items.pop();
    },
    all: () => phases.flatMap((phase) => (kept.get(phase) ?? []).map(({ item }) => item)),
  };
}
