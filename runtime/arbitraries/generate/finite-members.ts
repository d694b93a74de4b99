import type { CanonicalLeaf } from '../../schema/canonical/leaf.ts';
import { typeOf } from '../../schema/canonical/value-types.ts';
import { isMember } from '../../schema/evaluate/is-member.ts';

/** The members of an `enum` or `const` that everything else about the value allows too. */
export function finiteMembers({ finite = [], nodes, types }: CanonicalLeaf): readonly unknown[] {
  return finite.filter((member) => (typeOf(member) & types) !== 0 && nodes.every((node) => isMember(node, member)));
}
