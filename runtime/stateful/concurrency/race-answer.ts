import type { ReadyCase } from '../../cases/ready-case.ts';
import type { WireResponse } from '../../model/exchange.ts';

/**
 * What an answer says of its request: `accepted`, and done; `refused` (4xx); `failed` (5xx, a broken connection); `late`: none came in time; `unclear`: done
 * or not done, nobody can tell.
 */
export type RaceOutcome = 'accepted' | 'refused' | 'failed' | 'late' | 'unclear';

/** A request of a race, and what came of it. Times are milliseconds on one clock. */
export interface RaceAnswer {
  readonly ready: ReadyCase;
  readonly invokedAt: number;
  /** Absent where no answer came. */
  readonly respondedAt: number | undefined;
  /** How long it was waited for. */
  readonly waitedMs: number;
  readonly response: WireResponse | undefined;
  /** Why no response came; absent where one did. */
  readonly fault: string | undefined;
  readonly outcome: RaceOutcome;
}

/** What it is shown as: its status, or why there is none. */
export function answerText({ response, fault }: RaceAnswer): string {
  return response === undefined ? (fault ?? 'no answer') : String(response.status);
}
