import type { ErrorSignature } from '../../checks/identity/error-signature.ts';
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

/** What a finding of a server error has in its details; nothing of that in any other finding. */
export interface ErrorDetails {
  readonly status?: number;
  readonly cause?: ErrorSignature;
  /** The place of the value that was found to cause it. */
  readonly causedBy?: string;
}

/** The details of a server error; custom checks may give any. */
export function errorDetails({ details }: Finding): ErrorDetails {
  return typeof details === 'object' && details !== null && !Array.isArray(details) ? (details as ErrorDetails) : {};
}

/** Whether the server says nothing of why it failed, nor is anything wrong with the request: only values can tell. */
export function isUnexplained({ check, finding, ready, response }: Evidence): boolean {
  if (check.id !== notAServerError.id || response === undefined || finding.scope === 'api') return false;
  const { cause, causedBy } = errorDetails(finding);
  return cause === undefined && causedBy === undefined && ready.case.violations.length === 0;
}

/** The finding of an error that the value at this place causes. */
export function unexplainedError(finding: Finding, place: ErrorPlace): Finding {
  const { status = 500 } = errorDetails(finding);
  return { ...finding, identity: identityAt(status, place), details: { status, causedBy: nameOf(place) } };
}

/** The identity by which the check alone names a finding. */
export function plainIdentity(finding: Finding): string {
  const { status, causedBy } = errorDetails(finding);
  return causedBy === undefined ? finding.identity : String(status);
}

/** What the value is whose place names a server error, where only values explain it. */
export function reasonOf(evidence: Evidence, essential: Essential | undefined): Reason | undefined {
  if (!isUnexplained(evidence) || essential?.kind !== 'values') return undefined;
  const [first] = essential.values;
  if (first === undefined) return undefined;
  const { location, parameter, pointer } = first;
  const place = { location, ...(parameter !== undefined && { parameter }), pointer };
  const { status = 500 } = errorDetails(evidence.finding);
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
