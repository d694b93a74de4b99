import type { Case } from '../../model/case.ts';
import type { WireResponse } from '../../model/exchange.ts';
import { refusalText } from './refusal-text.ts';

/** What valid requests of an operation were answered with instead of 2xx, by status. */
export type HeardRefusals = Map<number, HeardRefusal>;

export interface HeardRefusal {
  count: number;
  /** Whether a request had values of earlier answers in it: the things that it names were there. */
  isBound: boolean;
  /** What the server said, of a bound request if there was one. */
  text: string | undefined;
}

/** Notes an answer other than 2xx to a valid request. What is asked of a thing after it was deleted is refused as it should be. */
export function noteRefusal(heard: HeardRefusals, { scenario, inputs }: Case, response: WireResponse): void {
  if (scenario?.endsWith('_after_delete') === true) return;
  const { bindings } = inputs;
  const isBound = Array.isArray(bindings) && bindings.length > 0;
  const known = heard.get(response.status);
  if (known === undefined) heard.set(response.status, { count: 1, isBound, text: refusalText(response) });
  else {
    known.count += 1;
    if (!isBound || known.isBound) return;
    known.isBound = true;
    known.text = refusalText(response);
  }
}
