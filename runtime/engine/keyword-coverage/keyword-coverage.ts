import type { OperationContext } from '../../cases/operation-context.ts';
import { ApiTestGenError } from '../../errors.ts';
import type { Case, CaseValues } from '../../model/case.ts';
import type { CoveredSchema, Exercised } from '../../model/coverage.ts';
import type { Location } from '../../model/location.ts';
import type { Violation } from '../../model/violation.ts';
import { markExercised } from './exercised-keywords.ts';
import type { FindPlaces } from './keyword-places.ts';
import { placesOf, requestParts, valueOf, type RequestPart } from './request-parts.ts';

/**
 * Which keywords of one operation's request were met by a valid value, and which were broken. Doubtful cases count for neither: nothing is judged by
 * them. Of the valid ones some are not looked at once there were many, by their index: what is found does not depend on which comes first.
 */
export interface KeywordCoverage {
  /** Notes a case that was sent. */
  sent(sent: Case): void;
  /** What was met and broken so far, of what can be. */
  counts(): { readonly valid: Exercised; readonly invalid: Exercised };
  /** The keywords schema by schema, in the request's order. */
  schemas(): readonly CoveredSchema[];
  /** Regular expressions that no value can be judged by. */
  undecided(): readonly string[];
}

/** By place, a bit for each keyword. */
interface Marks {
  readonly valid: Uint32Array;
  readonly invalid: Uint32Array;
}

/** A part of the request. Its marks begin at `offset`, and end with the part's own, for `required`. */
interface MarkedPart extends RequestPart {
  readonly offset: number;
  /** A valid value has nothing left to show. */
  isAllMet: boolean;
}

export function createKeywordCoverage(context: OperationContext, find: FindPlaces): KeywordCoverage {
  const { file } = context.operation.location;
  let size = 0;
  const parts = requestParts(context, find).map((part): MarkedPart => {
    const offset = size;
    size += part.places.length + 1;
    return { ...part, offset, isAllMet: false };
  });
  const marks: Marks = { valid: new Uint32Array(size), invalid: new Uint32Array(size) };
  return {
    sent(sent) {
      if (sent.doubtful === true) return;
      for (const violation of sent.violations) markBroken(parts, sent.values, violation, marks.invalid);
      if (sent.mode !== 'positive' || !isLookedAt(sent)) return;
      for (const part of parts) {
        if (!part.isAllMet) markMet(part, valueOf(part, sent.values), marks.valid, find);
      }
    },
    counts: () => countMarks(parts, marks),
    undecided: () =>
      parts.flatMap(({ places }) =>
        places.flatMap((place) => (place.undecided === undefined ? [] : [place.undecided])),
      ),
    schemas: () => parts.flatMap((part) => coveredSchemas(part, marks, file)),
  };
}

/** Of many fuzzing cases some are enough. */
function isLookedAt({ phase, scenario, seedPath: { index } }: Case): boolean {
  return phase !== 'fuzzing' || scenario !== undefined || index < 32 || index % 16 === 0;
}

function markMet(part: MarkedPart, value: unknown, marks: Uint32Array, find: FindPlaces): void {
  if (value === undefined) return;
  const { offset, places: list } = part;
  if (part.required !== undefined) marks[offset + list.length] = 1;
  try {
    const places = placesOf(part, find);
    if (places !== undefined) markExercised({ places, marks, offset }, value);
  } catch (error) {
    // A reference that leads nowhere is told of where the schema is judged.
    if (!ApiTestGenError.is(error)) throw error;
  }
  part.isAllMet = list.every(({ set }, index) => marks[offset + index] === 2 ** set.keywords.length - 1);
}

function markBroken(
  parts: readonly MarkedPart[],
  { body }: CaseValues,
  { location, parameter, keyword, schemaPointer, schemaFile }: Violation,
  marks: Uint32Array,
): void {
  const pointer = schemaPointer.slice(0, Math.max(0, schemaPointer.lastIndexOf('/')));
  const isAt = (at: Location): boolean =>
    at.pointer === pointer && (schemaFile === undefined || at.file === schemaFile);
  for (const { in: own, name, mediaType, required, places, offset } of parts) {
    if (own !== location || (own !== 'body' && name !== parameter)) continue;
    if (keyword === 'required' && required !== undefined && isAt(required)) marks[offset + places.length] = 1;
    if (own === 'body' && body?.mediaType !== mediaType) continue;
    const index = places.findIndex((place) => isAt(place.location));
    const bit = places[index]?.set.keywords.indexOf(keyword) ?? -1;
    if (bit !== -1) marks[offset + index] = (marks[offset + index] ?? 0) | (1 << bit);
  }
}

/** A schema, or the part itself, with the two marks of its keywords. */
interface MarkedPlace {
  readonly location: Location;
  readonly keywords: readonly string[];
  /** What was broken can be, whatever was thought. */
  readonly breakable: number;
  readonly valid: number;
  readonly invalid: number;
}

function* markedPlaces({ required, canBeMissing, places, offset }: MarkedPart, marks: Marks): Generator<MarkedPlace> {
  const at = (index: number): Pick<MarkedPlace, 'valid' | 'invalid'> => ({
    valid: marks.valid[offset + index] ?? 0,
    invalid: marks.invalid[offset + index] ?? 0,
  });
  if (required !== undefined) {
    yield { location: required, keywords: ['required'], breakable: canBeMissing ? 1 : 0, ...at(places.length) };
  }
  for (const [index, { location, set }] of places.entries()) {
    const own = at(index);
    yield { location, keywords: set.keywords, breakable: set.breakable | own.invalid, ...own };
  }
}

function countMarks(parts: readonly MarkedPart[], marks: Marks): ReturnType<KeywordCoverage['counts']> {
  const valid = { exercised: 0, total: 0 };
  const invalid = { exercised: 0, total: 0 };
  for (const part of parts) {
    for (const place of markedPlaces(part, marks)) {
      valid.total += place.keywords.length;
      valid.exercised += countBits(place.valid);
      invalid.total += countBits(place.breakable);
      invalid.exercised += countBits(place.invalid);
    }
  }
  return { valid, invalid };
}

function countBits(bits: number): number {
  let count = 0;
  for (let left = bits; left !== 0; left &= left - 1) count += 1;
  return count;
}

/** `own`: the file of the operation. */
function coveredSchemas(part: MarkedPart, marks: Marks, own: string): readonly CoveredSchema[] {
  const has = (bits: number, bit: number): boolean => ((bits >> bit) & 1) === 1;
  return [...markedPlaces(part, marks)].map(({ location, keywords, breakable, valid, invalid }) => {
    const unbreakable = keywords.filter((_, bit) => !has(breakable, bit));
    return {
      in: part.in,
      ...(part.name === undefined ? {} : { name: part.name }),
      ...(part.mediaType === undefined ? {} : { mediaType: part.mediaType }),
      pointer: location.pointer,
      ...(location.file === own ? {} : { file: location.file }),
      keywords: Object.fromEntries(
        keywords.map((keyword, bit) => [keyword, wordOf(has(valid, bit), has(invalid, bit))]),
      ),
      ...(unbreakable.length === 0 ? {} : { unbreakable }),
    };
  });
}

function wordOf(isMet: boolean, isBroken: boolean): CoveredSchema['keywords'][string] {
  if (isMet) return isBroken ? 'both' : 'valid';
  return isBroken ? 'invalid' : 'neither';
}
