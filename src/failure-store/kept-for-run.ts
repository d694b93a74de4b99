import type { KeptFailure } from '../../runtime/model/kept-failure.ts';
import { isLoopbackHost } from '../host-kind.ts';

/** The kept failures that a run of this document against this server can say something of; all others stay as they are. `source` is redacted, as it is kept. */
export function keptForRun(
  kept: readonly KeptFailure[],
  { title, source, baseUrl }: { readonly title: string; readonly source: string; readonly baseUrl: string },
): readonly KeptFailure[] {
  return kept.filter(
    (one) => one.spec.title === title && isSamePlace(one.spec.source, source) && isSamePlace(one.baseUrl, baseUrl),
  );
}

/** A server of this machine gets another port each day: what listens there now is meant. */
function isSamePlace(a: string, b: string): boolean {
  if (a === b) return true;
  if (!/^https?:/i.test(a) || !/^https?:/i.test(b) || !URL.canParse(a) || !URL.canParse(b)) return false;
  const [one, other] = [new URL(a), new URL(b)];
  return isLoopbackHost(one.hostname) && isLoopbackHost(other.hostname) && one.pathname === other.pathname;
}
