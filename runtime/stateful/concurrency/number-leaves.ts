import { pointerTo } from '../../model/json.ts';

const maxDepth = 5;
const maxLeaves = 200;

/** The numbers in a JSON value by their pointers, and the lengths of its lists; numbers within lists belong to other things and are left out. */
export function numberLeaves(value: unknown): ReadonlyMap<string, number> {
  const leaves = new Map<string, number>();
  const walk = (one: unknown, pointer: string, depth: number): void => {
    if (leaves.size >= maxLeaves) return;
    if (typeof one === 'number') leaves.set(pointer, one);
    else if (Array.isArray(one)) leaves.set(`${pointer} (length)`, one.length);
    else if (typeof one === 'object' && one !== null && depth < maxDepth) {
      for (const [name, member] of Object.entries(one)) walk(member, pointerTo(pointer, name), depth + 1);
    }
  };
  walk(value, '', 0);
  return leaves;
}
