import { hash } from 'node:crypto';

/** A short name of what these texts say together: the same in every export. */
export function stableId(...parts: readonly string[]): string {
  return hash('sha256', JSON.stringify(parts)).slice(0, 12);
}
