import type { RaceView } from '../model/race.ts';
import { fail, skip, type Check } from './contract.ts';

type Details = {
  readonly parallel: readonly string[];
  readonly serial: readonly (readonly string[])[];
  readonly anomaly: string;
};

interface Wording {
  readonly identity: string;
  readonly title: string;
  readonly message: string;
  readonly expected: string;
  readonly received: string;
  readonly hint: string;
}

/** What requests do at the same time must be what they do in some order one after the other. */
export const concurrentModification: Check<'concurrent_modification', Details> = {
  id: 'concurrent_modification',
  severity: 'high',
  summary: 'Parallel requests must end as they would in some order one after the other.',
  races: true,
  page: {
    finds:
      'Parallel requests whose outcome no serial order explains: two creations of one unique key that both succeed, two writes with one `If-Match` that are both accepted, an action accepted more often than it can be done, a number that lost what accepted requests added, a thing that is there after it was deleted; and 5xx, broken connections and answers out of time that the same requests do not meet one after the other. Only the phase `concurrent` asks for it: `--phases examples,coverage,fuzzing,concurrent`.',
    silent: [
      'What the server did not keep serially either: before each race the same requests are sent one after the other, twice, with fresh things. Where a second one is accepted then, nothing is expected of parallel ones.',
      'Servers that refuse more than they had to: any parallel request may get a 4xx.',
      '429, 502, 503 and 504, and answers 202: the server is busy, or not done yet.',
      'Last write wins, where nobody asked for a condition.',
      'What is right after a moment: a thing is read again up to 1.5 s later before its state counts.',
      'Numbers that look like times, versions or visits, and those that change while nobody does anything.',
    ],
    confidence: {
      likely: 'It showed again with fresh things, as its reproducibility says.',
      heuristic:
        'It showed once and not again; or it is a DELETE that succeeded twice, which harms nobody (RFC 9110 §9.3.5 has DELETE idempotent).',
    },
    sources: [
      'RFC 9110 §13.1.1 (If-Match prevents the lost update)',
      'RFC 9110 §13.1.2 (If-None-Match: * lets one of two creations win)',
      'M. Herlihy, J. Wing: Linearizability (1990)',
    ],
  },
  run({ race, operation }) {
    if (race === undefined) return skip('only races are judged');
    const { identity, title, message, expected, received, hint } = wordingOf(race);
    const isLikely = race.repeated && race.subject !== 'delete';
    return fail({
      confidence: isLikely || (race.anomaly.kind === 'failed' && race.repeated) ? 'likely' : 'heuristic',
      identity,
      title,
      message,
      expected,
      received,
      hint,
      location: operation.location,
      details: { parallel: race.answers, serial: race.serial, anomaly: race.anomaly.kind },
    });
  },
};

function wordingOf(race: RaceView): Wording {
  const { anomaly, answers } = race;
  const received = `in parallel: ${answers.join(', ')}`;
  const serially = race.serial.map((one) => one.join(', ')).join('; ');
  switch (anomaly.kind) {
    case 'accepted-too-often':
      return {
        ...tooOften(race, anomaly.accepted, anomaly.limit),
        expected: `one after the other: ${serially}`,
        received,
      };
    case 'lost-change': {
      const { pointer, before, delta, accepted, shown } = anomaly;
      const sum = before + accepted * delta;
      return {
        identity: `lost change ${pointer}`,
        title: 'A change was lost',
        message: `Each accepted request changes ${pointer} by ${delta}: after ${accepted} of them in parallel it went from ${before} to ${shown}, not to ${sum}.`,
        expected: String(sum),
        received: String(shown),
        hint: 'Change the number where it is kept (UPDATE … SET n = n + 1), or lock it from reading to writing.',
      };
    }
    case 'came-back':
      return {
        identity: 'came back',
        title: 'A deleted thing came back',
        message:
          'A DELETE succeeded while the thing was changed, and the thing is still there. One after the other, in either order, it is gone.',
        expected: '404 once both were answered',
        received,
        hint: 'Let a change update what exists only, not write a whole row back that was read before.',
      };
    case 'failed':
      return {
        identity: 'fails in parallel',
        title: 'Fails under parallel requests',
        message: `The server met parallel requests with ${anomaly.how}, which the same requests one after the other do not cause.`,
        expected: `one after the other: ${serially}`,
        received,
        hint: 'Look at the server’s log for deadlocks and broken constraints, and answer them with 409 or a second try.',
      };
  }
}

function tooOften(
  { subject, answers }: RaceView,
  accepted: number,
  limit: number,
): Omit<Wording, 'expected' | 'received'> {
  const counts = `${accepted} of ${answers.length} parallel requests were accepted; one after the other, the server accepts ${limit} and refuses the rest`;
  switch (subject) {
    case 'conditional':
      return {
        identity: 'If-Match accepted too often',
        title: 'Lost update under If-Match',
        message: `${counts}: those with the same If-Match overwrite each other.`,
        hint: 'Compare the tag and write in one step (UPDATE … WHERE version = ?, or a transaction that locks the row).',
      };
    case 'create':
      return {
        identity: 'created too often',
        title: 'A unique thing was made twice',
        message: `${counts}: what must be unique now exists ${accepted} times, or was overwritten.`,
        hint: 'Let the database keep it unique (a unique index, or INSERT … ON CONFLICT), not a look before the write.',
      };
    case 'delete':
      return {
        identity: 'deleted too often',
        title: 'One thing was deleted twice',
        message: `${counts}: each was told that it deleted the thing.`,
        hint: 'Answer 404 to whoever deleted nothing: look at how many rows the DELETE removed.',
      };
    case 'action':
    case 'deletion':
      return {
        identity: 'accepted too often',
        title: 'An action was done too often',
        message: `${counts}.`,
        hint: 'Look and write in one step (UPDATE … WHERE state = ?, or a transaction that locks the row).',
      };
  }
}
