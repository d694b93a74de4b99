import { readFileSync } from 'node:fs';
import { create } from 'xmlbuilder2';

/** As much of a DOM element as is needed here. */
interface Element {
  readonly nodeName: string;
  readonly textContent: string | null;
  readonly childNodes: Iterable<Element>;
  readonly attributes: Iterable<{ readonly name: string; readonly value: string }>;
  getAttribute(name: string): string | null;
}

interface Rule {
  readonly children: ReadonlySet<string>;
  readonly attributes: ReadonlySet<string>;
  readonly required: readonly string[];
  readonly mixed: boolean;
}

export const junitXsd = new URL('../../../fixtures/junit/junit-10.xsd', import.meta.url);

/**
 * What in a document breaks an XML Schema, of the few constructs that the JUnit one is made of: elements by reference
 * in an unbounded choice or sequence, string attributes, mixed content. None means valid.
 */
export function breaches(xml: string, xsd: URL = junitXsd): readonly string[] {
  const schema = rootOf(readFileSync(xsd, 'utf8'));
  const types = new Map(elementsOf(schema, 'xs:complexType').map((type) => [type.getAttribute('name'), ruleOf(type)]));
  const rules = new Map(
    elementsOf(schema, 'xs:element').map((element) => {
      const [inner] = elementsOf(element, 'xs:complexType');
      const text: Rule = { children: new Set(), attributes: new Set(), required: [], mixed: true };
      return [element.getAttribute('name'), inner ? ruleOf(inner) : (types.get(element.getAttribute('type')) ?? text)];
    }),
  );
  return check(rootOf(xml), rules);
}

export function rootOf(xml: string): Element {
  return create(xml).root().node as unknown as Element;
}

function elementsOf(parent: Element, name: string): readonly Element[] {
  return [...parent.childNodes].filter((child) => child.nodeName === name);
}

function ruleOf(type: Element): Rule {
  const groups = [...elementsOf(type, 'xs:choice'), ...elementsOf(type, 'xs:sequence')];
  const attributes = elementsOf(type, 'xs:attribute');
  const names = (elements: readonly Element[], key: string): string[] =>
    elements.map((one) => one.getAttribute(key) ?? '');
  return {
    children: new Set(groups.flatMap((group) => names(elementsOf(group, 'xs:element'), 'ref'))),
    attributes: new Set(names(attributes, 'name')),
    required: names(
      attributes.filter((one) => one.getAttribute('use') === 'required'),
      'name',
    ),
    mixed: type.getAttribute('mixed') === 'true',
  };
}

function check(element: Element, rules: ReadonlyMap<string | null, Rule>): readonly string[] {
  const rule = rules.get(element.nodeName);
  if (rule === undefined) return [`no element <${element.nodeName}>`];
  const found: string[] = [];
  for (const { name } of element.attributes) {
    if (!rule.attributes.has(name)) found.push(`no attribute ${name} on <${element.nodeName}>`);
  }
  for (const name of rule.required) {
    if (element.getAttribute(name) === null) found.push(`${name} is missing on <${element.nodeName}>`);
  }
  for (const child of element.childNodes) {
    if (child.nodeName === '#text') {
      if (!rule.mixed && child.textContent?.trim() !== '') found.push(`text in <${element.nodeName}>`);
    } else if (rule.children.has(child.nodeName)) found.push(...check(child, rules));
    else found.push(`<${child.nodeName}> in <${element.nodeName}>`);
  }
  return found;
}
