import { hasUnreadableBody } from '../../../checks/identity/unreadable-body.ts';
import type { Case } from '../../../model/case.ts';
import type { RequestLocation } from '../../../model/violation.ts';

/** What an operation did with its invalid requests, part by part; small, since there may be tens of thousands. */
export interface PartChecks {
  /** Parts of the request in which something invalid was refused. */
  readonly refused: Set<RequestLocation>;
  /** How often a violation, by the hash of its place and keyword, was answered without a server error. */
  readonly copedWith: Map<number, number>;
}

/** Refusals that say nothing of what was sent: credentials, absence, method, throttling. */
const otherReasons: ReadonlySet<number> = new Set([401, 403, 404, 405, 429]);

export function createPartChecks(): PartChecks {
  return { refused: new Set(), copedWith: new Map() };
}

/** Notes how a case was answered. A body that cannot be read is refused by any parser, and says nothing of what is checked in it. */
export function notePart({ refused, copedWith }: PartChecks, sent: Case, status: number): void {
  const [violation, ...others] = sent.violations;
  if (violation === undefined || others.length > 0 || status >= 500) return;
  const key = violationHash(violation);
  copedWith.set(key, (copedWith.get(key) ?? 0) + 1);
  if (status < 400 || violation.location === undefined || otherReasons.has(status) || refused.has(violation.location))
    return;
  if (!hasUnreadableBody(sent)) refused.add(violation.location);
}

/** FNV-1a over place and keyword, without the indexes of lists. */
export function violationHash({ location, parameter, valuePointer, keyword }: Case['violations'][number]): number {
  let hash = mix(0x811c9dc5, location ?? '');
  hash = mix(hash, parameter ?? '');
  hash = mix(hash, valuePointer);
  return mix(hash, keyword) >>> 1;
}

function mix(start: number, text: string): number {
  let hash = start;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code < 0x30 || code > 0x39) hash = Math.imul(hash ^ code, 0x01000193);
  }
  return Math.imul(hash ^ 0x1ff, 0x01000193);
}
