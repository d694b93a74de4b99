import type { ReadyCase } from '../../cases/ready-case.ts';
import { headerValue, type HeaderList, type WireResponse } from '../../model/exchange.ts';
import type { RaceAnomaly } from '../../model/race.ts';
import { findCounters, type Numbers, type SerialReads } from '../../stateful/concurrency/find-counters.ts';
import { findLinearization } from '../../stateful/concurrency/find-linearization.ts';
import { counterModel } from '../../stateful/concurrency/models/counter.ts';
import { limitedModel } from '../../stateful/concurrency/models/limited.ts';
import {
  registerModel,
  type RegisterOperation,
  type RegisterResult,
} from '../../stateful/concurrency/models/register.ts';
import { numberLeaves } from '../../stateful/concurrency/number-leaves.ts';
import type { RaceAnswer, RaceOutcome } from '../../stateful/concurrency/race-answer.ts';
import type { RacePlan } from '../../stateful/concurrency/race-plan.ts';
import { serialLimit } from '../../stateful/concurrency/serial-limit.ts';
import { jsonBody } from '../../stateful/json-body.ts';
import type { OperationEntry } from '../../model/operation.ts';
import { failedAnomaly } from './failed-anomaly.ts';
import type { RaceGround, RaceResult, RaceSpot } from './race-ground.ts';
import type { RaceTrial, SerialRun, Sighting } from './race-trial.ts';
import { settled, type Patience } from './settled.ts';

/** The request again and again, one after the other. */
interface SameSerially extends SerialRun {
  /** Absent where the thing cannot be looked at. */
  readonly reads: SerialReads | undefined;
}

/** The request several times at once. */
interface SameInParallel {
  readonly spot: RaceSpot;
  readonly answers: readonly RaceAnswer[];
  readonly before: Numbers | undefined;
  /** The tag that all of them asked for. */
  readonly tag: string | undefined;
  /** Looks at the thing once more. */
  look(): Promise<RaceAnswer | undefined>;
  /** Whether the accepted answers are all of one and the same thing that was made. */
  readonly isOneThing: boolean;
}

/** What a trial of one plan is made with. */
interface TrialSetting {
  readonly plan: RacePlan;
  readonly ground: RaceGround;
  /** The GET of the thing that the request is about. */
  readonly read: OperationEntry | undefined;
  /** The things that an answer made, by their keys, and their ids. */
  madeBy(answer: RaceAnswer): readonly { readonly key: string; readonly ids: readonly unknown[] }[];
}

/** Races a request with itself, under a condition or not. */
export function sameRequestRace(setting: TrialSetting): RaceTrial<SameSerially, SameInParallel> {
  const { ground } = setting;
  return {
    serially: (requests) => ground.enter((spot) => serially(setting, spot, requests)),
    inParallel: (requests) => ground.enter((spot) => inParallel(setting, spot, requests)),
    judge: (serial, parallel, patience) => judge(setting, serial, parallel, patience),
  };
}

async function serially(
  { plan, read }: TrialSetting,
  spot: RaceSpot,
  requests: number,
): Promise<RaceResult<SameSerially> | undefined> {
  const looking = spot.on(read);
  const look = async (): Promise<RaceAnswer | undefined> => looking && spot.sender.send(looking);
  const before = [await look(), await look()];
  const ready = withCondition(spot.ready, plan, before[1]?.response);
  if (ready === undefined) return undefined;
  const answers: RaceAnswer[] = [];
  const after: { outcome: RaceOutcome; numbers: Numbers | undefined }[] = [];
  while (answers.length < requests) {
    const answer = await spot.sender.send(ready);
    if (answer === undefined) return undefined;
    if (answers.length === 0 && answer.outcome === 'refused') return { kind: 'refused', answer };
    answers.push(answer);
    // Nothing more can be learned of what fails by itself.
    if (answer.outcome === 'late' || answer.outcome === 'failed') break;
    after.push({ outcome: answer.outcome, numbers: numbersIn(await look()) });
  }
  const again = numbersIn(await look());
  return { kind: 'done', value: { answers, reads: readsOf(before.map(numbersIn), after, again) } };
}

function readsOf(
  [start, twice]: readonly (Numbers | undefined)[],
  after: readonly { readonly outcome: RaceOutcome; readonly numbers: Numbers | undefined }[],
  again: Numbers | undefined,
): SerialReads | undefined {
  if (start === undefined || twice === undefined || again === undefined) return undefined;
  const all = after.flatMap(({ outcome, numbers }) => (numbers === undefined ? [] : [{ outcome, numbers }]));
  return all.length < after.length ? undefined : { before: [start, twice], after: all, again };
}

async function inParallel(
  setting: TrialSetting,
  spot: RaceSpot,
  requests: number,
): Promise<RaceResult<SameInParallel> | undefined> {
  const { plan, read } = setting;
  const looking = spot.on(read);
  const first = looking && (await spot.sender.send(looking));
  const ready = withCondition(spot.ready, plan, first?.response);
  if (ready === undefined) return undefined;
  const all = Array.from({ length: requests }, () => ready);
  // Connections are opened before, so that no request waits for its own.
  if (looking !== undefined && (await spot.sender.sendTogether(all.map(() => looking))) === undefined) return undefined;
  const answers = await spot.sender.sendTogether(all);
  if (answers === undefined) return undefined;
  const value: SameInParallel = {
    spot,
    answers,
    before: numbersIn(first),
    tag: plan.condition === 'if-match' ? tagOf(first?.response) : undefined,
    look: async () => looking && spot.sender.send(looking),
    isOneThing: isOneThing(setting, answers),
  };
  return { kind: 'done', value };
}

/** The request under the plan's condition, and under no other; `undefined` where there is no tag to ask for. */
function withCondition(
  ready: ReadyCase,
  { condition }: RacePlan,
  shown: WireResponse | undefined,
): ReadyCase | undefined {
  if (condition === 'if-match') {
    const tag = tagOf(shown);
    return tag === undefined ? undefined : withHeader(ready, ['If-Match', tag]);
  }
  return withHeader(ready, condition === 'if-none-match' ? ['If-None-Match', '*'] : undefined);
}

const conditions = /^if-(?:match|none-match|modified-since|unmodified-since|range)$/iu;

function withHeader(ready: ReadyCase, header: HeaderList[number] | undefined): ReadyCase {
  const { values } = ready.case;
  const own = ready.request.headers.filter(([name]) => !conditions.test(name));
  const kept = Object.entries(values.header).filter(([name]) => !conditions.test(name));
  const added = header === undefined ? [] : [header];
  return {
    ...ready,
    case: { ...ready.case, values: { ...values, header: Object.fromEntries([...kept, ...added]) } },
    request: { ...ready.request, headers: [...own, ...added] },
  };
}

/** Strong tags alone can be compared for writing (RFC 9110 §13.1.1). */
function tagOf(response: WireResponse | undefined): string | undefined {
  const tag = response?.status === 200 ? headerValue(response.headers, 'etag') : undefined;
  return tag !== undefined && /^"[^"]*"$/u.test(tag) ? tag : undefined;
}

function numbersIn(answer: RaceAnswer | undefined): Numbers | undefined {
  if (answer?.response?.status !== 200) return undefined;
  const body = jsonBody(answer.response);
  return typeof body === 'object' && body !== null ? numberLeaves(body) : undefined;
}

/** A server may take the same request twice at once for one: then both are told of the same new thing, whose id it chose. */
function isOneThing({ plan, madeBy }: TrialSetting, answers: readonly RaceAnswer[]): boolean {
  if (plan.subject !== 'create' || plan.condition !== 'none') return false;
  const accepted = answers.filter(({ outcome }) => outcome === 'accepted');
  const made = accepted.map((answer) => madeBy(answer).at(0));
  const [first, ...others] = made;
  if (first === undefined || others.some((one) => one?.key !== first.key)) return false;
  const { request } = answers[0]?.ready ?? {};
  const sent = `${request?.target ?? ''} ${typeof request?.body === 'string' ? request.body : ''}`;
  return !first.ids.some((id) => sent.includes(String(id)));
}

async function judge(
  setting: TrialSetting,
  serial: readonly SameSerially[],
  parallel: SameInParallel,
  patience: Patience,
): Promise<readonly Sighting[]> {
  const { spot, answers } = parallel;
  const failed = failedAnomaly(serial, answers);
  const tell = (anomaly: RaceAnomaly, look?: RaceAnswer): Sighting => ({ anomaly, setup: spot.setup, answers, look });
  const found = failed === undefined ? [] : [tell(failed)];
  // What nobody knows the outcome of may be what another one was refused for.
  if (answers.some(({ outcome }) => outcome === 'unclear')) return found;
  const often = await tooOften(setting, serial, parallel);
  if (often !== undefined) return [...found, tell(often.anomaly, often.look)];
  const lost = await lostChange(setting, serial, parallel, patience);
  return lost === undefined ? found : [...found, tell(lost.anomaly, lost.look)];
}

interface Shown {
  readonly anomaly: RaceAnomaly;
  readonly look?: RaceAnswer;
}

/** What the statuses of a refused condition are; anything else is refused for something else. */
const conditionFailed: ReadonlySet<number> = new Set([304, 409, 412, 428]);

async function tooOften(
  { plan, ground }: TrialSetting,
  serial: readonly SameSerially[],
  { answers, tag, look, isOneThing: oneThing }: SameInParallel,
): Promise<Shown | undefined> {
  const limit = serialLimit(serial.map((run) => run.answers.map(({ outcome }) => outcome)));
  if (limit === undefined || oneThing) return undefined;
  // Elsewhere the numbers of other places may have set other limits.
  if (!ground.isUniform() && (limit > 1 || plan.subject === 'action')) return undefined;
  if (plan.condition !== 'none') {
    const refusals = serial.flatMap((run) => run.answers.slice(limit));
    if (limit !== 1 || !refusals.every(({ response }) => conditionFailed.has(response?.status ?? 0))) return undefined;
  }
  const accepted = answers.filter(({ outcome }) => outcome === 'accepted').length;
  if (isExplained(plan, answers, limit, tag)) return undefined;
  const anomaly = { kind: 'accepted-too-often', limit, accepted } as const;
  if (plan.condition !== 'if-match') return { anomaly };
  // A write that changes nothing leaves the tag as it was, and the next one may come, too.
  const shown = await look();
  return shown?.response?.status === 200 && tagOf(shown.response) !== tag ? { anomaly, look: shown } : undefined;
}

function isExplained(
  { condition }: RacePlan,
  answers: readonly RaceAnswer[],
  limit: number,
  tag: string | undefined,
): boolean {
  const times = ({ invokedAt, respondedAt }: RaceAnswer): Pick<RaceAnswer, 'invokedAt' | 'respondedAt'> => ({
    invokedAt,
    respondedAt,
  });
  if (condition === 'if-match' && tag !== undefined) {
    const op: RegisterOperation = { kind: 'compare-and-set', expected: tag, value: `after ${tag}` };
    const history = answers.map((answer) => ({ ...times(answer), op, result: registerResult(answer) }));
    return findLinearization(history, registerModel(tag)).kind !== 'none';
  }
  const history = answers.map((answer) => ({ ...times(answer), op: 'take' as const, result: takeResult(answer) }));
  return findLinearization(history, limitedModel(limit)).kind !== 'none';
}

function takeResult({ outcome }: RaceAnswer): 'accepted' | 'refused' | undefined {
  return outcome === 'accepted' || outcome === 'refused' ? outcome : undefined;
}

function registerResult(answer: RaceAnswer): RegisterResult | undefined {
  const result = takeResult(answer);
  return result && { kind: result };
}

async function lostChange(
  { plan }: TrialSetting,
  serial: readonly SameSerially[],
  { spot, answers, before, look }: SameInParallel,
  patience: Patience,
): Promise<Shown | undefined> {
  // PUT and PATCH set what is there: the last one wins.
  if (plan.entry.method !== 'POST' || before === undefined) return undefined;
  const runs = serial.flatMap(({ reads }) => reads ?? []);
  if (runs.length < serial.length) return undefined;
  for (const { pointer, delta } of findCounters(runs)) {
    const start = before.get(pointer);
    if (start === undefined) continue;
    const model = counterModel(start, delta);
    const isLost = (shown: RaceAnswer): number | undefined => {
      const number = numbersIn(shown)?.get(pointer);
      if (number === undefined) return undefined;
      const { invokedAt, respondedAt } = shown;
      const history = [
        ...answers.map((answer) => ({
          invokedAt: answer.invokedAt,
          respondedAt: answer.respondedAt,
          op: 'add' as const,
          result: takeResult(answer),
        })),
        { invokedAt, respondedAt, op: 'read' as const, result: number },
      ];
      return findLinearization(history, model).kind === 'none' ? number : undefined;
    };
    const last = await settled(look, (shown) => isLost(shown) !== undefined, { patience, sender: spot.sender });
    const shown = last && isLost(last);
    if (last === undefined || shown === undefined) continue;
    const accepted = answers.filter(({ outcome }) => outcome === 'accepted').length;
    return { anomaly: { kind: 'lost-change', pointer, before: start, delta, accepted, shown }, look: last };
  }
  return undefined;
}
