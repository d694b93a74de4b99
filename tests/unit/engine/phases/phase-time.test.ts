import { describe, expect, it } from 'vitest';
import { createPhaseTime } from '../../../../runtime/engine/phases/phase-time.ts';

describe('the time of a run', () => {
  it('is shared by weight among the phases that are still to come, and what is not used is left to them', () => {
    let left = 110;
    const time = createPhaseTime(
      () => left,
      ['coverage', 'stateful', 'fuzzing'],
      () => 1,
    );
    time.begin('coverage');
    const at = (remaining: number): readonly boolean[] => {
      left = remaining;
      return [time.isUp(), time.isOver()];
    };
    // 40 of 110: 24 to send, 16 to be sure of what was found.
    expect([at(87), at(86), at(71), at(70)]).toEqual([
      [false, false],
      [true, false],
      [true, false],
      [true, true],
    ]);
    left = 105;
    time.begin('stateful');
    // 60 of 105.
    expect([at(70), at(69), at(46), at(45)]).toEqual([
      [false, false],
      [true, false],
      [true, false],
      [true, true],
    ]);
    left = 40;
    time.begin('fuzzing');
    expect([at(11), at(10), at(0)]).toEqual([
      [false, false],
      [true, false],
      [true, false],
    ]);
    time.beginRest();
    expect(at(1)).toEqual([false, false]);
  });

  it('is the more for sequences, the less was reached before', () => {
    let left = 190;
    const time = createPhaseTime(
      () => left,
      ['coverage', 'stateful', 'fuzzing'],
      () => 0,
    );
    time.begin('coverage');
    // 4 of 4 + 12 + 3.
    left = 151;
    expect(time.isOver()).toBe(false);
    left = 150;
    expect(time.isOver()).toBe(true);
    time.begin('stateful');
    // 12 of 15.
    left = 31;
    expect(time.isOver()).toBe(false);
    left = 30;
    expect(time.isOver()).toBe(true);
  });

  it('is no matter where there is no limit', () => {
    const time = createPhaseTime(
      () => Number.POSITIVE_INFINITY,
      ['coverage', 'fuzzing'],
      () => 0,
    );
    time.begin('coverage');
    expect(time.isUp()).toBe(false);
  });
});
