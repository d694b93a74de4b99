import { expect, it } from 'vitest';
import { exploreRace, lateText } from '../../../../runtime/engine/races/explore-race.ts';
import type { RaceTrial, SerialRun, Sighting } from '../../../../runtime/engine/races/race-trial.ts';
import type { RaceAnomaly } from '../../../../runtime/model/race.ts';

const twice: RaceAnomaly = { kind: 'accepted-too-often', limit: 1, accepted: 2 };
const failed = (how = '500'): RaceAnomaly => ({ kind: 'failed', how });

interface Sent {
  readonly serial: number;
  /** How many requests each race had. */
  readonly races: readonly number[];
}

/** A server that shows these in its n-th race, from 0, of so many requests; and what was sent to it. */
async function explore(
  shows: (race: {
    readonly number: number;
    readonly requests: number;
    readonly serial: number;
  }) => readonly RaceAnomaly[],
  { width = 4, canSerially = (): boolean => true, until = 1_000 } = {},
): Promise<{ readonly found: readonly string[]; readonly sent: Sent }> {
  const races: number[] = [];
  let serial = 0;
  const trial: RaceTrial<SerialRun, { readonly number: number; readonly requests: number }> = {
    serially: () => {
      serial += 1;
      return Promise.resolve(canSerially() ? { answers: [] } : undefined);
    },
    inParallel: (requests) => {
      races.push(requests);
      return Promise.resolve({ number: races.length - 1, requests });
    },
    judge: (runs, race) => {
      const sightings = shows({ ...race, serial: runs.length }).map((anomaly): Sighting => ({
        anomaly,
        setup: [],
        answers: [],
        look: undefined,
      }));
      return Promise.resolve(sightings);
    },
  };
  const found = await exploreRace(trial, { width, rounds: 6, mayGoOn: () => races.length < until });
  return {
    found: found.map(
      ({ sighting, failed: times, tries, repeated }) =>
        `${sighting.anomaly.kind} ${times}/${tries}${repeated ? '' : ', never again'}`,
    ),
    sent: { serial, races },
  };
}

it('ends after its rounds where nothing shows', async () => {
  expect(await explore(() => [])).toEqual({ found: [], sent: { serial: 2, races: [4, 4, 4, 4, 4, 4] } });
});

it('races nothing where the requests cannot be sent one after the other', async () => {
  const { found, sent } = await explore(() => [twice], { canSerially: () => false });
  expect(found).toEqual([]);
  expect(sent.races).toEqual([]);
});

it('tells the smallest race that shows it, and how often that does', async () => {
  const { found, sent } = await explore(({ requests, number }) => (requests >= 3 && number % 2 === 0 ? [twice] : []));
  expect(found).toEqual(['accepted-too-often 3/5']);
  expect(sent).toEqual({ serial: 5, races: [4, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3] });
});

it('keeps what showed once, and says so', async () => {
  const { found } = await explore(({ number }) => (number === 2 ? [twice] : []));
  expect(found).toEqual(['accepted-too-often 1/18, never again']);
});

it('drops what more serial runs explain', async () => {
  const { found, sent } = await explore(({ serial }) => (serial === 2 ? [twice] : []));
  expect(found).toEqual([]);
  expect(sent).toEqual({ serial: 5, races: [4] });
});

it('goes on where requests failed: that may hide something', async () => {
  const { found } = await explore(({ number, requests }) => [
    ...(requests === 4 || requests === 2 ? [failed()] : []),
    ...(number === 3 || requests === 3 ? [twice] : []),
  ]);
  expect(found).toEqual(['failed 5/5', 'accepted-too-often 5/5']);
});

it('does not wait again and again for answers that do not come', async () => {
  const { found, sent } = await explore(() => [failed(lateText)]);
  expect(found).toEqual(['failed 1/1']);
  expect(sent.races).toEqual([4, 2]);
});

it('sends no more once the run is over', async () => {
  const { sent } = await explore(() => [twice], { until: 1 });
  expect(sent.races).toEqual([4]);
});
