import { pointerTo, type JsonPointer } from '../model/json.ts';
import type { SchemaRef } from '../model/schema-ref.ts';
import { parseJson } from '../requests/decode-body.ts';
import type { DecodedItem } from '../requests/decode-items.ts';
import type { ServerSentEvent } from '../requests/read-events.ts';
import type { SchemaIssue, Schemas } from '../schema/schemas.ts';
import { contentIssues } from './content-issues.ts';
import { objectShape } from './object-shape.ts';

/** A stream may have any number of items; what is wrong with all of them shows in these. */
const maxItems = 1_000;

/** What is wrong with the items of a sequence; pointers begin with the item's place. */
interface ItemIssues {
  /** The items as they were judged. */
  readonly values: readonly unknown[];
  readonly broken: readonly SchemaIssue[];
  /** In texts that hold JSON. */
  readonly content: readonly SchemaIssue[];
  /** The first item that is no JSON, and why. */
  readonly malformed: { readonly index: number; readonly message: string } | undefined;
}

/** Judges each item by the schema for one. */
export function itemIssues(schema: SchemaRef, items: readonly DecodedItem[], schemas: Schemas): ItemIssues {
  const values: unknown[] = [];
  const broken: SchemaIssue[] = [];
  const content: SchemaIssue[] = [];
  let malformed: ItemIssues['malformed'];
  let lastId: string | undefined;
  for (const [index, item] of items.slice(0, maxItems).entries()) {
    if (item.kind === 'malformed') {
      malformed ??= { index, message: item.message };
      values.push(undefined);
      continue;
    }
    const at = (issue: SchemaIssue): SchemaIssue => ({ ...issue, valuePointer: below(index, issue.valuePointer) });
    const value = item.kind === 'event' ? eventAs(schema, item.event, lastId, schemas) : item.value;
    if (item.kind === 'event') lastId = item.event.id ?? lastId;
    values.push(value);
    if (value === undefined) continue;
    const issues = schemas.issues(schema, value, 'response');
    broken.push(...issues.map(at));
    if (issues.length === 0 && item.kind === 'event') content.push(...contentIssues(schema, value, schemas).map(at));
  }
  return { values, broken, content, malformed };
}

function below(index: number, pointer: JsonPointer): JsonPointer {
  return `${pointerTo('', index)}${pointer}` as JsonPointer;
}

/**
 * An event as its schema takes it. Documents differ in what they describe: the fields that stand in the event, or with the type and id that it gets without
 * them, `data` as text (OpenAPI 3.2) or as the JSON in it; or that JSON alone, where no field is named. `undefined` for `[DONE]`, which ends the streams of
 * some APIs, whatever the others hold.
 */
function eventAs(schema: SchemaRef, event: ServerSentEvent, lastId: string | undefined, schemas: Schemas): unknown {
  if (event.data.trim() === '[DONE]') return undefined;
  const readings = readingsOf(schema, event, lastId);
  return (
    readings.find((reading) => schemas.isValid(schema, reading, 'response')) ?? leastBroken(schema, readings, schemas)
  );
}

function readingsOf(schema: SchemaRef, event: ServerSentEvent, lastId: string | undefined): readonly unknown[] {
  const typed = { event: 'message', ...event };
  const full = { ...(lastId !== undefined && { id: lastId }), ...typed };
  const parsed = parseJson(event.data);
  const json = parsed.kind === 'decoded' ? [parsed.value] : [];
  const asFields = [event, typed, full].flatMap((fields) => [fields, ...json.map((data) => ({ ...fields, data }))]);
  return objectShape(schema).names('data') ? asFields : [...json, event.data, ...asFields];
}

/** What is shown of an event that breaks its schema in every reading: the one with the fewest faults, and of those with the deepest. */
function leastBroken(schema: SchemaRef, readings: readonly unknown[], schemas: Schemas): unknown {
  const judged = readings.map((reading) => {
    const issues = schemas.issues(schema, reading, 'response');
    return { reading, count: issues.length, depth: issues[0]?.valuePointer.split('/').length ?? 0 };
  });
  return judged.reduce((best, other) =>
    other.count < best.count || (other.count === best.count && other.depth > best.depth) ? other : best,
  ).reading;
}
