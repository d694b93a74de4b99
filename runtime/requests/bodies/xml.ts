import { createRequire } from 'node:module';
import type * as Builder from 'xmlbuilder2';
import { pointerTokens } from '../../model/json.ts';
import { scalarText } from '../scalar-text.ts';
import { unencodable } from '../unencodable.ts';
import type { Unencodable } from '../unencodable.ts';
import type { ValueShape } from '../value-shape.ts';
import type { BodyWriter } from './body-writer.ts';
import { itemName, xmlHints, xmlName, xmlNode } from './xml-hints.ts';
import type { XmlHints } from './xml-hints.ts';

type XmlNode = ReturnType<typeof Builder.create>;

// Loaded when the first XML body is written: most runs have none, and it takes longer to load than the rest of the encoder.
const require = createRequire(import.meta.url);

class NotXml extends Error {}

/** Writes XML by OpenAPI's XML Object. The root is named by `xml.name`, else by the component, else `root`. */
export function xmlWriter(contentType: string, shape: ValueShape): BodyWriter {
  const root = componentName(shape) ?? 'root';
  return (value) => {
    const bytes = xmlDocument(value, shape, root);
    return typeof bytes === 'string' ? { contentType, bytes } : bytes;
  };
}

/** A document whose root has the given name where the schema has none. */
export function xmlDocument(value: unknown, shape: ValueShape, root: string): string | Unencodable {
  try {
    const { create } = require('xmlbuilder2') as typeof Builder;
    const document = create({ version: '1.0', encoding: 'UTF-8' });
    writeElement(document, xmlName(shape, root), value, shape);
    return document.end();
  } catch (error) {
    if (error instanceof NotXml) return unencodable(error.message);
    throw error;
  }
}

function componentName(shape: ValueShape): string | undefined {
  const tokens = pointerTokens(shape.pointer);
  const parent = tokens.at(-2);
  return parent === 'schemas' || parent === 'definitions' ? tokens.at(-1) : undefined;
}

function writeElement(parent: XmlNode, name: string, value: unknown, shape: ValueShape): void {
  writeContent(appendElement(parent, name, xmlHints(shape)), name, value, shape);
}

function writeContent(element: XmlNode, name: string, value: unknown, shape: ValueShape): void {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries())
      writeItem(element, itemName(shape, name, index), item, shape.item(index));
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, member] of Object.entries(value)) {
      if (member !== undefined) writeProperty(element, key, member, shape.property(key));
    }
  } else if (value !== null) {
    element.txt(characters(value));
  }
}

/** An item is an element, unless OpenAPI 3.2's `nodeType` makes it text. */
function writeItem(parent: XmlNode, name: string, value: unknown, shape: ValueShape): void {
  const { nodeType } = xmlHints(shape);
  if (nodeType === 'text' || nodeType === 'cdata') writeProperty(parent, name, value, shape);
  else writeElement(parent, name, value, shape);
}

function writeProperty(parent: XmlNode, key: string, value: unknown, shape: ValueShape): void {
  const hints = xmlHints(shape);
  const name = xmlName(shape, key);
  switch (xmlNode(shape, value)) {
    case 'attribute': {
      const qualified = qualify(name, hints);
      if (hints.namespace === undefined) parent.att(qualified, characters(value));
      else parent.att(hints.namespace, qualified, characters(value));
      return;
    }
    case 'text':
      parent.txt(characters(value));
      return;
    case 'cdata': {
      const text = characters(value);
      if (text.includes(']]>')) throw new NotXml('a CDATA section cannot hold its own end');
      parent.dat(text);
      return;
    }
    case 'none':
      writeContent(parent, name, value, shape);
      return;
    case 'element':
      writeElement(parent, name, value, shape);
  }
}

function appendElement(parent: XmlNode, name: string, hints: XmlHints): XmlNode {
  const qualified = qualify(name, hints);
  return hints.namespace === undefined ? parent.ele(qualified) : parent.ele(hints.namespace, qualified);
}

const ncName = /^[\p{L}_][\p{L}\p{N}._-]*$/u;

function qualify(name: string, { prefix, namespace }: XmlHints): string {
  if (!ncName.test(name)) throw new NotXml(`"${name}" is no XML name`);
  // A prefix without a namespace would be unbound, and the document not well-formed.
  return prefix === undefined || namespace === undefined ? name : `${prefix}:${name}`;
}

/** XML 1.0 §2.2: not every character can stand in a document. */
const illegal = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

function characters(value: unknown): string {
  const text = scalarText(value);
  if (text === undefined) throw new NotXml('a text or attribute cannot hold an array or object');
  if (illegal.test(text)) throw new NotXml('a string holds characters that XML 1.0 does not allow');
  return text;
}
