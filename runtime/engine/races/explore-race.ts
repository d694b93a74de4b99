import type { RaceAnomaly } from '../../model/race.ts';
import type { RaceTrial, SerialRun, Sighting } from './race-trial.ts';

/** An anomaly in the smallest race that shows it. */
export interface FoundRace {
  readonly sighting: Sighting;
  readonly serial: readonly SerialRun[];
  /** Of so many races with fresh things it showed in so many. */
  readonly failed: number;
  readonly tries: number;
  /** Whether it showed again after it was first seen. */
  readonly repeated: boolean;
}

/** How much is sent. */
export interface RaceEffort {
  /** The most requests at once. */
  readonly width: number;
  /** So many races are run before nothing is taken for found. */
  readonly rounds: number;
  mayGoOn(): boolean;
}

/** So often the requests are sent one after the other before the first race, and again once something was seen. */
const firstSerial = 2;
const moreSerial = 3;
/** Races of one size to see how often it shows. */
const triesPerWidth = 5;

type Kind = RaceAnomaly['kind'];

/** Races requests until something shows, makes sure that it is no accident, and looks for the fewest requests that show it. */
export async function exploreRace<S extends SerialRun, P>(
  trial: RaceTrial<S, P>,
  { width, rounds, mayGoOn }: RaceEffort,
): Promise<readonly FoundRace[]> {
  const serial: S[] = [];
  const runSerially = async (times: number): Promise<void> => {
    // What it takes may be refused for its values once.
    for (
      let tries = 0, wanted = serial.length + times;
      serial.length < wanted && tries < 2 * times && mayGoOn();
      tries += 1
    ) {
      const run = await trial.serially(width);
      if (run !== undefined) serial.push(run);
    }
  };
  await runSerially(firstSerial);
  if (serial.length < firstSerial) return [];
  const seen: { readonly parallel: P; readonly kinds: readonly Kind[] }[] = [];
  const first = new Map<Kind, Sighting>();
  let races = 0;
  for (let round = 0; round < rounds && mayGoOn() && !isEnough(first); round += 1) {
    const parallel = await trial.inParallel(width);
    if (parallel === undefined) continue;
    races += 1;
    const sightings = await trial.judge(serial, parallel, 'long');
    if (sightings.length > 0) seen.push({ parallel, kinds: sightings.map(({ anomaly }) => anomaly.kind) });
    for (const sighting of sightings) if (!first.has(sighting.anomaly.kind)) first.set(sighting.anomaly.kind, sighting);
  }
  if (first.size === 0) return [];
  // What was seen is judged again by more serial runs: an accident of the first two explains nothing.
  await runSerially(moreSerial);
  const open = new Map<Kind, Sighting>();
  for (const { parallel } of seen.slice(0, 1 + moreSerial))
    for (const sighting of await trial.judge(serial, parallel, 'none'))
      if (!open.has(sighting.anomaly.kind)) open.set(sighting.anomaly.kind, sighting);
  const found: FoundRace[] = [];
  for (let requests = 2; requests <= width && open.size > 0 && mayGoOn(); requests += 1) {
    const { shown, raced } = await countIn(trial, serial, requests, {
      mayGoOn,
      tries: isSlow(open) ? 1 : triesPerWidth,
    });
    races += raced;
    for (const [kind, { sighting, failed }] of shown) {
      if (open.delete(kind)) found.push({ sighting, serial, failed, tries: raced, repeated: true });
    }
  }
  for (const [, sighting] of open) found.push({ sighting, serial, failed: 1, tries: races, repeated: false });
  return found;
}

/** What failed may hide what else there is. */
function isEnough(seen: ReadonlyMap<Kind, Sighting>): boolean {
  return isSlow(seen) || [...seen.keys()].some((kind) => kind !== 'failed');
}

/** Each race of requests that are not answered takes as long as a request may. */
function isSlow(seen: ReadonlyMap<Kind, Sighting>): boolean {
  const failed = seen.get('failed')?.anomaly;
  return failed?.kind === 'failed' && failed.how === lateText;
}

/** How requests failed that no answer came to in time. */
export const lateText = 'no answer in time';

interface Shown {
  readonly sighting: Sighting;
  failed: number;
}

/** What is read once all were answered; a server may take its time until it shows it. */
const read: ReadonlySet<Kind> = new Set(['lost-change', 'came-back']);

async function countIn<S extends SerialRun, P>(
  trial: RaceTrial<S, P>,
  serial: readonly S[],
  requests: number,
  { tries, mayGoOn }: { readonly tries: number; mayGoOn(): boolean },
): Promise<{ readonly shown: ReadonlyMap<Kind, Shown>; readonly raced: number }> {
  const shown = new Map<Kind, Shown>();
  let raced = 0;
  while (raced < tries && mayGoOn()) {
    const parallel = await trial.inParallel(requests);
    if (parallel === undefined) break;
    raced += 1;
    const patience = [...shown.keys()].some((kind) => read.has(kind)) ? 'none' : 'long';
    for (const sighting of await trial.judge(serial, parallel, patience)) {
      const known = shown.get(sighting.anomaly.kind);
      if (known === undefined) shown.set(sighting.anomaly.kind, { sighting, failed: 1 });
      else known.failed += 1;
    }
  }
  return { shown, raced };
}
