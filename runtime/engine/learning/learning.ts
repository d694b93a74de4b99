import { narrowContext } from '../../cases/narrow-context.ts';
import type { OperationContext } from '../../cases/operation-context.ts';
import type { Constraint, DeclaredNames } from '../../learning/contract.ts';
import { declaredNames, generalised } from '../../learning/declared-names.ts';
import { learnFrom } from '../../learning/index.ts';
import { narrowingOf, withoutProperty } from '../../learning/narrowing-of.ts';
import type { Exchange } from '../../model/exchange.ts';
import type { Narrowing } from '../../model/narrowing.ts';
import type { Operation } from '../../model/operation.ts';
import type { Dialect } from '../../model/schema-ref.ts';
import { isSensitiveName } from '../../redaction.ts';
import type { Schemas } from '../../schema/schemas.ts';
import type { ContextCache } from '../context-cache.ts';
import { partsOf, type GuiltyPart } from './guilty-parts.ts';
import { createOperationLessons, type Lesson, type OperationLessons } from './operation-lessons.ts';
import type { OperationState } from '../operation-state.ts';

/** What the answers teach of what the server demands beyond the document, and what of it goes into the cases. */
export interface Learning {
  /** Hears an answer; gives the demands that it states. */
  answered(state: OperationState, exchange: Exchange): readonly Constraint[];
  /**
   * Lets what was learned so far decide the cases that are made from now on. To be called while no case is under way, so that it depends on
   * the cases before it, and not on time.
   */
  adapt(): void;
  /** The operation as its cases are made from what was learned. */
  contextOf(state: OperationState): OperationContext;
  lessons(state: OperationState): readonly Lesson[];
  guilty(state: OperationState): readonly GuiltyPart[];
}

const none: readonly Constraint[] = [];

/** `adapts`: whether anything of it goes into the cases. */
export function createLearning(contexts: ContextCache, schemas: Schemas, adapts: boolean): Learning {
  const known = new Map<OperationState, OperationLessons>();
  const plans = new Map<OperationState, { readonly version: number; readonly narrowings: readonly Narrowing[] }>();
  const narrowed = new WeakMap<
    OperationContext,
    { readonly from: readonly Narrowing[]; readonly to: OperationContext }
  >();
  const namesOf = createNames();
  const lessonsOf = (state: OperationState): OperationLessons => {
    let lessons = known.get(state);
    if (lessons === undefined) known.set(state, (lessons = createOperationLessons()));
    return lessons;
  };
  return {
    answered(state, exchange) {
      const { case: sent, response } = exchange;
      if (sent.mode !== 'positive' || sent.doubtful === true) return none;
      const outcome = outcomeOf(response.status);
      if (outcome === 'other') return none;
      const { operation, hasTwin } = contexts.get(state);
      // Which of two operations on one path has answered, nobody can tell.
      if (hasTwin) return none;
      const names = namesOf(operation);
      const parts = partsOf(sent, names.ofBody());
      if (outcome !== 'refused') {
        lessonsOf(state).passed(sent, parts, outcome === 'accepted');
        return none;
      }
      const constraints = learnFrom(exchange, names.all).map((one) => generalised(one, names.all));
      lessonsOf(state).refused(sent, parts, constraints);
      return constraints;
    },
    adapt() {
      if (!adapts) return;
      for (const [state, lessons] of known) {
        const { version } = lessons;
        if (version === 0 || plans.get(state)?.version === version) continue;
        const { operation } = contexts.get(state);
        plans.set(state, { version, narrowings: narrowingsOf(operation, lessons) });
      }
    },
    contextOf(state) {
      const context = contexts.get(state);
      const from = plans.get(state)?.narrowings ?? [];
      if (from.length === 0) return context;
      const made = narrowed.get(context);
      if (made?.from === from) return made.to;
      const to = narrowContext(context, from, schemas);
      narrowed.set(context, { from, to });
      return to;
    },
    lessons: (state) => known.get(state)?.lessons() ?? [],
    guilty: (state) => known.get(state)?.guilty() ?? [],
  };
}

type Outcome = 'accepted' | 'passed' | 'refused' | 'other';

/** What is not there, or in conflict, was looked for: the data were well. The other client errors say nothing of them. */
function outcomeOf(status: number): Outcome {
  if (status >= 200 && status < 300) return 'accepted';
  if (status === 400 || status === 422) return 'refused';
  return status === 404 || status === 409 || (status >= 300 && status < 400) ? 'passed' : 'other';
}

interface Names {
  readonly all: DeclaredNames;
  /** The properties of the body itself. */
  ofBody(): readonly string[];
}

function createNames(): (operation: Operation) => Names {
  const known = new WeakMap<Operation, Names>();
  return (operation) => {
    let names = known.get(operation);
    if (names === undefined) {
      const all = declaredNames(operation);
      let ofBody: readonly string[] | undefined;
      names = { all, ofBody: () => (ofBody ??= all.bodyProperties([]).slice(0, maxProperties)) };
      known.set(operation, names);
    }
    return names;
  };
}

/** Each case looks for them. */
const maxProperties = 50;

function narrowingsOf(operation: Operation, lessons: OperationLessons): readonly Narrowing[] {
  const said = lessons.lessons().flatMap(({ constraint, mediaType }) => {
    const { parameter, demand } = constraint;
    // Random credentials help nobody.
    if (demand.keyword === 'required' && parameter !== undefined && isSensitiveName(parameter)) return [];
    const narrowing = narrowingOf(constraint, dialectOf(operation, constraint), mediaType);
    return narrowing === undefined ? [] : [{ constraint, narrowing }];
  });
  const isSaid = ({ part }: GuiltyPart): boolean => said.some(({ constraint }) => isAbout(constraint, part));
  const seen = lessons.guilty().filter((one) => !isSaid(one));
  return [...said.map(({ narrowing }) => narrowing), ...seen.map(({ part }) => seldom(part))].slice(0, maxNarrowings);
}

/** Each is tried out: what comes first is heard first, and matters most. */
const maxNarrowings = 60;

/** What the server says of a part is better than what is read from outcomes. */
function isAbout({ location, parameter, path }: Constraint, part: GuiltyPart['part']): boolean {
  if (location !== part.in) return false;
  return location === 'body' ? part.name === undefined || path[0] === part.name : parameter === part.name;
}

function seldom(part: GuiltyPart['part']): Narrowing {
  if (part.in === 'body' && part.name !== undefined)
    return { kind: 'value', in: 'body', schema: withoutProperty(part.name), presence: 'seldom' };
  return { kind: 'presence', in: part.in, ...(part.name !== undefined && { name: part.name }), presence: 'seldom' };
}

function dialectOf({ parameters, body }: Operation, { location, parameter }: Constraint): Dialect {
  const schemas =
    location === 'body'
      ? (body?.contents ?? []).map(({ schema }) => schema)
      : parameters.filter(({ name }) => name === parameter).map(({ schema }) => schema);
  return schemas.find((schema) => schema !== undefined)?.scope.dialect ?? 'openapi-3.1';
}
