import type { Failure } from '../../model/failure.ts';
import type { Violation } from '../../model/violation.ts';
import { shortText } from './short-text.ts';
import { violationWords } from './violation-words.ts';

/** What a test of a failure asks for: what the server does not do yet. */
export function failureTitle({ check, title, message, steps, fold, identity }: Failure): string {
  const last = steps.findLast(({ look }) => look !== true);
  const [violation] = (last?.violations ?? []) as readonly Violation[];
  switch (check) {
    case 'negative_data_rejection':
    case 'missing_required_header':
      if (violation !== undefined) return `rejects ${violationWords(violation, last?.scenario)}`;
      break;
    case 'not_a_server_error':
      return violation === undefined
        ? `does not fail with ${shortText(fold?.shown ?? identity, 60)}`
        : `copes with ${violationWords(violation, last?.scenario)}`;
    case 'ensure_resource_availability':
      return 'finds what was made';
    case 'use_after_free':
      return 'finds nothing after a delete';
    case 'ignored_auth':
      return `refuses a request ${shortText(identity, 60)}`;
  }
  return shortText(`${title}: ${message}`, 110);
}
