import type { RaceAnswer } from '../../stateful/concurrency/race-answer.ts';
import type { RaceSender } from './race-sender.ts';

/** How long a server is given that is consistent in the end: 1.5 s in steps, or none where that was seen to make no difference. */
export type Patience = 'long' | 'none';

const waitsMs: Readonly<Record<Patience, readonly number[]>> = { long: [0, 200, 500, 800], none: [0] };

/** The last look at a thing, where each of them showed what is wrong; `undefined` where one did not. */
export async function settled(
  look: () => Promise<RaceAnswer | undefined>,
  isWrong: (shown: RaceAnswer) => boolean,
  { patience, sender }: { readonly patience: Patience; readonly sender: Pick<RaceSender, 'pause'> },
): Promise<RaceAnswer | undefined> {
  let last: RaceAnswer | undefined;
  for (const ms of waitsMs[patience]) {
    if (ms > 0) await sender.pause(ms);
    last = await look();
    if (last === undefined || !isWrong(last)) return undefined;
  }
  return last;
}
