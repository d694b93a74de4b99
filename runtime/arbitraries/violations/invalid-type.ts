import type { Draw } from '../generate/draw.ts';
import { pick } from '../generate/draw.ts';
import { ARRAY, BOOLEAN, NUMBER, OBJECT, STRING } from '../../schema/canonical/value-types.ts';
import type { TextProfile } from '../text-profile.ts';

/**
 * Values of a type that is not allowed and that no lenient reading turns into one that is: structures for scalars, words
 * for numbers. Null is left out, since many servers take it for absence; so are scalars for strings. In a URL or header
 * everything is text, so that only a word where a number or boolean is wanted is certainly wrong.
 */
export function wrongTypes(types: number, profile: TextProfile): readonly unknown[] {
  if (profile !== 'any') return (types & (STRING | OBJECT)) === 0 && types !== 0 ? ['not-valid', 'abc'] : [];
  const wrong: unknown[] = [];
  if ((types & OBJECT) === 0) wrong.push({ unexpected: 'object' });
  if ((types & (ARRAY | OBJECT)) === 0) wrong.push([{ unexpected: 'item' }]);
  if ((types & STRING) === 0) wrong.push('not-valid');
  if ((types & (NUMBER | STRING | BOOLEAN)) === 0) wrong.push(42, true);
  return wrong;
}

export function pickWrongType(draw: Draw, types: number, profile: TextProfile): unknown {
  const wrong = wrongTypes(types, profile);
  return wrong.length === 0 ? undefined : pick(draw.rng, wrong);
}
