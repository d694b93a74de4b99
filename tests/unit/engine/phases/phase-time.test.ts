import { describe, expect, it } from 'vitest';
import { createPhaseTime } from '../../../../runtime/engine/phases/phase-time.ts';

describe('the time of a run', () => {
  it('is shared by weight among the phases that are still to come, and what is not used is left to them', () => {
    let left = 110;
    const time = createPhaseTime(() => left, ['coverage', 'stateful', 'fuzzing']);
    time.begin('coverage');
    left = 71;
    expect(time.isUp()).toBe(false);
    left = 70;
    expect(time.isUp()).toBe(true);
    // Half of what coverage could have taken was left.
    left = 90;
    time.begin('stateful');
    left = 39;
    expect(time.isUp()).toBe(false);
    left = 38;
    expect(time.isUp()).toBe(true);
    time.begin('fuzzing');
    left = 1;
    expect(time.isUp()).toBe(false);
    time.beginRest();
    expect(time.isUp()).toBe(false);
  });

  it('is no matter where there is no limit', () => {
    const time = createPhaseTime(() => Number.POSITIVE_INFINITY, ['coverage', 'fuzzing']);
    time.begin('coverage');
    expect(time.isUp()).toBe(false);
  });
});
