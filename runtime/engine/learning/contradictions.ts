import { isReservedHeader } from '../../cases/undeclared-parameter.ts';
import { constraintPlace, type ConstraintPlace } from '../../learning/constraint-place.ts';
import type { Constraint } from '../../learning/contract.ts';
import { declaredNames, generalised } from '../../learning/declared-names.ts';
import { demandWords, documentedWords, placeWords } from '../../learning/demand-words.ts';
import { learnFrom } from '../../learning/index.ts';
import { isContradiction } from '../../learning/is-contradiction.ts';
import type { Exchange } from '../../model/exchange.ts';
import type { Finding } from '../../model/failure.ts';
import type { Operation } from '../../model/operation.ts';
import { isSensitiveName } from '../../redaction.ts';
import type { Lesson } from './operation-lessons.ts';

/** A lesson that contradicts the document, and the place that it contradicts. */
export interface Contradiction {
  readonly lesson: Lesson;
  readonly place: ConstraintPlace;
}

/** Those of an operation's lessons for which one of server and document is to blame. */
export function contradictionsOf(operation: Operation, lessons: readonly Lesson[]): readonly Contradiction[] {
  return lessons.flatMap((lesson) => {
    const place = constraintPlace(operation, lesson.constraint, lesson.mediaType);
    if (place.parameter === undefined && isOfTheConnection(lesson.constraint)) return [];
    return isContradiction(lesson.constraint, place, lesson.mediaType) ? [{ lesson, place }] : [];
  });
}

/** Credentials and what belongs to HTTP are documented elsewhere, where they are. */
function isOfTheConnection({ location, parameter: name }: Constraint): boolean {
  return name !== undefined && (isSensitiveName(name) || (location === 'header' && isReservedHeader(name)));
}

/**
 * What an answer shows of a contradiction that is known by its identity; `undefined` where it does not. One answer cannot tell a contradiction: that
 * two were refused, and none accepted, was seen before.
 */
export function contradictionIn(operation: Operation, exchange: Exchange, identity: string): Finding | undefined {
  const names = declaredNames(operation);
  const constraint = learnFrom(exchange, names)
    .map((one) => generalised(one, names))
    .find((one) => one.identity === identity);
  if (constraint === undefined) return undefined;
  const place = constraintPlace(operation, constraint, exchange.case.values.body?.mediaType ?? '');
  return findingOf(constraint, place, exchange.response.status);
}

/** The finding of `positive_data_acceptance` for a contradiction. */
export function findingOf(constraint: Constraint, place: ConstraintPlace, status: number): Finding {
  const { demand, message, framework, identity } = constraint;
  const [where, demanded, documented] = [
    placeWords(constraint, place),
    demandWords(demand),
    documentedWords(constraint, place),
  ];
  const quote = message.length > maxQuote ? `${message.slice(0, maxQuote - 1)}…` : message;
  return {
    confidence: 'likely',
    identity,
    title: `Valid request refused: ${where} must be ${titleWords(constraint)}`,
    message: `The server refuses requests that the document allows: of ${where} the document says “${documented}”, and the server demands “${demanded}”. It says: “${quote}”`,
    expected: `a 2xx answer: ${where} is ${documented} in the document`,
    received: `${status}: ${quote}`,
    hint: 'Say it in the document (--suggest-overlay FILE writes the change), or let the server accept what the document allows.',
    location: place.location,
    details: { status, place: where, keyword: demand.keyword, documented, demanded, framework },
  };
}

const maxQuote = 300;

function titleWords({ demand }: Constraint): string {
  if (demand.keyword === 'required') return 'there';
  return demand.keyword === 'unknown' ? 'left out' : `narrower (${demand.keyword})`;
}

/** Equal for the same demand of the same part of the document, or of a parameter of the same name. */
export function factKey(
  { location, identity }: Pick<Constraint, 'location' | 'identity'>,
  { location: { file, pointer } }: ConstraintPlace,
): string {
  return location === 'body' ? JSON.stringify([file, pointer, identity]) : identity;
}
