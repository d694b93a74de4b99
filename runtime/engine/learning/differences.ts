import { constraintPlace, type ConstraintPlace } from '../../learning/constraint-place.ts';
import type { PlacedDemand } from '../../learning/contract.ts';
import { demandWords, documentedWords, placeWords } from '../../learning/demand-words.ts';
import { isContradiction } from '../../learning/is-contradiction.ts';
import { proposeChanges } from '../../learning/propose-changes.ts';
import type { Difference } from '../../model/difference.ts';
import { pointerTo } from '../../model/json.ts';
import type { Operation } from '../../model/operation.ts';
import { factKey } from './contradictions.ts';
import type { GuiltyPart } from './guilty-parts.ts';
import type { Lesson } from './operation-lessons.ts';
import type { RunState } from '../run-state.ts';

/** A difference at one operation, with what it has in common with the same one at others. */
interface Met {
  readonly key: string;
  readonly difference: Difference;
}

/** Emits all in which document and server were found to differ: those that several operations share once, in the document's order. */
export function reportDifferences(run: RunState): void {
  const found = new Map<string, Difference>();
  for (const state of run.states) {
    const lessons = run.learning.lessons(state);
    const guilty = run.learning.guilty(state);
    if (lessons.length + guilty.length === 0) continue;
    const { operation } = run.contexts.get(state);
    for (const { key, difference } of [
      ...lessons.map((lesson) => ofLesson(run, operation, lesson, lessons)),
      ...guilty.filter((one) => !isExplained(one, lessons)).map((one) => ofOutcomes(run, operation, one)),
    ]) {
      const known = found.get(key);
      found.set(key, known === undefined ? difference : merged(known, difference));
    }
  }
  for (const difference of found.values()) run.stream.emit({ type: 'difference', difference });
}

function merged(known: Difference, other: Difference): Difference {
  return {
    ...known,
    operations: [...known.operations, ...other.operations],
    evidence: known.evidence + other.evidence,
  };
}

function isExplained({ part }: GuiltyPart, lessons: readonly Lesson[]): boolean {
  return lessons.some(
    ({ constraint: { location, parameter, path } }) =>
      location === part.in && (location === 'body' ? path[0] : parameter) === part.name,
  );
}

function ofLesson(
  run: RunState,
  operation: Operation,
  { constraint, hits, mediaType }: Lesson,
  lessons: readonly Lesson[],
): Met {
  const place = constraintPlace(operation, constraint, mediaType);
  const { location, parameter, path, demand, message } = constraint;
  const { text } = run.setting.redactor;
  const difference: Difference = {
    source: 'message',
    operations: [operation.label],
    location,
    ...(parameter !== undefined && { parameter: place.parameter?.name ?? parameter }),
    pointer: pointerTo('', ...path.map((token) => (typeof token === 'number' ? '*' : token))),
    keyword: demand.keyword,
    place: text(placeWords(constraint, place)),
    documented: text(documentedWords(constraint, place)),
    demanded: text(demandWords(demand)),
    confidence: isContradiction(constraint, place, mediaType) ? 'likely' : 'heuristic',
    evidence: hits,
    message: text(message),
    ...whereOf(run, place.location),
    changes: proposeChanges(
      operation,
      constraint,
      place,
      lessons.map((one) => one.constraint),
    ),
  };
  return { key: factKey(constraint, place), difference };
}

function ofOutcomes(run: RunState, operation: Operation, { part, rejected, passed }: GuiltyPart): Met {
  // The place is that of a demand that it be left out.
  const name = part.name === undefined ? [] : [part.name];
  const demanded: PlacedDemand = {
    location: part.in,
    ...(part.in !== 'body' && part.name !== undefined && { parameter: part.name }),
    path: part.in === 'body' ? name : [],
    demand: { keyword: 'unknown' },
  };
  const place = constraintPlace(operation, demanded, '');
  const value = place.schemas[0]?.ref.location ?? place.location;
  const difference: Difference = {
    source: 'outcomes',
    operations: [operation.label],
    location: part.in,
    ...(demanded.parameter !== undefined && { parameter: demanded.parameter }),
    pointer: pointerTo('', ...demanded.path),
    keyword: 'presence',
    place: run.setting.redactor.text(placeWords(demanded, place)),
    documented: 'optional',
    demanded: `left out, or of a form that the document does not name: ${rejected} requests that had it were refused, ${passed} without it were not`,
    confidence: 'heuristic',
    evidence: rejected,
    ...whereOf(run, value),
    changes: [],
  };
  const identity = JSON.stringify([part, 'outcomes']);
  return { key: factKey({ location: part.in, identity }, place), difference };
}

function whereOf({ setting: { api } }: RunState, location: ConstraintPlace['location']): Pick<Difference, 'where'> {
  const position = api.position(location);
  return position === undefined ? {} : { where: { ...position } };
}
