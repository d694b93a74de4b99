import type { ParameterLocation } from '../../model/operation.ts';
import type { Case } from '../../model/case.ts';

/** The optional parts of a request that was refused. */
export interface RefusedParts {
  readonly parts: readonly string[];
}

/** A part that goes with rejection. */
export interface GuiltyPart {
  readonly part: RequestPart;
  /** The refused requests of which it alone can be the cause. */
  readonly rejected: number;
  /** The requests without it that were not refused. */
  readonly passed: number;
}

/** A parameter, the body (no name), or a property of the body. */
interface RequestPart {
  readonly in: ParameterLocation | 'body';
  readonly name?: string;
}

interface Outcomes {
  /** How many requests were not refused for their data. */
  readonly passed: number;
  /** The parts that some of them had. */
  readonly cleared: ReadonlySet<string>;
  readonly refused: readonly RefusedParts[];
}

/** So many requests with a part must have been refused, */
const minRefused = 5;
/** so many of them with nothing else in them that was never accepted, */
const minAlone = 3;
/** and so many without it not. */
const minPassed = 3;

/**
 * The parts that were never in a request that passed, while others passed. A part that came only together with another such part may be innocent; one that is refused
 * for some values or beside some other part passed at least once, and is.
 */
export function guiltyParts({ passed, cleared, refused }: Outcomes): readonly GuiltyPart[] {
  if (passed < minPassed) return [];
  const counts = new Map<string, { refused: number; alone: number }>();
  let unexplained = 0;
  for (const { parts } of refused) {
    const suspects = parts.filter((part) => !cleared.has(part));
    if (suspects.length === 0) unexplained += 1;
    for (const part of suspects) {
      const count = counts.get(part) ?? { refused: 0, alone: 0 };
      count.refused += 1;
      if (suspects.length === 1) count.alone += 1;
      counts.set(part, count);
    }
  }
  // Where requests are refused for reasons that cannot be seen, nothing is to be read from what they hold.
  if (unexplained >= passed) return [];
  return [...counts]
    .filter(([, count]) => count.refused >= minRefused && count.alone >= minAlone)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, { alone }]) => ({ part: partOf(key), rejected: alone, passed }));
}

/** The parts of a request that may be optional, as keys; of a body's properties only the declared ones. */
export function partsOf({ values }: Case, bodyProperties: readonly string[]): readonly string[] {
  const parts: string[] = [];
  for (const name in values.query) parts.push(`query ${name}`);
  for (const name in values.header) parts.push(`header ${name}`);
  for (const name in values.cookie) parts.push(`cookie ${name}`);
  const { body } = values;
  if (body?.kind !== 'value') return parts;
  parts.push('body');
  const { value } = body;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return parts;
  for (const name of bodyProperties) if (Object.hasOwn(value, name)) parts.push(`body ${name}`);
  return parts;
}

function partOf(key: string): RequestPart {
  const space = key.indexOf(' ');
  if (space === -1) return { in: 'body' };
  return { in: key.slice(0, space) as RequestPart['in'], name: key.slice(space + 1) };
}
