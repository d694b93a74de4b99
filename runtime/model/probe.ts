import type { WireRequest, WireResponse } from './exchange.ts';

/** A follow-up request that a check asks for. The engine sends it and calls the check again with the answer. */
export interface Probe {
  /** Which of its probes it is, to the check. */
  readonly key: string;
  readonly request: WireRequest;
  /** `same`: those of who sent the judged request; `none`: taken out; `wrong`: present, and nobody's; or those of another identity. */
  readonly credentials: 'same' | 'none' | 'wrong' | { readonly identity: string };
  /** It is sent this long after it was asked for: what is not consistent at once may be by then. At once where absent. */
  readonly afterMs?: number;
}

/** What came of a probe. */
export interface ProbeAnswer {
  /** As it was sent, where its credentials were taken out or made wrong; else with those of the default identity. */
  readonly request: WireRequest;
  /** Who it was sent as; absent for the default identity. */
  readonly identity?: string;
  /** Absent where no answer came. */
  readonly response: WireResponse | undefined;
}

/** The answers to a check's probes so far, by key. */
export type ProbeAnswers = ReadonlyMap<string, ProbeAnswer>;
