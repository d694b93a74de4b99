import type { Phase } from '../runtime/model/phase.ts';

/** `GET /pets/{id} · coverage`: what one operation does in one phase, as test runners and CI servers list it. */
export function partName(operation: string, phase: Phase): string {
  return `${operation} · ${phase}`;
}
