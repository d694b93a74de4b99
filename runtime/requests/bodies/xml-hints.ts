import type { ValueShape } from '../value-shape.ts';

/** OpenAPI's XML Object. */
export interface XmlHints {
  readonly name?: string;
  readonly namespace?: string;
  readonly prefix?: string;
  readonly attribute?: boolean;
  readonly wrapped?: boolean;
  /** OpenAPI 3.2's successor of `attribute` and `wrapped`. */
  readonly nodeType?: string;
}

/** What a property becomes: a node of its own, or, for `none`, the nodes of its members or items alone. */
export type XmlNodeType = 'element' | 'attribute' | 'text' | 'cdata' | 'none';

const nodeTypes: readonly string[] = ['element', 'attribute', 'text', 'cdata', 'none'] satisfies XmlNodeType[];

export function xmlHints(shape: ValueShape): XmlHints {
  const hints = shape.annotation('xml');
  return typeof hints === 'object' && hints !== null ? hints : {};
}

/** The node for a value; a list is none of its own unless it is wrapped. */
export function xmlNode(shape: ValueShape, value: unknown): XmlNodeType {
  const { nodeType, attribute, wrapped } = xmlHints(shape);
  if (nodeType !== undefined && nodeTypes.includes(nodeType)) return nodeType as XmlNodeType;
  if (attribute === true) return 'attribute';
  return Array.isArray(value) && wrapped !== true ? 'none' : 'element';
}

/** The name of a property's node. */
export function xmlName(shape: ValueShape, key: string): string {
  const { name } = xmlHints(shape);
  return typeof name === 'string' ? name : key;
}

/** The items' own name; without one they bear the list's. */
export function itemName(list: ValueShape, name: string, index: number): string {
  return xmlName(list.item(index), name);
}
