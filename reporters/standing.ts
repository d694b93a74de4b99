import type { Failure } from '../runtime/model/failure.ts';

/** What a finding is to whoever reads a report: it counts, the baseline knows it, or it is worth a look. */
type Standing = 'failing' | 'known' | 'note';

export function standingOf({ baseline, confidence }: Pick<Failure, 'baseline' | 'confidence'>): Standing {
  if (baseline?.status === 'known') return 'known';
  return confidence === 'heuristic' ? 'note' : 'failing';
}
