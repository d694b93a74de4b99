import type { RaceOutcome } from './race-answer.ts';

/**
 * How often a request is accepted where it is sent again and again, one after the other: the first so many times, and never after that. `undefined` where the
 * serial runs do not agree, or show no limit.
 */
export function serialLimit(runs: readonly (readonly RaceOutcome[])[]): number | undefined {
  const limits = new Set(runs.map(limitOf));
  const [limit, ...others] = limits;
  return others.length > 0 ? undefined : limit;
}

function limitOf(outcomes: readonly RaceOutcome[]): number | undefined {
  const limit = outcomes.findIndex((outcome) => outcome !== 'accepted');
  const isKept = limit > 0 && outcomes.slice(limit).every((outcome) => outcome === 'refused');
  return isKept ? limit : undefined;
}
