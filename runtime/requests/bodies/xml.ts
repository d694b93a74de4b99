import { createRequire } from 'node:module';
import type * as Builder from 'xmlbuilder2';
import { pointerTokens } from '../../model/json.ts';
import { scalarText } from '../scalar-text.ts';
import { unencodable } from '../unencodable.ts';
import type { ValueShape } from '../value-shape.ts';
import type { BodyWriter } from './body-writer.ts';

type XmlNode = ReturnType<typeof Builder.create>;

// Loaded when the first XML body is written: most runs have none, and it takes longer to load than the rest of the encoder.
const require = createRequire(import.meta.url);

/** OpenAPI's XML Object. */
interface XmlHints {
  readonly name?: string;
  readonly namespace?: string;
  readonly prefix?: string;
  readonly attribute?: boolean;
  readonly wrapped?: boolean;
  /** OpenAPI 3.2's successor of `attribute` and `wrapped`. */
  readonly nodeType?: string;
}

class NotXml extends Error {}

/** Writes XML by OpenAPI's XML Object. The root is named by `xml.name`, else by the component, else `root`. */
export function xmlWriter(contentType: string, shape: ValueShape): BodyWriter {
  return (value) => {
    try {
      const { create } = require('xmlbuilder2') as typeof Builder;
      const document = create({ version: '1.0', encoding: 'UTF-8' });
      const name = hintsOf(shape).name ?? componentName(shape) ?? 'root';
      writeElement(document, name, value, shape);
      return { contentType, bytes: document.end() };
    } catch (error) {
      if (error instanceof NotXml) return unencodable(error.message);
      throw error;
    }
  };
}

function componentName(shape: ValueShape): string | undefined {
  const tokens = pointerTokens(shape.pointer);
  const parent = tokens.at(-2);
  return parent === 'schemas' || parent === 'definitions' ? tokens.at(-1) : undefined;
}

function writeElement(parent: XmlNode, name: string, value: unknown, shape: ValueShape): void {
  const hints = hintsOf(shape);
  const element = appendElement(parent, name, hints);
  if (Array.isArray(value)) {
    for (const item of value) writeElement(element, itemName(shape, name), item, shape.items);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, member] of Object.entries(value)) {
      if (member !== undefined) writeProperty(element, key, member, shape.property(key));
    }
  } else if (value !== null) {
    element.txt(xmlText(value));
  }
}

function writeProperty(parent: XmlNode, key: string, value: unknown, shape: ValueShape): void {
  const hints = hintsOf(shape);
  const name = hints.name ?? key;
  if (Array.isArray(value) && hints.wrapped !== true && hints.nodeType !== 'element') {
    for (const item of value) writeElement(parent, itemName(shape, name), item, shape.items);
  } else if (hints.attribute === true || hints.nodeType === 'attribute') {
    const qualified = qualify(name, hints);
    if (hints.namespace === undefined) parent.att(qualified, xmlText(value));
    else parent.att(hints.namespace, qualified, xmlText(value));
  } else {
    writeElement(parent, name, value, shape);
  }
}

/** The items' own name; without one an unwrapped list's items bear the list's name. */
function itemName(list: ValueShape, name: string): string {
  return hintsOf(list.items).name ?? name;
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

function hintsOf(shape: ValueShape): XmlHints {
  const hints = shape.annotation('xml');
  return typeof hints === 'object' && hints !== null ? hints : {};
}

/** XML 1.0 §2.2: not every character can stand in a document. */
const illegal = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

function xmlText(value: unknown): string {
  const text = scalarText(value);
  if (text === undefined) throw new NotXml('an attribute cannot hold an array or object');
  if (illegal.test(text)) throw new NotXml('a string holds characters that XML 1.0 does not allow');
  return text;
}
