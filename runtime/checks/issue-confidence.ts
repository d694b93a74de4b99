import type { Confidence } from '../model/failure.ts';
import type { SchemaIssue } from '../schema/schemas.ts';

/** Formats that validators agree about. */
const agreedFormats = new Set(['date', 'date-time', 'uuid', 'ipv4', 'ipv6']);

/** How sure a schema issue makes us: a format is an annotation to many, and some keywords are read differently by validators. */
export function issueConfidence(issue: SchemaIssue): Confidence {
  if (issue.uncertain && issue.keyword !== 'format') return 'heuristic';
  if (issue.keyword === 'writeOnly') return 'likely';
  if (issue.keyword !== 'format') return 'proved';
  return agreedFormats.has(String(issue.params['format'])) ? 'likely' : 'heuristic';
}
