import { closest, InvalidSpecError } from '../../errors.ts';
import { child, isObject, member, type SpecNode } from '../spec-node.ts';
import type { ArazzoContext } from './arazzo-context.ts';

/** What a node is, or refers to (Arazzo 1.0 §Reusable Object), and the value that the reference gives a parameter. */
export interface Reused {
  readonly node: SpecNode;
  readonly value: SpecNode | undefined;
}

/** Follows a reference to a component of this kind; what is none comes back as it is. Throws `InvalidSpecError`. */
export function reused({ root, describe }: ArazzoContext, node: SpecNode, kind: string): Reused {
  if (!isObject(node.value) || member(node.value, 'reference') === undefined) return { node, value: undefined };
  const reference = child(node, 'reference');
  const prefix = `$components.${kind}.`;
  const text = typeof reference.value === 'string' ? reference.value : '';
  const components = child(child(root, 'components'), kind);
  const names = isObject(components.value) ? Object.keys(components.value) : [];
  const name = text.startsWith(prefix) ? text.slice(prefix.length) : undefined;
  if (name === undefined || !names.includes(name)) {
    const near = closest(
      text,
      names.map((one) => `${prefix}${one}`),
    );
    throw new InvalidSpecError(`The reference "${text}" leads to no component of this document.`, {
      where: describe(reference.location),
      hint: near === undefined ? `Write it as ${prefix}name, and add the component.` : `Did you mean "${near}"?`,
    });
  }
  const value = child(node, 'value');
  return { node: child(components, name), value: value.value === undefined ? undefined : value };
}
