import type { ValueShape } from '../value-shape.ts';

/** The `enum` members that a lenient reader may take a value for: by name without case, blanks and dividers, or by index (Jackson). */
export function enumReadings(value: unknown, shape: ValueShape): readonly unknown[] {
  const { members } = shape;
  if (members.length === 0) return [];
  const readings: unknown[] = [];
  if (typeof value === 'string') {
    readings.push(...(foldedMembers(shape).get(fold(value)) ?? []));
  }
  const index = typeof value === 'string' ? (value.trim() === '' ? Number.NaN : Number(value)) : value;
  // Only enumerations of names have indexes: 0 is not the first of [1, 2].
  if (typeof index === 'number' && typeof members[index] === 'string') readings.push(members[index]);
  return readings;
}

const folded = new WeakMap<ValueShape, ReadonlyMap<string, readonly string[]>>();

function foldedMembers(shape: ValueShape): ReadonlyMap<string, readonly string[]> {
  const known = folded.get(shape);
  if (known !== undefined) return known;
  const names = new Map<string, string[]>();
  for (const member of shape.members) {
    if (typeof member !== 'string') continue;
    const same = names.get(fold(member));
    if (same === undefined) names.set(fold(member), [member]);
    else same.push(member);
  }
  folded.set(shape, names);
  return names;
}

function fold(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s_-]/g, '');
}
