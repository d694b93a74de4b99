import { describe, expect, it } from 'vitest';
import type { ReadyCase } from '../../../../runtime/cases/ready-case.ts';
import { createOperationState, type OperationState } from '../../../../runtime/engine/operation-state.ts';
import { createSchedule } from '../../../../runtime/engine/phases/schedule.ts';
import { operationLabel } from '../../../../runtime/model/operation.ts';
import type { JsonPointer } from '../../../../runtime/model/json.ts';

const stateOf = (name: string, index = 0): OperationState =>
  createOperationState(
    {
      label: operationLabel('GET', `/${name}`),
      method: 'GET',
      path: `/${name}`,
      operationId: undefined,
      tags: [],
      deprecated: false,
      location: { file: 'x', pointer: '' as JsonPointer },
    },
    index,
  );
const ready = (target: string, mode = 'positive'): ReadyCase =>
  ({ case: { mode }, request: { method: 'GET', target, headers: [], body: undefined } }) as unknown as ReadyCase;

function drain(schedule: ReturnType<typeof createSchedule>): readonly string[] {
  const targets: string[] = [];
  for (let next = schedule.next(); next !== undefined; next = schedule.next()) targets.push(next.ready.request.target);
  return targets;
}

describe('createSchedule', () => {
  it('visits every operation before it comes back, with doubling batches', () => {
    const schedule = createSchedule([stateOf('a'), stateOf('b')], function* (state, from) {
      for (let i = from; i < 5; i += 1) yield ready(`${state.entry.path}${i}`);
    });
    expect(drain(schedule)).toEqual(['/a0', '/b0', '/a1', '/a2', '/b1', '/b2', '/a3', '/a4', '/b3', '/b4']);
  });

  it('leaves out what was sent before and what cannot be sent', () => {
    const schedule = createSchedule([stateOf('a')], function* () {
      yield ready('/1');
      yield undefined;
      yield ready('/1');
      yield ready('/2');
    });
    expect(drain(schedule)).toEqual(['/1', '/2']);
  });

  it('goes on behind any number of cases that cannot be sent', () => {
    const schedule = createSchedule([stateOf('a')], function* () {
      for (let i = 0; i < 500; i += 1) yield undefined;
      yield ready('/last');
    });
    expect(drain(schedule)).toEqual(['/last']);
  });

  it('asks for no more of a mode that gave nothing new fifty times in a row', () => {
    let asked = 0;
    const schedule = createSchedule([stateOf('a')], function* (_, from, exhausted) {
      for (let i = from; i < 1_000; i += 1) {
        if (exhausted.has('negative')) yield undefined;
        else {
          asked += 1;
          yield ready('/same', 'negative');
        }
      }
    });
    expect(drain(schedule)).toEqual(['/same']);
    expect(asked).toBe(51);
  });

  it('resumes supplies where they were when there are too many to keep', () => {
    const states = Array.from({ length: 300 }, (_, index) => stateOf(`o${index}`, index));
    let opened = 0;
    const schedule = createSchedule(states, function* (state, from) {
      opened += 1;
      for (let i = from; i < 7; i += 1) yield ready(`${state.entry.path}/${i}`);
    });
    const targets = drain(schedule);
    expect(new Set(targets).size).toBe(2_100);
    expect(targets).toHaveLength(2_100);
    expect(opened).toBeGreaterThan(300);
  });

  it('drops an operation that broke', () => {
    const broken = stateOf('a');
    const schedule = createSchedule([broken, stateOf('b')], function* (state) {
      yield ready(`${state.entry.path}0`);
      yield ready(`${state.entry.path}1`);
    });
    schedule.next();
    broken.broken = true;
    expect(drain(schedule)).toEqual(['/b0', '/b1']);
  });
});
