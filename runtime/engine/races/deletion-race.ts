import type { OperationEntry } from '../../model/operation.ts';
import { existenceModel } from '../../stateful/concurrency/models/existence.ts';
import { findLinearization } from '../../stateful/concurrency/find-linearization.ts';
import type { RaceAnswer } from '../../stateful/concurrency/race-answer.ts';
import type { RacePlan } from '../../stateful/concurrency/race-plan.ts';
import { failedAnomaly } from './failed-anomaly.ts';
import type { RaceGround, RaceResult, RaceSpot } from './race-ground.ts';
import type { RaceTrial, SerialRun, Sighting } from './race-trial.ts';
import { settled, type Patience } from './settled.ts';

/** The change and the deletion in one order, and what is there after both. */
interface DeletionSerially extends SerialRun {
  /** Whether in this order the deletion was accepted, no change made the thing again, and it is gone. */
  readonly endsGone: boolean;
}

interface DeletionInParallel {
  readonly spot: RaceSpot;
  readonly answers: readonly RaceAnswer[];
  /** Which of them is the deletion. */
  readonly deletion: number;
  look(): Promise<RaceAnswer | undefined>;
}

interface TrialSetting {
  readonly plan: RacePlan;
  readonly ground: RaceGround;
  readonly read: OperationEntry | undefined;
}

/** Races changes of a thing with its deletion. */
export function deletionRace({ plan, ground, read }: TrialSetting): RaceTrial<DeletionSerially, DeletionInParallel> {
  let order = 0;
  let races = 0;
  return {
    serially: () => {
      // Both orders, in turn.
      order += 1;
      return ground.enter((spot) => serially(plan, read, spot, order % 2 === 1));
    },
    inParallel: (requests) => {
      // Who comes first makes a difference to some servers.
      races += 1;
      const at = races % 2 === 1 ? 0 : requests - 1;
      return ground.enter((spot) => inParallel(plan, read, spot, { requests, deletionAt: at }));
    },
    judge,
  };
}

async function serially(
  { against }: RacePlan,
  read: OperationEntry | undefined,
  { sender, ready, on }: RaceSpot,
  changeFirst: boolean,
): Promise<RaceResult<DeletionSerially> | undefined> {
  const [deletion, looking] = [on(against), on(read)];
  if (deletion === undefined || looking === undefined) return undefined;
  const answers: RaceAnswer[] = [];
  for (const one of changeFirst ? [ready, deletion] : [deletion, ready]) {
    const answer = await sender.send(one);
    if (answer === undefined) return undefined;
    if (one === ready && changeFirst && answer.outcome === 'refused') return { kind: 'refused', answer };
    answers.push(answer);
  }
  const shown = await sender.send(looking);
  const [first, second] = answers;
  const isDeleted = (changeFirst ? second : first)?.outcome === 'accepted';
  const isChange = changeFirst ? first?.outcome === 'accepted' : second?.outcome === 'refused';
  return { kind: 'done', value: { answers, endsGone: isDeleted && isChange && isGone(shown) } };
}

async function inParallel(
  { against }: RacePlan,
  read: OperationEntry | undefined,
  spot: RaceSpot,
  { requests, deletionAt }: { readonly requests: number; readonly deletionAt: number },
): Promise<RaceResult<DeletionInParallel> | undefined> {
  const { sender, ready, on } = spot;
  const [deletion, looking] = [on(against), on(read)];
  if (deletion === undefined || looking === undefined) return undefined;
  const all = Array.from({ length: requests }, (_, at) => (at === deletionAt ? deletion : ready));
  // Connections are opened before, so that no request waits for its own.
  if ((await sender.sendTogether(all.map(() => looking))) === undefined) return undefined;
  const answers = await sender.sendTogether(all);
  if (answers === undefined) return undefined;
  return { kind: 'done', value: { spot, answers, deletion: deletionAt, look: () => sender.send(looking) } };
}

async function judge(
  serial: readonly DeletionSerially[],
  { spot, answers, deletion, look }: DeletionInParallel,
  patience: Patience,
): Promise<readonly Sighting[]> {
  const { setup } = spot;
  const failed = failedAnomaly(serial, answers);
  const found: Sighting[] = failed === undefined ? [] : [{ anomaly: failed, setup, answers, look: undefined }];
  // Both orders were tried, and in each it is gone.
  if (serial.length < 2 || !serial.every(({ endsGone }) => endsGone)) return found;
  if (answers.some(({ outcome }) => outcome === 'unclear')) return found;
  const last = await settled(look, (shown) => isThere(shown) && !isExplained(answers, deletion, shown), {
    patience,
    sender: spot.sender,
  });
  return last === undefined ? found : [...found, { anomaly: { kind: 'came-back' }, setup, answers, look: last }];
}

function isExplained(answers: readonly RaceAnswer[], deletion: number, shown: RaceAnswer): boolean {
  const changes = answers.map(({ invokedAt, respondedAt, outcome }, at) => ({
    invokedAt,
    respondedAt,
    op: at === deletion ? ('delete' as const) : ('change' as const),
    result: outcome === 'accepted' || outcome === 'refused' ? outcome : undefined,
  }));
  const { invokedAt, respondedAt } = shown;
  const look = { invokedAt, respondedAt, op: 'read' as const, result: 'there' as const };
  return findLinearization([...changes, look], existenceModel(true)).kind !== 'none';
}

function isThere({ response }: RaceAnswer): boolean {
  return response?.status === 200;
}

function isGone(answer: RaceAnswer | undefined): boolean {
  const status = answer?.response?.status;
  return status === 404 || status === 410;
}
