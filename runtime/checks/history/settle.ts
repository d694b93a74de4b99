import type { WireRequest, WireResponse } from '../../model/exchange.ts';
import type { ProbeAnswers } from '../../model/probe.ts';
import { askFor, type Verdict } from '../contract.ts';

/** How long to wait before each further look at what need not be consistent at once, in milliseconds: two seconds in all. */
const delaysMs = [200, 600, 1_200] as const;

/** As pages say it. */
export const settlingText = 'after 200, 800 and 2000 ms';

/** Which look it is that is taken again. */
type Look = 'settled' | 'list';

function keyOf(look: Look, at: number): string {
  return `${look} ${at + 1}`;
}

/** The answer to the last of the further looks; `undefined` where there was none yet. */
export function settledResponse(answers: ProbeAnswers | undefined, look: Look = 'settled'): WireResponse | undefined {
  return delaysMs.map((_, at) => answers?.get(keyOf(look, at))?.response).findLast((one) => one !== undefined);
}

/**
 * Asks to look once more at what a look has shown; `undefined` where it showed the same to the end. A server that takes its time is so waited for, and no
 * longer than it takes.
 */
export function lookAgain(
  answers: ProbeAnswers | undefined,
  request: WireRequest,
  look: Look = 'settled',
): Verdict<never> | undefined {
  const next = delaysMs.findLastIndex((_, at) => answers?.has(keyOf(look, at)) === true) + 1;
  const afterMs = delaysMs[next];
  return afterMs === undefined ? undefined : askFor({ key: keyOf(look, next), request, credentials: 'same', afterMs });
}
