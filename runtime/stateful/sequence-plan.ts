import type { OperationLabel } from '../model/operation.ts';

/** What a step does with the thing that its sequence is about, or has to do with it. */
export type StepRole = 'create' | 'list' | 'read' | 'update' | 'delete' | 'use';

/** A thing that an earlier step gives. */
export interface Use {
  /** The shape of the thing's path, as in the resource index. */
  readonly resource: string;
  /** Which step, from 0. */
  readonly step: number;
}

/** One request of a sequence, before it is made. */
export interface PlannedStep {
  readonly operation: OperationLabel;
  readonly role: StepRole;
  readonly uses: readonly Use[];
  /** By the plan, something it uses was deleted before: a server may well refuse it. */
  readonly afterDelete: boolean;
  /** The place that its values are drawn for, where steps before it were left out since: they stay what they were. @default its own */
  readonly drawnAt?: number;
  /** Who it was sent as when it was carried out, where there are several who could. */
  readonly as?: string;
}

/** The choices that make a sequence. Plain data: with the answers of the server it needs no generator to be carried out again. */
export interface SequencePlan {
  /** The shape of the path of what it is about. */
  readonly resource: string;
  readonly steps: readonly PlannedStep[];
}

/** Which steps a step hangs on, directly or through others; itself among them. */
export function neededBy({ steps }: SequencePlan, last: number): ReadonlySet<number> {
  const needed = new Set([last]);
  // Uses lead backwards alone, so that one pass from the end finds them all.
  for (let at = last; at >= 0; at -= 1) {
    if (!needed.has(at)) continue;
    for (const { step } of steps[at]?.uses ?? []) needed.add(step);
  }
  return needed;
}

/** The plan with these steps alone; `undefined` where one of them uses one that is left out. */
export function withSteps(plan: SequencePlan, kept: ReadonlySet<number>): SequencePlan | undefined {
  const position = new Map<number, number>();
  const steps: PlannedStep[] = [];
  for (const [at, step] of plan.steps.entries()) {
    if (!kept.has(at)) continue;
    const uses: Use[] = [];
    for (const use of step.uses) {
      const moved = position.get(use.step);
      if (moved === undefined) return undefined;
      uses.push({ ...use, step: moved });
    }
    position.set(at, steps.length);
    steps.push({ ...step, uses, drawnAt: step.drawnAt ?? at });
  }
  return { ...plan, steps };
}
