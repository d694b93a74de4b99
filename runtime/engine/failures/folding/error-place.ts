import { placeName } from '../../../checks/identity/violation-place.ts';
import type { ErrorSignature } from '../../../checks/identity/error-signature.ts';
import { notAServerError } from '../../../checks/not-a-server-error.ts';
import type { Essential } from '../../../model/essential.ts';
import type { Finding } from '../../../model/failure.ts';
import type { Evidence } from './evidence.ts';

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

/** Whether neither the server’s words surely tell why it failed, nor what is wrong with the request: only values can. */
export function isUnexplained({ check, finding, ready, response }: Evidence): boolean {
  if (check.id !== notAServerError.id || response === undefined || finding.scope === 'api') return false;
  const { cause, causedBy } = errorDetails(finding);
  return (
    (cause === undefined || cause.kind === 'message') && causedBy === undefined && ready.case.violations.length === 0
  );
}

/** The finding of an error that the value at this place causes; `name` is what such errors of the operation are called. */
export function errorCausedBy(finding: Finding, place: ErrorPlace, name: string): Finding {
  const { status = 500, cause } = errorDetails(finding);
  const details = { status, ...(cause && { cause }), causedBy: placeName(place) };
  return { ...finding, identity: identityAt(name, place), details };
}

/** The identity by which the check alone names a finding. */
export function plainIdentity(finding: Finding): string {
  const { status, cause, causedBy } = errorDetails(finding);
  if (causedBy === undefined) return finding.identity;
  return cause === undefined ? String(status) : `${status} ${cause.text}`;
}

/** The places of the values that, together, make the smallest request of an unexplained error fail; none where that cannot be told. */
export function placesOfReason(evidence: Evidence, essential: Essential | undefined): readonly ErrorPlace[] {
  if (!isUnexplained(evidence) || essential?.kind !== 'values') return [];
  return essential.values.map(({ location, parameter, pointer }) => ({
    location,
    ...(parameter !== undefined && { parameter }),
    pointer,
  }));
}

/** What a server error is called where a value causes it. */
export function identityAt(name: string, place: ErrorPlace): string {
  return `${name} · valid ${placeName(place)}`;
}
