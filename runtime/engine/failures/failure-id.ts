import { hash } from 'node:crypto';

/** The name of a failure in reports and files: stable across runs, whatever the seed. */
export function failureId(key: string): string {
  return hash('sha256', key).slice(0, 12);
}
