import type { ListStyle } from '../../model/operation.ts';
import { isObject, type JsonObject, member } from '../spec-node.ts';

/** Swagger 2.0's `collectionFormat` as the style that writes the same text; `csv` is the default. */
export function listStyle(format: unknown): ListStyle {
  if (format === 'ssv') return 'spaceDelimited';
  if (format === 'tsv') return 'tabDelimited';
  return format === 'pipes' ? 'pipeDelimited' : 'form';
}

/** How the lists inside a list are written (§Items Object); nothing where there are none. */
export function nestedStyles(list: JsonObject): { readonly itemStyles?: readonly ListStyle[] } {
  const itemStyles: ListStyle[] = [];
  let items = member(list, 'items');
  while (isObject(items) && member(items, 'type') === 'array') {
    itemStyles.push(listStyle(member(items, 'collectionFormat')));
    items = member(items, 'items');
  }
  return itemStyles.length === 0 ? {} : { itemStyles };
}
