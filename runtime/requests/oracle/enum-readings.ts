import type { ValueShape } from '../value-shape.ts';

/** The `enum` members that a lenient reader may take a value for: by name without case, blanks and dividers, or by index (Jackson). */
export function enumReadings(value: unknown, { members }: ValueShape): readonly unknown[] {
  if (members.length === 0) return [];
  const readings: unknown[] = [];
  if (typeof value === 'string') {
    const folded = fold(value);
    readings.push(...members.filter((member) => typeof member === 'string' && fold(member) === folded));
  }
  const index = typeof value === 'string' ? (value.trim() === '' ? Number.NaN : Number(value)) : value;
  // Only enumerations of names have indexes: 0 is not the first of [1, 2].
  if (typeof index === 'number' && typeof members[index] === 'string') readings.push(members[index]);
  return readings;
}

function fold(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s_-]/g, '');
}
