import { describe, expect, it } from 'vitest';
import { createTimeBudget } from '../../../runtime/engine/time-budget.ts';

describe('the time of a run', () => {
  it('keeps a second for each operation that comes last, and a twentieth at most for all of them', () => {
    expect(createTimeBudget(100_000, 3, () => 0).remainingMs()).toBe(97_000);
    expect(createTimeBudget(100_000, 80, () => 0).remainingMs()).toBe(95_000);
    expect(createTimeBudget(100_000, 0, () => 0).remainingMs()).toBe(100_000);
  });

  it('gives them what was kept, whenever they begin', () => {
    let now = 0;
    const early = createTimeBudget(100_000, 2, () => now);
    now = 40_000;
    early.openLast();
    expect(early.remainingMs()).toBe(60_000);
    const late = createTimeBudget(100_000, 2, () => now);
    now = 40_000 + 105_000;
    expect(late.remainingMs()).toBe(-7_000);
    late.openLast();
    expect(late.remainingMs()).toBe(2_000);
  });

  it('has no end without a limit', () => {
    const budget = createTimeBudget(undefined, 2, () => 0);
    budget.openLast();
    expect(budget.remainingMs()).toBe(Number.POSITIVE_INFINITY);
  });
});
