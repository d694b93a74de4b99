import type { ReadyCase } from '../../cases/ready-case.ts';
import type { PlannedStep } from '../../stateful/sequence-plan.ts';
import type { ChangedCredentials } from '../sending/sender.ts';
import type { JudgedStep } from './judged-step.ts';

/** A request of those that show a failure. */
export interface ShownStep extends ReadyCase {
  /** How it was answered, where that is known. */
  readonly status?: number;
  /** It was sent by a check, to look at what the others did. */
  readonly look?: true;
  /** How long it was waited for before. */
  readonly afterMs?: number;
  /** How its credentials were changed, where they were. */
  readonly changed?: ChangedCredentials;
  /** Of a sequence: its place in the plan, and what was planned there. */
  readonly planned?: PlannedStep & { readonly at: number };
}

/** The step that a failure was found in, with what was planned there. */
export function shownStep({ ready, exchange, planned }: JudgedStep, steps: readonly PlannedStep[]): ShownStep {
  const plan = steps[planned];
  return {
    ...ready,
    status: exchange.response.status,
    ...(plan === undefined ? {} : { planned: { ...plan, at: planned } }),
  };
}

/**
 * The requests before the last one of a sequence, of what took several tries the last one, with the look that shows how the thing was that the last one
 * changes.
 */
export function stepsBefore(
  steps: readonly JudgedStep[],
  last: JudgedStep,
  plan: readonly PlannedStep[],
): readonly ShownStep[] {
  const latest = new Map(steps.filter(({ planned }) => planned < last.planned).map((step) => [step.planned, step]));
  const target = isChange(last) ? last.looks?.[0]?.ready.request.target : undefined;
  const shown: ShownStep[] = [];
  for (const step of latest.values()) {
    const own = shownStep(step, plan);
    shown.push(own);
    const look = step.looks?.findLast(
      ({ ready: { request } }) => request.method === 'GET' && request.target === target,
    );
    if (target !== undefined && look !== undefined) shown.push(asLook(look));
  }
  // The last one tells how it was.
  const isRead = ({ request }: ShownStep): boolean => request.method === 'GET' && request.target === target;
  const newest = shown.findLastIndex(isRead);
  return shown.filter((step, at) => step.look !== true || at === newest);
}

/** What was sent after the last request of a sequence to see what it did. Of looks that were repeated until nothing changed any more, the last one. */
export function stepsAfter({ looks = [] }: JudgedStep): readonly ShownStep[] {
  const shown: ShownStep[] = [];
  for (const look of looks.map(asLook)) {
    const before = shown.at(-1);
    const isSame =
      before !== undefined &&
      look.request.method === 'GET' &&
      before.request.method === 'GET' &&
      before.request.target === look.request.target &&
      before.identity === look.identity &&
      before.changed === look.changed;
    if (!isSame) {
      shown.push(look);
      continue;
    }
    shown.pop();
    const afterMs = (before.afterMs ?? 0) + (look.afterMs ?? 0);
    shown.push(afterMs === 0 ? look : { ...look, afterMs });
  }
  return shown;
}

type Look = NonNullable<JudgedStep['looks']>[number];

function asLook({ ready, status, afterMs, changed }: Look): ShownStep {
  return {
    ...ready,
    look: true,
    ...(status === undefined ? {} : { status }),
    ...(afterMs === 0 ? {} : { afterMs }),
    ...(changed && { changed }),
  };
}

/** Only what a request changes is compared with what was there before. */
function isChange({ ready: { request } }: JudgedStep): boolean {
  return request.method === 'PUT' || request.method === 'PATCH';
}
