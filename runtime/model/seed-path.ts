import type { OperationLabel } from './operation.ts';
import type { Phase } from './phase.ts';

/** Where a case comes from. With the version and the document it fixes the case to the byte. */
export interface SeedPath {
  readonly seed: number;
  readonly operation: OperationLabel;
  readonly phase: Phase;
  readonly index: number;
}

/** `<seed>/<phase>/<index>/<METHOD /path>`: the operation stands last since it may hold slashes. */
export function formatSeedPath(path: SeedPath): string {
  return `${path.seed}/${path.phase}/${path.index}/${path.operation}`;
}
