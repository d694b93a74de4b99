import type { OperationLabel } from '../model/operation.ts';
import type { LinkValue } from '../model/runtime-expression.ts';
import type { RequestLocation } from '../model/violation.ts';
import type { PathStep } from './entity.ts';

/**
 * Why one operation is thought to give what another needs: a documented `link`; the `path` of a collection and its items; the `location` header of a
 * creation; a `foreign-key` that names a thing; or the same thing's `name` at the end of another path.
 */
type EdgeKind = 'link' | 'path' | 'location' | 'foreign-key' | 'name';

/** A value that a request needs. */
export interface Need {
  readonly operation: OperationLabel;
  readonly in: RequestLocation;
  /** The parameter's name; of a body `''`. */
  readonly name: string;
  /** Where in the body. */
  readonly path: readonly PathStep[];
  /** Without it there is no request. */
  readonly required: boolean;
}

/** Where in an exchange a value is found. */
export type ValueOrigin =
  | { readonly kind: 'body'; readonly path: readonly PathStep[] }
  /** In a body that the document does not describe: the member that looks most like it. */
  | { readonly kind: 'any-body' }
  /** In the path that the `Location` header leads to. */
  | { readonly kind: 'location' }
  /** What the request itself had in its path: an id that the client chooses. */
  | { readonly kind: 'request-path'; readonly name: string }
  | { readonly kind: 'link'; readonly name: string; readonly status: string; readonly value: LinkValue };

/** One operation may give what another needs. */
export interface DependencyEdge {
  readonly kind: EdgeKind;
  readonly producer: OperationLabel;
  readonly origin: ValueOrigin;
  readonly need: Need;
  /** The shape of the thing's path, as in the resource index; absent for what a link alone knows of. */
  readonly resource: string | undefined;
  /** How likely it is right, from 0 to 1, by the document alone. */
  readonly score: number;
}
