import type { CaseValues } from '../../model/case.ts';
import { pointerTo, type JsonPointer } from '../../model/json.ts';
import type { LenientScenario } from '../../model/leniency.ts';
import type { Violation } from '../../model/violation.ts';
import { isJsonMediaType, mediaTypeMatches, parseMediaType } from '../../requests/media-type.ts';
import { draftOf } from '../case-draft.ts';
import { needsBody } from '../negatives/no-body.ts';
import type { BodySource, OperationContext } from '../operation-context.ts';
import { plainOrNone, type Scenario } from './scenario.ts';

type Named = Scenario & { readonly name: LenientScenario };

/**
 * JSON bodies that their schema forbids, and that many frameworks let through: one for each kind of leniency, made from the plainest body. Doubtful, since
 * whoever takes them is sane; `undefined` keeps the place of a kind that the body has no room for.
 */
export function* lenientBodies(context: OperationContext, base: CaseValues): Generator<Named | undefined> {
  const source = context.bodies.find(
    ({ mediaType, serialiser }) => serialiser === undefined && isJsonMediaType(mediaType),
  );
  const plain = source && plainOrNone(source);
  if (source === undefined || plain === undefined) return;
  const scenario = (name: LenientScenario, value: unknown): Named | undefined => {
    const violation = onlyViolation(context, source, value, name === 'lenient_extra_property' ? extra : wrongType);
    const body = { kind: 'value', mediaType: source.mediaType, value } as const;
    return violation && { name, draft: { ...draftOf(base), body }, violation, doubtful: true };
  };
  const { value } = plain;
  yield isObject(value) ? firstOf(coerced(value, source), (one) => scenario('lenient_scalar', one)) : undefined;
  yield isObject(value) ? firstOf(unwrapped(value), (one) => scenario('lenient_single_item', one)) : undefined;
  yield isObject(value) ? scenario('lenient_extra_property', { ...value, [extraName]: extraValue }) : undefined;
  yield otherType(context, source, value, base);
}

/** Of so many properties one is looked for that can be misread: each is judged with all the others. */
const maxProperties = 32;

/** Names that nobody has, to find again in an answer. */
const extraName = 'unexpectedProperty';
const extraValue = 'unexpected value';

/** The object with one scalar after the other as what a coercing reader takes for it. */
function* coerced(value: object, { isValid }: BodySource): Generator<object> {
  for (const [name, member] of Object.entries(value).slice(0, maxProperties)) {
    if (typeof member === 'number' || typeof member === 'boolean') yield { ...value, [name]: String(member) };
    // Only where the text of the number would do.
    else if (typeof member === 'string' && isValid({ ...value, [name]: '1' })) yield { ...value, [name]: 1 };
  }
}

/** The object with one list of one item after the other as the item. */
function* unwrapped(value: object): Generator<object> {
  for (const [name, member] of Object.entries(value).slice(0, maxProperties)) {
    if (Array.isArray(member) && member.length === 1) yield { ...value, [name]: member[0] as unknown };
  }
}

function firstOf<T, R>(candidates: Iterable<T>, take: (candidate: T) => R | undefined): R | undefined {
  for (const candidate of candidates) {
    const taken = take(candidate);
    if (taken !== undefined) return taken;
  }
  return undefined;
}

const wrongType: ReadonlySet<string> = new Set(['type']);
const extra: ReadonlySet<string> = new Set(['additionalProperties', 'unevaluatedProperties']);

/** What is wrong with a value, where that is one thing, and of the kind that is meant. */
function onlyViolation(
  { schemas }: OperationContext,
  { schema }: BodySource,
  value: unknown,
  keywords: ReadonlySet<string>,
): Violation | undefined {
  const [issue, ...others] = schemas.issues(schema, value, 'request');
  if (issue === undefined || others.length > 0 || !keywords.has(issue.keyword)) return undefined;
  const { keyword, location, message } = issue;
  // Validators blame the object for a property too many.
  const valuePointer = keywords === extra ? pointerTo('', extraName) : issue.valuePointer;
  return {
    keyword,
    valuePointer,
    schemaPointer: location.pointer,
    schemaFile: location.file,
    demand: message,
    location: 'body',
  };
}

const textType = 'text/plain';

/** The plainest body by the name of text: whoever reads it looks at its content instead. */
function otherType(
  context: OperationContext,
  { mediaType }: BodySource,
  value: unknown,
  base: CaseValues,
): Named | undefined {
  const { body } = context.operation;
  const actual = parseMediaType(textType);
  if (body === undefined || body.assumesMediaTypes === true || actual === undefined || !needsBody(context))
    return undefined;
  const { contents, location } = body;
  // Of ranges and texts nobody knows what they take.
  if (contents.some((content) => content.mediaType.includes('*') || mediaTypeMatches(content.mediaType, actual)))
    return undefined;
  const draft = { ...draftOf(base), body: { kind: 'raw', mediaType: textType, bytes: JSON.stringify(value) } as const };
  return {
    name: 'lenient_media_type',
    draft,
    doubtful: true,
    violation: {
      keyword: 'mediaType',
      valuePointer: '' as JsonPointer,
      schemaPointer: location.pointer,
      schemaFile: location.file,
      demand: `must be ${mediaType}`,
      location: 'body',
    },
  };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
