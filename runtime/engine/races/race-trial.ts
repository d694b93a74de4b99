import type { ReadyCase } from '../../cases/ready-case.ts';
import type { RaceAnomaly } from '../../model/race.ts';
import type { Patience } from './settled.ts';
import type { RaceAnswer } from '../../stateful/concurrency/race-answer.ts';

/** What one race showed, with all that it takes to tell of it. */
export interface Sighting {
  readonly anomaly: RaceAnomaly;
  readonly setup: readonly ReadyCase[];
  /** Of the parallel requests, in the order they were sent. */
  readonly answers: readonly RaceAnswer[];
  /** Looked at once all were answered; absent where nothing can be looked at. */
  readonly look: RaceAnswer | undefined;
}

/** A run of the requests one after the other: each is how one serial order was answered. */
export interface SerialRun {
  readonly answers: readonly RaceAnswer[];
}

/** Requests that are sent one after the other first, and then at once. Each run is on fresh things; `undefined` where these could not be made. */
export interface RaceTrial<S extends SerialRun, P> {
  serially(requests: number): Promise<S | undefined>;
  inParallel(requests: number): Promise<P | undefined>;
  /** What no serial order explains. It may look again later, since not all that is done shows at once. */
  judge(serial: readonly S[], parallel: P, patience: Patience): Promise<readonly Sighting[]>;
}
