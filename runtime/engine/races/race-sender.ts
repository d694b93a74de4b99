import { setTimeout as delay } from 'node:timers/promises';
import { sentAs, type ReadyCase } from '../../cases/ready-case.ts';
import type { OperationLabel } from '../../model/operation.ts';
import type { RaceAnswer } from '../../stateful/concurrency/race-answer.ts';
import { toProblem } from '../../errors.ts';
import { noteAnswer, type OperationState } from '../operation-state.ts';
import type { RunState } from '../run-state.ts';
import { createCaseEvents } from '../sending/case-events.ts';
import type { CaseRunner } from '../sending/case-runner.ts';
import { sendCase, type SentCase } from '../sending/send-case.ts';
import { answerOf } from './answer-of.ts';

/** Sends the requests of races as cases that no check of single exchanges judges: what one of them is answered hangs on the others. */
export interface RaceSender {
  /** `undefined` where HTTP has no form for it, or the server is not there any more. */
  send(ready: ReadyCase): Promise<RaceAnswer | undefined>;
  /** All in one turn, each on a connection of its own. */
  sendTogether(readies: readonly ReadyCase[]): Promise<readonly RaceAnswer[] | undefined>;
  /** Waits; ends early where the run is interrupted. */
  pause(ms: number): Promise<void>;
}

type Leave = (state: OperationState, ready: ReadyCase) => Promise<SentCase>;

/** So often, a second apart, it is asked whether a server that is gone came back. */
const maxReturns = 10;

export function createRaceSender(
  run: RunState,
  runner: CaseRunner,
  states: ReadonlyMap<OperationLabel, OperationState>,
): RaceSender {
  const events = createCaseEvents(run);

  const pause = async (ms: number): Promise<void> => {
    try {
      await delay(ms, undefined, { signal: run.options.signal });
    } catch {
      // Interrupted.
    }
  };

  /** The first request of a run tells whether there is a server at all. */
  const knock = async (ready: ReadyCase, state: OperationState): Promise<RaceAnswer | undefined> => {
    const invokedAt = performance.now();
    let answer: RaceAnswer | undefined;
    await runner.perform({
      state,
      ready,
      onAnswer: (response, durationMs) => {
        const result = { kind: 'response', response, durationMs, throttled: 0 } as const;
        answer = answerOf(ready, invokedAt, performance.now(), result);
      },
    });
    return answer;
  };

  /** Alone it finds out who is let in; those of a race all go as that one. */
  const alone: Leave = (state, ready) => sendCase(run, state, ready, { own: ready.identity });
  const amongOthers: Leave = async ({ access }, ready) => {
    const sender = access.letIn.has(ready.identity) ? ready.identity : access.identity;
    return { ready: sentAs(ready, sender), result: await run.sender.send(ready.request, sender) };
  };

  const once = async (ready: ReadyCase, leave: Leave): Promise<RaceAnswer | undefined> => {
    const state = states.get(ready.case.operation);
    if (state === undefined) return undefined;
    if (run.tally.sent === 0) return knock(ready, state);
    const invokedAt = performance.now();
    try {
      const sent = await leave(state, ready);
      const answer = answerOf(sent.ready, invokedAt, performance.now(), sent.result);
      if (sent.result.kind === 'response') run.tally.throttled += sent.result.throttled;
      note(state, answer, sent.result.durationMs);
      return answer;
    } catch (error) {
      run.problem(toProblem(error, state.entry.label));
      return undefined;
    }
  };

  const note = (state: OperationState, { ready, response, fault }: RaceAnswer, durationMs: number): void => {
    state.tested = true;
    state.testedValid = true;
    run.coverage.sent(state, ready.case);
    if (response !== undefined) {
      noteAnswer(state, ready.case, response.status);
      if (response.status >= 200 && response.status < 300) state.reached = true;
      events.finished({ state, ready }, { durationMs, judgements: [], status: response.status, response });
    } else if (fault === 'timeout' || fault === 'connection-lost') {
      events.finished({ state, ready }, { durationMs, judgements: [], fault });
    }
  };

  return {
    pause,
    async send(ready) {
      for (let tries = 0; tries <= maxReturns && run.stopped() === undefined; tries += 1) {
        const answer = await once(ready, alone);
        if (answer === undefined || isWithheld(answer)) return undefined;
        if (!isAway(answer)) return answer;
        await pause(1_000);
      }
      if (run.stopped() === undefined) run.stop('server-died');
      return undefined;
    },
    async sendTogether(readies) {
      const answers = await Promise.all(readies.map((ready) => once(ready, amongOthers)));
      const given = answers.filter((answer) => answer !== undefined);
      return given.length < readies.length || given.some((one) => isAway(one) || isWithheld(one)) ? undefined : given;
    },
  };
}

function isAway({ fault }: RaceAnswer): boolean {
  return fault === 'refused' || fault === 'unreachable';
}

/** The run was interrupted, or a safety mode keeps it back. */
function isWithheld({ fault }: RaceAnswer): boolean {
  return fault === 'aborted';
}
