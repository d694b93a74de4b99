import type { Members } from './representation.ts';

/** What items are told apart by, as text. */
export type KeyOf = (item: Members) => string;

const names = ['id', '_id', 'uuid', 'guid', 'key', 'code', 'slug', 'name'];

/** What tells the items of a list apart: the first member of such a name that each of them has a value of its own for, else all that they say. */
export function itemKeys(items: readonly Members[]): KeyOf | undefined {
  const ways: readonly KeyOf[] = [...names.map((name) => byMember(name)), (item) => JSON.stringify(item)];
  return ways.find((way) => {
    const keys = items.map(way);
    return !keys.includes('') && new Set(keys).size === keys.length;
  });
}

function byMember(name: string): KeyOf {
  return (item) => {
    const value = item[name];
    return typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint' ? String(value) : '';
  };
}
