import type { Violation } from '../model/violation.ts';
import type { CanonicalLeaf } from '../schema/canonical/leaf.ts';
import { ARRAY, NULL, OBJECT, STRING } from '../schema/canonical/value-types.ts';
import { doubtfulTexts } from './formats/doubtful-texts.ts';
import { arrayPart } from './generate/array-maker.ts';
import type { Plan, Planner } from './generate/contract.ts';
import { LONGEST_TEXT } from './generate/string-maker.ts';
import { smallest } from './edge-parts.ts';
import { replaceAt, type Position } from './generate/position.ts';
import { issuesOf, type BreakTask } from './violations/break-site.ts';
import type { SchemaIssue } from '../schema/schemas.ts';

/** A value that sane servers take or refuse as they please. */
export interface DoubtfulValue {
  readonly value: unknown;
  /** Absent where it is valid. */
  readonly violation: Violation | undefined;
}

/**
 * Texts that servers may refuse, and have to cope with: a NUL; a letter with a combining mark (Unicode form D) and a character beyond the first
 * plane, which databases and collations may not hold; and what is syntax in URLs, SQL and JSON.
 */
const UNUSUAL_ENDS = ['\u0000', 'e\u0301\u{1F600}', '%\'"\\'];

/** Parsers have limits, that of .NET (64 levels) being among the lowest: what is below them all has to be coped with. */
const DEEP = 32;

/**
 * Values for one place, within a value that is valid: null where it is not allowed, which many take for absence or for an empty text; the
 * doubtful texts of the place's format; a set with an item twice, which some take and drop; and what is valid, and more than a server may
 * be able to keep: unusual texts, and a deep value where anything goes.
 */
export function* doubtfulValues(
  base: unknown,
  { steps, pointer, leaves }: Position,
  leaf: Plan,
  task: BreakTask,
  planner: Planner,
): IterableIterator<DoubtfulValue & { readonly scenario: string }> {
  const issuesWith = (part: unknown): { readonly value: unknown; readonly issues: readonly SchemaIssue[] } => {
    const value = replaceAt(base, steps, () => part);
    return { value, issues: value === undefined ? [] : issuesOf(value, task) };
  };
  if (task.text === 'any' && leaves[0] === leaf && !leaves.some(({ shape }) => (shape.types & NULL) !== 0)) {
    const { value, issues } = issuesWith(null);
    const issue = issues.find(({ valuePointer }) => valuePointer === pointer);
    if (issue !== undefined) yield { scenario: 'incorrect_type', value, violation: violationOf(issue) };
  }
  const { shape } = leaf;
  if (shape.finite !== undefined) return;
  for (const { scenario, part, mayBreak } of doubtfulParts(shape, task, planner)) {
    const { value, issues } = issuesWith(part);
    const [issue] = issues;
    if (value === undefined || issues.some(({ keyword }) => keyword !== mayBreak)) continue;
    yield { scenario, value, violation: issue && violationOf(issue) };
  }
}

/** What may stand at a place, and the one keyword that it may break there. */
interface DoubtfulPart {
  readonly scenario: string;
  readonly part: unknown;
  readonly mayBreak?: string;
}

function* doubtfulParts(shape: CanonicalLeaf, { text }: BreakTask, planner: Planner): IterableIterator<DoubtfulPart> {
  if ((shape.types & STRING) !== 0) {
    for (const format of shape.formats) {
      for (const part of doubtfulTexts(format)) yield { scenario: 'doubtful_format', part, mayBreak: 'format' };
    }
    const isFree = shape.formats.length + shape.patterns.length === 0 && (text === 'any' || text === 'query');
    if (isFree) for (const end of UNUSUAL_ENDS) yield { scenario: 'unusual_text', part: endedBy(end, shape) };
  }
  if ((shape.types & ARRAY) !== 0 && shape.unique && text === 'any') {
    const item: unknown = oneItem(shape, planner);
    if (item !== undefined) yield { scenario: 'repeated_item', part: [item, item], mayBreak: 'uniqueItems' };
  }
  if ((shape.types & OBJECT) !== 0 && text === 'any' && isOpen(shape)) yield { scenario: 'deep_value', part: deep() };
}

/** As short as may be. */
function endedBy(end: string, { minLength }: CanonicalLeaf): string {
  return 'a'.repeat(Math.max(0, Math.min(minLength, LONGEST_TEXT) - Array.from(end).length)) + end;
}

function oneItem(shape: CanonicalLeaf, planner: Planner): unknown {
  const part = arrayPart({ ...shape, minItems: 1, maxItems: 1 }, planner);
  const made = part && smallest(part);
  return Array.isArray(made) ? (made[0] as unknown) : undefined;
}

/** Nothing is said of any property. */
function isOpen({ objects, required }: CanonicalLeaf): boolean {
  return (
    required.size === 0 && objects.every((node) => node.properties === undefined && node.propertyNames === undefined)
  );
}

function deep(): object {
  let value = {};
  for (let level = 1; level < DEEP; level++) value = { a: value };
  return value;
}

function violationOf({ keyword, valuePointer, location, message }: SchemaIssue): Violation {
  return {
    keyword,
    valuePointer,
    schemaPointer: location.pointer,
    ...(location.file === '' ? {} : { schemaFile: location.file }),
    demand: message,
  };
}
