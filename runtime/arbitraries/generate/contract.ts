import type { LoweredSchema } from '../../schema/lowered-schema.ts';
import type { TextProfile } from '../text-profile.ts';
import type { Draw } from './draw.ts';
import type { Group, CanonicalLeaf } from '../../schema/canonical/leaf.ts';

/** Higher values than this are not looked for: a schema that has only such counts as having none. */
export const HIGHEST = 150;
/** Values of more nodes (values within a value) than this are not made. */
export const MOST_NODES = 30_000;
/** Sets of more values than this are not listed. */
export const MOST_MEMBERS = 1_000;

/** One kind of value that a plan can make. */
export interface Part {
  readonly type: number;
  /** Every value of this kind, where they are few (at most `MOST_MEMBERS`). */
  members(): readonly unknown[] | undefined;
  /** About the fewest nodes of a value of at most this height (levels of nesting); infinite where there is none. */
  least(height: number): number;
  /** A value of at most this height, or nothing where chance found none. */
  make(draw: Draw, height: number): unknown;
}

/** The answer to how few nodes (values within a value) a value needs. */
export interface Least {
  /** About the fewest; infinite where there is no value of the height. */
  readonly nodes: number;
  /** The work of a no. */
  readonly work: number;
  /** Whether the search was given up before it was certain. */
  readonly isUnknown: boolean;
}

/** How values for a set of schemas are made. */
export interface Plan {
  /** What it is the plan of. */
  readonly schemas: readonly LoweredSchema[];
  readonly shape: CanonicalLeaf;
  /** The first open choice, and the plan of each of its branches. */
  readonly group: Group | undefined;
  branch(index: number): Plan;
  /** The kinds of values, where no choice is open. */
  parts(): readonly Part[];
  /** Every value, where they are few (at most `MOST_MEMBERS`); perhaps also some that a schema beside the plan's own forbids. */
  members(): readonly unknown[] | undefined;
  least(height: number): Least;
  /** Whether a value of at most this height can be made. */
  fits(height: number): boolean;
  /** The lowest height that fits; above `HIGHEST` where none does. */
  lowest(): number;
  /** A value, or nothing. Only to be asked where it `fits`. */
  make(draw: Draw, height: number): unknown;
}

/** The plans for the schemas of one document, made when they are asked for. */
export interface Planner {
  readonly profile: TextProfile;
  plan(schemas: readonly LoweredSchema[]): Plan;
}
