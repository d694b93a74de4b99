import { expect, it } from 'vitest';
import type { RaceOutcome } from '../../../../runtime/stateful/concurrency/race-answer.ts';
import { serialLimit } from '../../../../runtime/stateful/concurrency/serial-limit.ts';

const outcomes: Readonly<Record<string, RaceOutcome>> = {
  a: 'accepted',
  r: 'refused',
  u: 'unclear',
  f: 'failed',
  l: 'late',
};

it.each<[string, readonly string[], number | undefined]>([
  ['once and never again', ['arrr', 'arrr'], 1],
  ['as often as there are seats', ['aaar', 'aaar'], 3],
  ['runs of another length', ['ar', 'arrr'], 1],
  ['always', ['aaaa', 'aaaa'], undefined],
  ['never', ['rrrr', 'rrrr'], undefined],
  ['now and then', ['arar', 'arar'], undefined],
  ['a limit that differs', ['arrr', 'aarr'], undefined],
  ['no limit in one of the runs', ['arrr', 'aaaa'], undefined],
  ['a server that is busy', ['auuu', 'arrr'], undefined],
  ['a failure', ['afff', 'afff'], undefined],
  ['an answer that is late', ['al', 'al'], undefined],
  ['no run', [], undefined],
])('%s', (_name, runs, limit) => {
  expect(serialLimit(runs.map((run) => run.split('').map((letter) => outcomes[letter] ?? expect.fail())))).toBe(limit);
});
