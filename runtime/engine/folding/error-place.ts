import { notAServerError } from '../../checks/not-a-server-error.ts';
import type { Essential } from '../../model/essential.ts';
import type { Finding } from '../../model/failure.ts';
import { failureKey, type Evidence } from './evidence.ts';

/** Where in a valid request the value stands that the server fails on. */
export interface ErrorPlace {
  readonly location: string;
  readonly parameter?: string;
  readonly pointer: string;
}

/** Whether the server says nothing of why it failed, nor is anything wrong with the request: only values can tell. */
export function isUnexplained({ check, finding, ready, response }: Evidence): boolean {
  const { cause, place } = finding.details as { readonly cause?: unknown; readonly place?: unknown };
  return (
    check.id === notAServerError.id &&
    response !== undefined &&
    finding.scope !== 'api' &&
    cause === undefined &&
    place === undefined &&
    ready.case.violations.length === 0
  );
}

/** The finding of an error that the value at this place causes. */
export function unexplainedError(finding: Finding, place: ErrorPlace): Finding {
  const { status } = finding.details as { readonly status: number };
  return { ...finding, identity: identityAt(status, place), details: { status, place: nameOf(place) } };
}

/** What the value is whose place names a server error, where only values explain it. */
export function reasonOf(evidence: Evidence, essential: Essential | undefined): Reason | undefined {
  if (!isUnexplained(evidence) || essential?.kind !== 'values') return undefined;
  const [first] = essential.values;
  if (first === undefined) return undefined;
  const { location, parameter, pointer } = first;
  const place = { location, ...(parameter !== undefined && { parameter }), pointer };
  const { status } = evidence.finding.details as { readonly status: number };
  const identity = identityAt(status, place);
  return { place, identity, key: failureKey(evidence.check.id, evidence.state.entry.label, { identity }) };
}

interface Reason {
  readonly place: ErrorPlace;
  readonly identity: string;
  readonly key: string;
}

function identityAt(status: number, place: ErrorPlace): string {
  return `${status} · valid ${nameOf(place)}`;
}

/** The items of a list are one place. */
function nameOf({ location, parameter, pointer }: ErrorPlace): string {
  return [location, parameter, pointer.replaceAll(/\/\d+(?=\/|$)/g, '/*')]
    .filter((part) => part !== undefined && part !== '')
    .join(' ');
}
