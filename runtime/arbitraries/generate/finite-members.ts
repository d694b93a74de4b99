import { isMultipleOf } from '../../schema/exact-decimal.ts';
import { compilePattern } from '../../schema/compile-pattern.ts';
import { hasFormat } from '../../schema/formats.ts';
import { isSameJson } from '../../schema/canonical-json.ts';
import { ORIGIN } from '../../schema/lowered-schema.ts';
import type { Planner } from './contract.ts';
import type { CanonicalLeaf } from '../../schema/canonical/leaf.ts';
import { countCodePoints } from './string-maker.ts';
import { typeOf } from '../../schema/canonical/value-types.ts';

/** The members of an `enum` or `const` that everything else about the value allows too. */
export function finiteMembers(shape: CanonicalLeaf, planner: Planner): readonly unknown[] {
  return (shape.finite ?? []).filter(
    (member) =>
      (typeOf(member) & shape.types) !== 0 &&
      !shape.excluded.some((other) => isSameJson(other, member)) &&
      keepsRules(shape, member, planner),
  );
}

function keepsRules(shape: CanonicalLeaf, member: unknown, planner: Planner): boolean {
  if (typeof member === 'number') {
    const { minimum, maximum } = shape;
    return (
      (minimum === undefined || member > minimum.value || (member === minimum.value && !minimum.exclusive)) &&
      (maximum === undefined || member < maximum.value || (member === maximum.value && !maximum.exclusive)) &&
      shape.multiples.every((divisor) => isMultipleOf(member, divisor))
    );
  }
  if (typeof member === 'string') {
    const length = countCodePoints(member);
    return (
      length >= shape.minLength &&
      length <= shape.maxLength &&
      shape.patterns.every((pattern) => compilePattern(pattern).test(member)) &&
      shape.formats.every((format) => hasFormat(format, member))
    );
  }
  if (typeof member !== 'object' || member === null) return true;
  return shape.nodes.every(
    (node) => node[ORIGIN].synthetic || planner.schemas.isValid(node[ORIGIN].ref, member, 'request'),
  );
}
