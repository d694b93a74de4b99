import { ApiTestGenError } from '../../errors.ts';
import type { SchemaRef } from '../../model/schema-ref.ts';
import type { Violation } from '../../model/violation.ts';
import type { SchemaIssue, Schemas } from '../../schema/schemas.ts';
import type { Draw } from '../generate/draw.ts';
import { firstChoice, fixedRng, newDraw } from '../generate/draw.ts';
import { HIGHEST } from '../generate/contract.ts';
import type { TextProfile } from '../text-profile.ts';
import { allowsValue } from '../text-profile.ts';
import type { Breaker } from './breaker.ts';
import type { Site } from './site.ts';
import { replaceAt, validTwin } from '../generate/position.ts';

/** A value that breaks its schema in one place, and where. */
export interface InvalidValue {
  readonly value: unknown;
  /** Without `location` and `parameter`, which the caller knows. */
  readonly violation: Violation;
}

/** What breaking needs to know. */
export interface BreakTask {
  readonly schema: SchemaRef;
  readonly schemas: Schemas;
  readonly text: TextProfile;
  /** Only violations that all validators agree about. */
  readonly certain: boolean;
}

/**
 * A value that was valid but for the one change at the site, if the validator agrees that it is invalid because of the
 * site's keyword, and beyond doubt. `nearest`: by the smallest step.
 */
function breakSite(site: Site, task: BreakTask, draw: Draw, height: number, nearest: boolean): Broken | undefined {
  const twin = validTwin(site, draw, Math.min(HIGHEST, height + site.steps.length));
  if (twin === undefined) return undefined;
  if (!site.isOutside && !task.schemas.isValid(task.schema, twin, 'request')) return undefined;
  const by = nearest === draw.edgy ? draw : { ...draw, edgy: nearest };
  const first = brokenBy(site.breaker, site, task, by, twin);
  if (first?.isAlone || site.turned === undefined) return first;
  const second = brokenBy(site.turned, site, task, by, twin);
  return second?.isAlone ? second : (first ?? second);
}

interface Broken {
  readonly invalid: InvalidValue;
  /** Whether nothing else is broken. */
  readonly isAlone: boolean;
}

function brokenBy(breaker: Breaker, site: Site, task: BreakTask, draw: Draw, twin: unknown): Broken | undefined {
  const value = replaceAt(twin, site.steps, (valid) => {
    const broken = breaker(draw, valid);
    // In URLs and headers an empty text means that there is none.
    return broken === '' && task.text !== 'any' ? undefined : broken;
  });
  if (value === undefined || !allowsValue(task.text, value)) return undefined;
  const issues = issuesOf(value, task);
  const issue = issueAt(site, issues, task);
  if (issue === undefined) return undefined;
  return {
    isAlone: issues.every((other) => follows(other, issue)),
    invalid: {
      value,
      violation: {
        keyword: issue.keyword,
        valuePointer: issue.valuePointer,
        schemaPointer: issue.location.pointer,
        ...(issue.location.file === '' ? {} : { schemaFile: issue.location.file }),
        demand: issue.message,
      },
    },
  };
}

/** Whether one issue is another, or comes with it: what is of another type is no member of an `enum` either. */
function follows(other: SchemaIssue, issue: SchemaIssue): boolean {
  if (other.valuePointer !== issue.valuePointer) return COMPOSITE.has(other.keyword);
  return (
    other.location.pointer === issue.location.pointer ||
    COMPOSITE.has(other.keyword) ||
    (OF_TYPE.has(other.keyword) && OF_TYPE.has(issue.keyword))
  );
}

const OF_TYPE = new Set(['type', 'enum', 'const']);
const COMPOSITE = new Set(['anyOf', 'oneOf', 'not', 'if', 'contains']);

/**
 * The issue that the site is there for; else the one of a choice around it, where a part of the value that is wrong leaves no
 * branch that fits.
 */
function issueAt(site: Site, issues: readonly SchemaIssue[], { certain }: BreakTask): SchemaIssue | undefined {
  const usable = issues.filter((issue) => !certain || !issue.uncertain || issue.keyword === 'format');
  const exact = usable.find((issue) =>
    site.keyword === undefined
      ? issue.valuePointer.startsWith(site.pointer)
      : issue.keyword === site.keyword && issue.valuePointer === site.pointer,
  );
  if (exact !== undefined) return exact;
  const [only] = usable;
  const isChoice = only?.keyword === 'anyOf' || only?.keyword === 'oneOf';
  return issues.length === 1 && isChoice && site.pointer.startsWith(only.valuePointer) ? only : undefined;
}

export function issuesOf(value: unknown, { schema, schemas }: BreakTask): readonly SchemaIssue[] {
  return schemas.isValid(schema, value, 'request') ? [] : schemas.issues(schema, value, 'request');
}

/** Whether a value breaks its schema as the violation says. */
export function holds({ value, violation }: InvalidValue, task: BreakTask): boolean {
  return (
    value !== undefined &&
    allowsValue(task.text, value) &&
    issuesOf(value, task).some((issue) => isOf(issue, violation))
  );
}

export function isOf(issue: SchemaIssue, violation: Violation): boolean {
  return (
    issue.keyword === violation.keyword &&
    issue.valuePointer === violation.valuePointer &&
    issue.location.pointer === violation.schemaPointer &&
    (violation.schemaFile === undefined || issue.location.file === violation.schemaFile) &&
    // A `required` names which property is missing in its demand alone.
    (violation.demand === undefined || issue.message === violation.demand)
  );
}

/** The plainest value that a site is known to give, broken by the smallest step; always the same. */
export function provenValue(site: Site, task: BreakTask, height: number): InvalidValue | undefined {
  let fallback: InvalidValue | undefined;
  for (let attempt = 0; attempt < (fallback === undefined ? 8 : 4); attempt++) {
    const rng = attempt === 0 ? firstChoice : fixedRng(attempt);
    const found = safely(() =>
      breakSite(site, task, newDraw({ rng, edgy: false, strict: true, left: 0 }), height, true),
    );
    if (found?.isAlone) return found.invalid;
    fallback ??= found?.invalid;
  }
  return fallback;
}

/** A value broken at a site, or nothing where chance found none. */
export function tryBreak(site: Site, task: BreakTask, draw: Draw, height: number): InvalidValue | undefined {
  return safely(() => breakSite(site, task, draw, height, draw.edgy))?.invalid;
}

/** A part of the schema that cannot be generated for is no place to break it at. */
function safely<T>(attempt: () => T): T | undefined {
  try {
    return attempt();
  } catch (error) {
    if (ApiTestGenError.is(error) && error.code === 'ATG_SCHEMA_UNSUPPORTED') return undefined;
    throw error;
  }
}
