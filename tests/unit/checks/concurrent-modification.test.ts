import { expect, it } from 'vitest';
import type { CheckInput } from '../../../runtime/checks/contract.ts';
import { concurrentModification } from '../../../runtime/checks/concurrent-modification.ts';
import type { RaceAnomaly, RaceView } from '../../../runtime/model/race.ts';

const operation = { location: { file: 'openapi.yaml', pointer: '/paths/~1a/post' } };
const often: RaceAnomaly = { kind: 'accepted-too-often', limit: 1, accepted: 2 };
const race: RaceView = {
  subject: 'create',
  anomaly: often,
  answers: ['201', '201', '409'],
  serial: [['201', '409', '409']],
  repeated: true,
};

/** The confidence and the identity of what the check finds in a race; the check looks at nothing else. */
function found(changes: Partial<RaceView>): string {
  const verdict = concurrentModification.run({ operation, race: { ...race, ...changes } } as unknown as CheckInput);
  return verdict.kind === 'fail' ? `${verdict.findings[0].confidence} ${verdict.findings[0].identity}` : verdict.kind;
}

it.each<[Partial<RaceView>, string]>([
  [{}, 'likely created too often'],
  [{ subject: 'conditional' }, 'likely If-Match accepted too often'],
  [{ subject: 'action' }, 'likely accepted too often'],
  [{ repeated: false }, 'heuristic created too often'],
  // DELETE is idempotent: that both were told so harms nobody.
  [{ subject: 'delete' }, 'heuristic deleted too often'],
  [{ subject: 'delete', anomaly: { kind: 'failed', how: '500' } }, 'likely fails in parallel'],
  [{ anomaly: { kind: 'failed', how: '500' }, repeated: false }, 'heuristic fails in parallel'],
  [{ subject: 'deletion', anomaly: { kind: 'came-back' } }, 'likely came back'],
])('%o is %s', (changes, expected) => {
  expect(found(changes)).toBe(expected);
});

it('says what was lost', () => {
  const anomaly = { kind: 'lost-change', pointer: '/n', before: 5, delta: -2, accepted: 3, shown: 3 } as const;
  const verdict = concurrentModification.run({
    operation,
    race: { ...race, subject: 'action', anomaly },
  } as unknown as CheckInput);
  expect(verdict).toMatchObject({
    findings: [
      {
        identity: 'lost change /n',
        expected: '-1',
        received: '3',
        message: 'Each accepted request changes /n by -2: after 3 of them in parallel it went from 5 to 3, not to -1.',
      },
    ],
  });
});

it('says nothing of a single exchange', () => {
  expect(concurrentModification.run({ operation } as unknown as CheckInput).kind).toBe('skip');
});
