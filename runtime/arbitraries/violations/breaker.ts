import type { Draw } from '../generate/draw.ts';

/** Makes a value that breaks one keyword, from a value that keeps it; nothing where it cannot. */
export type Breaker = (draw: Draw, valid: unknown) => unknown;
