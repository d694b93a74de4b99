import type { WireRequest, WireResponse } from './exchange.ts';

/** A follow-up request that a check asks for. The engine sends it and calls the check again with the answer. */
export interface Probe {
  /** Which of its probes it is, to the check. */
  readonly key: string;
  readonly request: WireRequest;
  /** `same`: as the request has them; `none`: taken out; `wrong`: present, and nobody's. */
  readonly credentials: 'same' | 'none' | 'wrong';
  /** It is sent this long after it was asked for: what is not consistent at once may be by then. At once where absent. */
  readonly afterMs?: number;
}

/** What came of a probe. */
export interface ProbeAnswer {
  /** As it was sent, its credentials changed. */
  readonly request: WireRequest;
  /** Absent where no answer came. */
  readonly response: WireResponse | undefined;
}

/** The answers to a check's probes so far, by key. */
export type ProbeAnswers = ReadonlyMap<string, ProbeAnswer>;
