import type { Confidence, Failure, Severity } from '../runtime/model/failure.ts';

const severities: readonly Severity[] = ['critical', 'high', 'medium', 'low'];
const confidences: readonly Confidence[] = ['proved', 'likely', 'heuristic'];

/** By UTF-16 unit, so that no locale changes the order of a report. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** Operation, check, identity: the order of failures in every report, whatever the order they were found in. */
export function byOperation(a: Failure, b: Failure): number {
  return compareText(a.operation, b.operation) || compareText(a.check, b.check) || compareText(a.identity, b.identity);
}

/** The worst first, then as `byOperation`. */
export function bySeverity(a: Failure, b: Failure): number {
  return (
    severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
    confidences.indexOf(a.confidence) - confidences.indexOf(b.confidence) ||
    byOperation(a, b)
  );
}
