import type { Constraint, JsonType } from './contract.ts';
import { isOfKind } from './is-broken.ts';

/**
 * Leaves out what no single value can meet, and all that was said of the object or list around it: such messages are of a union's branches, which some shapes of
 * answers mix.
 */
export function withoutConflicts(constraints: readonly Constraint[]): readonly Constraint[] {
  const around = constraints
    .filter((one) => constraints.some((other) => isConflict(one, other)))
    .map(({ location, parameter, path }) => ({ location, parameter, path: path.slice(0, -1) }));
  return constraints.filter(
    (one) =>
      !around.some(
        ({ location, parameter, path }) =>
          location === one.location &&
          parameter === one.parameter &&
          path.every((token, index) => token === one.path[index]),
      ),
  );
}

function isConflict(one: Constraint, other: Constraint): boolean {
  if (one.location !== other.location || one.parameter !== other.parameter || one.pointer !== other.pointer)
    return false;
  const [a, b] = [one.demand, other.demand];
  if (a.keyword === 'type') {
    if (b.keyword === 'type') return !a.types.some((type) => b.types.some((also) => overlaps(type, also)));
    return b.keyword === 'enum' && !b.members.some((member) => a.types.some((type) => isOfKind(type, member)));
  }
  if (a.keyword !== 'enum') return false;
  if (b.keyword === 'enum') return !a.members.some((member) => b.members.includes(member));
  return b.keyword === 'type' && isConflict(other, one);
}

function overlaps(one: JsonType, other: JsonType): boolean {
  return one === other || (one === 'integer' && other === 'number') || (one === 'number' && other === 'integer');
}
