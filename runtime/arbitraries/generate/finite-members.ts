import { constantsOf } from '../../schema/canonical/constants-of.ts';
import type { CanonicalLeaf } from '../../schema/canonical/leaf.ts';
import { typeOf } from '../../schema/canonical/value-types.ts';
import { isMember } from '../../schema/evaluate/is-member.ts';
import type { LoweredSchema } from '../../schema/lowered-schema.ts';

/** The members of an `enum` or `const` that everything else about the value allows too. */
export function finiteMembers({ finite = [], nodes, types }: CanonicalLeaf): readonly unknown[] {
  const others = nodes.filter(saysMore);
  return finite.filter(
    (member) => (typeOf(member) & types) !== 0 && isJson(member) && others.every((node) => isMember(node, member)),
  );
}

/** `NaN` and the infinities are no JSON, though a program may put them into a schema. */
function isJson(member: unknown): boolean {
  return typeof member !== 'number' || Number.isFinite(member);
}

/** What the set and the types of a leaf say already, or its other nodes do. */
const TOLD = new Set(['type', 'enum', 'const', 'x-atg-ref', 'allOf']);

function saysMore(node: LoweredSchema): boolean {
  return Object.keys(node).some(
    (keyword) =>
      !TOLD.has(keyword) &&
      !((keyword === 'anyOf' || keyword === 'oneOf') && constantsOf(node[keyword] ?? [], keyword) !== undefined),
  );
}
