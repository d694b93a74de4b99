import { closest, InvalidSpecError } from '../../errors.ts';
import { child, type Describe, isObject, type ObjectNode, type SpecNode, wrongShape } from '../spec-node.ts';

/** The node as an object with no other fields than these and `x-…`. Throws `InvalidSpecError` for anything else. */
export function objectWith(node: SpecNode, what: string, fields: readonly string[], describe: Describe): ObjectNode {
  const object = objectOf(node, what, describe);
  for (const key of Object.keys(object.value)) {
    if (fields.includes(key) || key.startsWith('x-')) continue;
    const near = closest(key, fields);
    throw new InvalidSpecError(`${what} has the field "${key}", which Arazzo 1.0 does not know.`, {
      where: describe(child(object, key).location),
      hint: near === undefined ? `Its fields are ${fields.join(', ')}.` : `Did you mean "${near}"?`,
    });
  }
  return object;
}

export function objectOf(node: SpecNode, what: string, describe: Describe): ObjectNode {
  const { value, location } = node;
  if (!isObject(value)) throw wrongShape(node, what, 'an object', describe);
  return { value, location };
}

/** The text at a field that has to be there. */
export function textAt(node: SpecNode, field: string, what: string, describe: Describe): string {
  const found = child(node, field);
  if (typeof found.value !== 'string' || found.value === '')
    throw wrongShape(found, `The \`${field}\` of ${what}`, 'a text', describe);
  return found.value;
}

/** The text at a field that may be absent. */
export function optionalText(node: SpecNode, field: string, what: string, describe: Describe): string | undefined {
  return child(node, field).value === undefined ? undefined : textAt(node, field, what, describe);
}

/** The nodes of a list; none where the field is absent. */
export function listAt(node: SpecNode, field: string, what: string, describe: Describe): readonly SpecNode[] {
  const list = child(node, field);
  if (list.value === undefined) return [];
  if (!Array.isArray(list.value)) throw wrongShape(list, `The \`${field}\` of ${what}`, 'a list', describe);
  return list.value.map((_, index) => child(list, index));
}

/** The nodes of a list that may not be empty. */
export function filledListAt(node: SpecNode, field: string, what: string, describe: Describe): readonly SpecNode[] {
  const nodes = listAt(node, field, what, describe);
  if (nodes.length > 0) return nodes;
  throw new InvalidSpecError(`${what.replace(/^t/u, 'T')} has no ${field}.`, {
    where: describe(child(node, field).location),
    hint: `Give it a list of \`${field}\` that is not empty.`,
  });
}

/** The members of a map but its `x-` extensions; none where the field is absent. */
export function membersAt(
  node: SpecNode,
  field: string,
  what: string,
  describe: Describe,
): readonly (readonly [name: string, node: SpecNode])[] {
  const map = child(node, field);
  if (map.value === undefined) return [];
  const { value } = objectOf(map, `The \`${field}\` of ${what}`, describe);
  return Object.keys(value)
    .filter((name) => !name.startsWith('x-'))
    .map((name) => [name, child(map, name)]);
}

/** A number of at least zero; a default where the field is absent. */
export function amountAt(node: SpecNode, field: string, what: string, describe: Describe, otherwise: number): number {
  const { value, location } = child(node, field);
  if (value === undefined) return otherwise;
  if (typeof value === 'number' && value >= 0) return value;
  throw wrongShape({ value, location }, `The \`${field}\` of ${what}`, 'a number of 0 or more', describe);
}
