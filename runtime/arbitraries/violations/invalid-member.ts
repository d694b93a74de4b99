import type { LoweredSchema } from '../../schema/lowered-schema.ts';
import type { Draw } from '../generate/draw.ts';
import { ARRAY, BOOLEAN, OBJECT, STRING, typeOf } from '../../schema/canonical/value-types.ts';
import type { TextProfile } from '../text-profile.ts';
import { allowsText } from '../text-profile.ts';
import type { Breaker } from './breaker.ts';

/** How to break `enum` and `const`: another value of the type, unlike each member also when letters' cases are ignored. */
export function memberBreaker(keyword: 'enum' | 'const', node: LoweredSchema, profile: TextProfile): Breaker {
  const members: readonly unknown[] = keyword === 'enum' ? (node.enum ?? []) : [node.const];
  const texts = new Set(members.map((member) => String(member).toLowerCase()));
  const numbers = members.filter((member) => typeof member === 'number');
  return (draw) => {
    let kinds = 0;
    for (const member of members) kinds |= typeOf(member);
    if ((kinds & STRING) !== 0)
      return otherTexts.find(
        (text, index) => index >= draw.rng.nextInt(0, 2) && !texts.has(text) && allowsText(profile, text),
      );
    if (numbers.length > 0) return otherNumber(numbers, draw);
    if ((kinds & BOOLEAN) !== 0 && members.length === 1) return !(members[0] === true);
    if ((kinds & (OBJECT | ARRAY)) !== 0 && profile === 'any')
      return (kinds & ARRAY) === 0 ? { unexpected: 'value' } : ['unexpected'];
    return 'not-one-of-them';
  };
}

const otherTexts = ['not-one-of-them', 'unexpected', 'other-value', 'xyzzy'];

/** A number beside a member, which servers take that look at the range alone; or one beyond them all. */
function otherNumber(numbers: readonly number[], { rng, edgy }: Draw): number {
  const beside = numbers.map((member) => Math.trunc(member) + 1).filter((number) => !numbers.includes(number));
  const beyond = Math.trunc(Math.max(...numbers)) + rng.nextInt(1, 9) + numbers.length;
  return edgy || rng.nextInt(0, 1) === 0 ? (beside[rng.nextInt(0, beside.length - 1)] ?? beyond) : beyond;
}
