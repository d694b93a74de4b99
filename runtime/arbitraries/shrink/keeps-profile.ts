import { compilePattern } from '../../schema/compile-pattern.ts';
import { isMultipleOf } from '../../schema/exact-decimal.ts';
import { hasFormat } from '../../schema/formats.ts';
import type { LoweredSchema } from '../../schema/lowered-schema.ts';
import { plainOf } from '../formats/format-profile.ts';
import { formatSample } from '../formats/sample-format.ts';
import { isFloatMultiple } from '../generate/number-maker.ts';

/** What a formatted text or a multiple has to be beyond valid. */
export interface ProfileRule {
  /** Texts and numbers that need not keep it. */
  readonly exempt: ReadonlySet<unknown>;
  /** Whether a text that has a format may stand for it. */
  allows(format: string, text: string): boolean;
}

/**
 * Whether every formatted text and every multiple in a valid value keeps a rule, or was in its place `before` already.
 * Any schema that may speak of a place counts: of several branches, also those that were not taken.
 */
export function keepsProfile(
  schemas: readonly LoweredSchema[],
  value: unknown,
  rule: ProfileRule,
  before: readonly unknown[] = [],
): boolean {
  const nodes = inPlace(schemas);
  const isFree = (): boolean => rule.exempt.has(value) || before.includes(value);
  if (typeof value === 'string')
    return (keepsText(nodes, value, rule) && !losesFormat(nodes, value, before)) || isFree();
  if (typeof value === 'number') return keepsNumber(nodes, value) || isFree();
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value)) {
    // Items move up when others are left out.
    const items = before.flatMap((old) => (Array.isArray(old) ? (old as unknown[]) : []));
    return value.every((item, index) => keepsProfile(itemNodes(nodes, index), item, rule, items));
  }
  return Object.entries(value).every(([name, item]) =>
    keepsProfile(memberNodes(nodes, name), item, rule, membersOf(before, name)),
  );
}

function membersOf(values: readonly unknown[], name: string): readonly unknown[] {
  return values.flatMap((value) =>
    typeof value === 'object' && value !== null && Object.hasOwn(value, name)
      ? [(value as Readonly<Record<string, unknown>>)[name]]
      : [],
  );
}

/** Whether a value may be what another was shrunk to: its formatted texts are the other's, or the plainest. */
export function isShrunkInProfile(
  schemas: readonly LoweredSchema[],
  value: unknown,
  before: unknown,
  exempt: ReadonlySet<unknown> = NONE,
): boolean {
  return keepsProfile(schemas, value, { exempt, allows: isPlain }, [before]);
}

const NONE: ReadonlySet<unknown> = new Set();

function isPlain(format: string, text: string): boolean {
  return text === plainOf(format);
}

/** All texts and numbers in a value. */
export function scalarsOf(value: unknown, found = new Set<unknown>()): Set<unknown> {
  if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) scalarsOf(part, found);
  else found.add(value);
  return found;
}

function keepsText(nodes: ReadonlySet<LoweredSchema>, text: string, { allows }: ProfileRule): boolean {
  let isFormatted = false;
  for (const { format } of nodes) {
    if (format === undefined || formatSample(format) === undefined || !hasFormat(format, text)) continue;
    if (allows(format, text)) return true;
    isFormatted = true;
  }
  return !isFormatted;
}

/** Whether a text had a format that it has no more: where formats only annotate, that is as valid, and not what was meant. */
function losesFormat(nodes: ReadonlySet<LoweredSchema>, text: string, before: readonly unknown[]): boolean {
  for (const { format } of nodes) {
    if (format === undefined || formatSample(format) === undefined || hasFormat(format, text)) continue;
    if (before.some((old) => typeof old === 'string' && hasFormat(format, old))) return true;
  }
  return false;
}

function keepsNumber(nodes: ReadonlySet<LoweredSchema>, value: number): boolean {
  for (const { 'x-atg-multiple-of': divisor } of nodes)
    if (divisor !== undefined && isMultipleOf(value, divisor) && !isFloatMultiple(value, divisor)) return false;
  return true;
}

/** Every schema that may speak of the same value. */
function inPlace(schemas: readonly LoweredSchema[]): ReadonlySet<LoweredSchema> {
  const nodes = new Set(schemas);
  for (const node of nodes) {
    // A Set's loop also visits what is added meanwhile.
    if (node['x-atg-ref'] !== undefined) nodes.add(node['x-atg-ref']());
    for (const list of [node.allOf, node.anyOf, node.oneOf, Object.values(node.dependentSchemas ?? {})])
      for (const child of list ?? []) nodes.add(child);
    for (const child of [node.if, node.then, node.else]) if (child !== undefined) nodes.add(child);
  }
  return nodes;
}

function itemNodes(nodes: ReadonlySet<LoweredSchema>, index: number): LoweredSchema[] {
  const found: LoweredSchema[] = [];
  for (const { prefixItems, items, contains, unevaluatedItems } of nodes) {
    const own = prefixItems?.[index] ?? items;
    if (own) found.push(own);
    if (contains !== undefined) found.push(contains);
    if (unevaluatedItems) found.push(unevaluatedItems);
  }
  return found;
}

function memberNodes(nodes: ReadonlySet<LoweredSchema>, name: string): LoweredSchema[] {
  const found: LoweredSchema[] = [];
  for (const { properties, patternProperties, additionalProperties, unevaluatedProperties } of nodes) {
    const own = properties !== undefined && Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (own !== undefined) found.push(own);
    else if (additionalProperties) found.push(additionalProperties);
    if (unevaluatedProperties) found.push(unevaluatedProperties);
    for (const [pattern, schema] of Object.entries(patternProperties ?? {}))
      if (compilePattern(pattern).test(name)) found.push(schema);
  }
  return found;
}
